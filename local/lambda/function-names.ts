import { type Account, arnOf } from "../account.ts";
import { AwsError } from "../http/aws-error.ts";
import type { LambdaFunction } from "./function.ts";

/** The functions there are, by name. */
export type Functions = ReadonlyMap<string, LambdaFunction>;

const pattern =
  /^(?:(?:arn:aws[a-z-]*:lambda:(?<region>[a-z0-9-]+):)?(?<account>\d{12}):function:)?(?<name>[\w-]+)(?::(?<qualifier>[\w$-]+))?$/;

/**
 * The function that a name, a partial ARN or an ARN means. There are no versions and aliases: the only qualifier is `$LATEST`.
 * @throws AwsError ResourceNotFoundException
 */
export function findFunction(
  functions: Functions,
  account: Account,
  nameOrArn: string,
  qualifier?: string,
): LambdaFunction {
  const named = pattern.exec(nameOrArn)?.groups;
  const fn = functions.get(named?.["name"] ?? "");
  const wanted = qualifier ?? named?.["qualifier"];
  const isHere =
    (named?.["account"] ?? account.id) === account.id && (named?.["region"] ?? account.region) === account.region;
  if (fn && isHere && (wanted === undefined || wanted === "$LATEST")) return fn;
  const arn = nameOrArn.startsWith("arn:")
    ? nameOrArn
    : arnOf(account, "lambda", `function:${named?.["name"] ?? nameOrArn}`);
  const suffix = wanted === undefined || arn.endsWith(`:${wanted}`) ? "" : `:${wanted}`;
  throw new AwsError("ResourceNotFoundException", `Function not found: ${arn}${suffix}`, 404, { Type: "User" });
}
