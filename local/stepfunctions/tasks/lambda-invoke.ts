import { type Account, arnOf } from "../../account.ts";
import { callFunction, checkedInvocationType } from "./call-function.ts";
import { callMetadata } from "./call-metadata.ts";
import type { Integration, InvocationType, InvokeFunction } from "./task-services.ts";

interface InvokeParameters {
  readonly FunctionName?: unknown;
  readonly Payload?: unknown;
  readonly Qualifier?: unknown;
  readonly InvocationType?: unknown;
}

/** What Lambda answers an invocation of each type with. */
const statuses: Readonly<Record<InvocationType, number>> = { RequestResponse: 200, Event: 202, DryRun: 204 };

/**
 * `arn:aws:states:::lambda:invoke`: the function's answer as `Payload`, with what the SDK's answer has beside it
 * (https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html). The payload of an answer that nobody waits for is an
 * empty text.
 */
export function lambdaInvoke(account: Account, invokeFunction: InvokeFunction): Integration {
  return async (parameters, signal, machine) => {
    const { FunctionName, Payload: payload = {}, Qualifier, ...given } = parameters as InvokeParameters;
    const invocationType = checkedInvocationType(given.InvocationType ?? "RequestResponse");
    const functionArn = functionArnOf(account, String(FunctionName), Qualifier);
    const answer = await callFunction(invokeFunction, { functionArn, payload, signal, machine, invocationType });
    const isWaitedFor = invocationType === "RequestResponse";
    const status = statuses[invocationType];
    return {
      ...(isWaitedFor && { ExecutedVersion: "$LATEST" }),
      Payload: isWaitedFor ? answer : "",
      ...callMetadata({ status }),
      StatusCode: status,
    };
  };
}

/** A name, a name with a version, `123456789012:function:name` or an ARN: always the ARN. */
function functionArnOf(account: Account, name: string, qualifier: unknown): string {
  const arn = name.startsWith("arn:")
    ? name
    : arnOf(account, "lambda", `function:${name.replace(/^\d+:function:/, "")}`);
  return typeof qualifier === "string" ? `${arn}:${qualifier}` : arn;
}
