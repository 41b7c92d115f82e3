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
 * @param invokeOtherwise invokes by any `InvocationType` but `RequestResponse`; left out, that fails by name
 */
export function lambdaInvoke(
  account: Account,
  invokeFunction: InvokeFunction,
  invokeOtherwise: Integration = refuseToInvoke,
): Integration {
  return async (parameters, signal, machine, submitted) => {
    const {
      FunctionName,
      Payload = {},
      Qualifier,
      InvocationType = "RequestResponse",
    } = parameters as InvokeParameters;
    if (InvocationType !== "RequestResponse") return invokeOtherwise(parameters, signal, machine, submitted);
    const functionArn = functionArnOf(account, String(FunctionName), Qualifier);
    return {
      ExecutedVersion: "$LATEST",
      Payload: await invokeFunction(functionArn, Payload, signal, machine),
      ...callMetadata(),
      StatusCode: 200,
    };
  };
}

async function refuseToInvoke(parameters: unknown): Promise<never> {
  const { InvocationType } = parameters as InvokeParameters;
  throw new TaskFailure(
    "Lambda.InvalidParameterValueException",
    `Local AWS does not play InvocationType ${InvocationType}`,
  );
}

/** A name, a name with a version, `123456789012:function:name` or an ARN: always the ARN. */
function functionArnOf(account: Account, name: string, qualifier: unknown): string {
  const arn = name.startsWith("arn:")
    ? name
    : arnOf(account, "lambda", `function:${name.replace(/^\d+:function:/, "")}`);
  return typeof qualifier === "string" ? `${arn}:${qualifier}` : arn;
}
