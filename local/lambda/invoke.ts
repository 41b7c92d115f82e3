import type { InvocationRequest, InvocationResponse } from "@aws-sdk/client-lambda";
import type { Account } from "../account.ts";
import type { Call } from "../http/api-service.ts";
import { AwsError } from "../http/aws-error.ts";
import { type Functions, findFunction } from "./function-names.ts";
import { type Invocation, largestPayload } from "./invocation.ts";
import { logTail } from "./invocation-log.ts";
import type { Invoker } from "./invoker.ts";

/** Bytes an event may have by the kind of its invocation. */
const largestEvents: Readonly<Record<string, number>> = { RequestResponse: largestPayload, Event: 1024 * 1024 };

const nothing = new Uint8Array();

export async function invoke(
  request: InvocationRequest,
  call: Call,
  { functions, account, invoker }: { functions: Functions; account: Account; invoker: Invoker },
): Promise<InvocationResponse> {
  const fn = findFunction(functions, account, request.FunctionName ?? "", request.Qualifier);
  const type = request.InvocationType ?? "RequestResponse";
  const invocation: Invocation = {
    requestId: call.requestId,
    event: eventOf(request.Payload ?? new Uint8Array(), type),
    clientContext: request.ClientContext && Buffer.from(request.ClientContext, "base64").toString(),
  };
  if (type === "DryRun") return { StatusCode: 204, Payload: nothing };
  if (type === "Event") {
    invoker.invokeLater(fn, { ...invocation, clientContext: undefined });
    return { StatusCode: 202, Payload: nothing };
  }
  const outcome = await invoker.invoke(fn, invocation);
  return {
    StatusCode: 200,
    ExecutedVersion: "$LATEST",
    Payload: Buffer.from(outcome.json),
    ...(outcome.ok ? {} : { FunctionError: "Unhandled" }),
    ...(request.LogType === "Tail" ? { LogResult: logTail(outcome.log) } : {}),
  };
}

/** The event in JSON; none at all is `{}`. @throws AwsError when it is too large, or not JSON */
function eventOf(payload: Uint8Array, type: string): string {
  const limit = largestEvents[type] ?? largestPayload;
  if (payload.length > limit) {
    const message = `${payload.length} byte payload is too large for the ${type} invocation type (limit ${limit} bytes)`;
    throw new AwsError("RequestTooLargeException", message, 413, { Type: "User" });
  }
  const text = payload.length === 0 ? "{}" : Buffer.from(payload).toString();
  try {
    JSON.parse(text);
  } catch (error) {
    const message = `Could not parse request body into json: ${(error as Error).message}`;
    throw new AwsError("InvalidRequestContentException", message, 400, { Type: "User" });
  }
  return text;
}
