import { type Account, arnOf } from "../../account.ts";
import { TaskFailure } from "../task-failure.ts";
import { callMetadata } from "./call-metadata.ts";
import type { Integration, InvokeFunction } from "./task-services.ts";

interface InvokeParameters {
  readonly FunctionName?: unknown;
  readonly Payload?: unknown;
  readonly Qualifier?: unknown;
  readonly InvocationType?: unknown;
}

/**
 * `arn:aws:states:::lambda:invoke`: the function's answer as `Payload`, with what the SDK's answer has beside it
 * (https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html).
 * An `InvocationType` of `Event` or `DryRun` is not played and fails by name.
 */
export function lambdaInvoke(account: Account, invokeFunction: InvokeFunction): Integration {
  return async (parameters, signal, machine) => {
    const {
      FunctionName,
      Payload = {},
      Qualifier,
      InvocationType = "RequestResponse",
    } = parameters as InvokeParameters;
    if (InvocationType !== "RequestResponse") {
      throw new TaskFailure(
        "Lambda.InvalidParameterValueException",
        `Local AWS does not play InvocationType ${InvocationType}`,
      );
    }
    const functionArn = functionArnOf(account, String(FunctionName), Qualifier);
    return {
      ExecutedVersion: "$LATEST",
      Payload: await invokeFunction(functionArn, Payload, signal, machine),
      ...callMetadata(),
      StatusCode: 200,
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
