import * as sdk from "@aws-sdk/client-lambda";
import { AwsError } from "../../http/aws-error.ts";
import { modelOf } from "../../http/model.ts";
import { failureOf, inJava1 } from "./service-failure.ts";
import type { InvocationType, InvokeFunction, Machine } from "./task-services.ts";

const model = modelOf(sdk);
const java = inJava1("Lambda", "AWSLambda");

/** A function as a task calls it. */
export interface FunctionCall {
  readonly functionArn: string;
  readonly payload: unknown;
  readonly signal: AbortSignal;
  readonly machine: Machine;
  readonly invocationType?: InvocationType;
}

/**
 * Calls a function, by its ARN or by `lambda:invoke`. One that is not there, and one that the machine's role may not invoke, fail
 * by names that workflows retry and catch (awslabs/aws-deployment-framework#460).
 * @throws TaskFailure the function's own error, `Lambda.ResourceNotFoundException`, `Lambda.AWSLambdaException` and their like
 */
export async function callFunction(invokeFunction: InvokeFunction, call: FunctionCall): Promise<unknown> {
  const { functionArn, payload, signal, machine, invocationType = "RequestResponse" } = call;
  try {
    return await invokeFunction(functionArn, payload, signal, machine, invocationType);
  } catch (error) {
    throw error instanceof AwsError ? failureOf(error, model, java) : error;
  }
}

/** What Lambda says of an invocation type that it does not have. @throws TaskFailure */
export function checkedInvocationType(type: unknown): InvocationType {
  if (type === "RequestResponse" || type === "Event" || type === "DryRun") return type;
  const fault = `Value '${type}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]`;
  const error = new AwsError("InvalidParameterValueException", `1 validation error detected: ${fault}`);
  throw failureOf(error, model, java);
}
