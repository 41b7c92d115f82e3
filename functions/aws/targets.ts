import { DescribeThingCommand, DescribeThingGroupCommand, ListThingsInThingGroupCommand } from "@aws-sdk/client-iot";
import type { SettledRelease } from "../firmware/settings-cascade.ts";
import {
  ProductUnknownError,
  parseTargets,
  type Target,
  TargetEmptyError,
  TargetInvalidError,
  TargetNotFoundError,
} from "../firmware/target.ts";
import { iot } from "./clients.ts";
import { isNamed, TransientError } from "./failure.ts";

/**
 * The ARNs of those a release is for.
 * @param isKnown whether somebody has named them: else a missing group, named like the product, means that nobody knows it
 * @throws TargetInvalidError, TargetNotFoundError, TargetEmptyError (not for CONTINUOUS, whose devices may come later),
 *   ProductUnknownError; TransientError while AWS builds a dynamic group
 */
export async function resolveTargets(
  product: string,
  { targets: named, targetSelection }: Pick<SettledRelease, "targets" | "targetSelection">,
  isKnown: boolean,
): Promise<string[]> {
  const targets = parseTargets(named);
  const mayBeEmpty = targetSelection === "CONTINUOUS";
  try {
    const arns: string[] = [];
    for (const target of targets) arns.push(await resolve(target, mayBeEmpty)); // one by one: AWS lists 25 groups a second
    return arns;
  } catch (error) {
    if (error instanceof TargetNotFoundError && !isKnown) throw new ProductUnknownError(product);
    throw error;
  }
}

/** Whether every target is a group without things. @throws TargetNotFoundError for a group that is gone */
export async function areEmpty(arns: readonly string[]): Promise<boolean> {
  for (const target of parseTargets(arns)) {
    if (target.kind === "thing" || (await hasThings(target))) return false;
  }
  return true;
}

async function resolve(target: Target, mayBeEmpty: boolean): Promise<string> {
  const arn = await arnOf(target).catch((error: unknown) => {
    throw whyNotFound(target, error);
  });
  if (target.arn !== undefined && target.arn !== arn) throw new TargetInvalidError(`${target.arn} is not ${arn}`);
  if (target.kind === "thinggroup" && !mayBeEmpty && !(await hasThings(target))) throw new TargetEmptyError(target);
  return arn;
}

async function arnOf({ kind, name }: Target): Promise<string> {
  if (kind === "thing") {
    const { thingArn = "" } = await iot.send(new DescribeThingCommand({ thingName: name }));
    return thingArn;
  }
  const { thingGroupArn = "", status } = await iot.send(new DescribeThingGroupCommand({ thingGroupName: name }));
  if (status === "BUILDING" || status === "REBUILDING") throw new TransientError(`Thing group ${name} is ${status}`);
  return thingGroupArn;
}

async function hasThings(group: Target): Promise<boolean> {
  const request = { thingGroupName: group.name, recursive: true, maxResults: 1 };
  const { things = [] } = await iot.send(new ListThingsInThingGroupCommand(request)).catch((error: unknown) => {
    throw whyNotFound(group, error);
  });
  return things.length > 0;
}

function whyNotFound(target: Target, error: unknown): unknown {
  return isNamed(error, "ResourceNotFoundException") ? new TargetNotFoundError(target) : error;
}
