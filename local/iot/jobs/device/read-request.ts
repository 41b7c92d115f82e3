import { AwsError } from "../../../http/aws-error.ts";
import { isBoolean, isNumber, isObject, isString } from "../../../http/json-types.ts";
import { invalidRequest } from "../../errors.ts";
import type { DescribeRequest, StartNextRequest, UpdateRequest } from "./requests.ts";

const longestClientToken = 64; // bytes

type Body = Readonly<Record<string, unknown>>;

/**
 * Reads an MQTT request's payload. An empty one stands for an empty object: AWS's early device SDKs send it.
 * @throws AwsError `InvalidJson` for what is not a JSON object in UTF-8
 */
export function readBody(payload: Uint8Array): Body {
  if (payload.length === 0) return {};
  try {
    const body: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
    if (isObject(body)) return body;
  } catch {} // reported below
  throw new AwsError("InvalidJson", "The request could not be interpreted as a UTF-8-encoded JSON object", 400);
}

/** The token that replies echo. */
export function clientTokenIn(body: Body): string | undefined {
  const token = member(body, "clientToken", isString);
  const length = Buffer.byteLength(token ?? "");
  if (length > longestClientToken)
    throw invalidRequest(`clientToken of ${length} bytes is longer than ${longestClientToken}`);
  return token;
}

export function readStartNext(body: Body): StartNextRequest {
  return {
    statusDetails: member(body, "statusDetails", isObject),
    stepTimeoutInMinutes: member(body, "stepTimeoutInMinutes", isNumber),
  };
}

export function readDescribe(body: Body): DescribeRequest {
  return {
    executionNumber: member(body, "executionNumber", isNumber),
    includeJobDocument: member(body, "includeJobDocument", isBoolean),
  };
}

/** `expectedVersion` may be a number in a string: AWS's own agents send it so. */
export function readUpdate(body: Body): UpdateRequest {
  const version = member(body, "expectedVersion", (value) => isNumber(value) || isNumeral(value));
  return {
    ...readStartNext(body),
    status: member(body, "status", isString),
    expectedVersion: version === undefined ? undefined : Number(version),
    executionNumber: member(body, "executionNumber", isNumber),
    includeJobExecutionState: member(body, "includeJobExecutionState", isBoolean),
    includeJobDocument: member(body, "includeJobDocument", isBoolean),
  };
}

/** @throws AwsError `InvalidRequestException` by the member's name when it is not of its type; `null` counts as left out */
function member<Value>(body: Body, name: string, isRight: (value: unknown) => value is Value): Value | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!isRight(value)) throw invalidRequest(`${name} is invalid: ${JSON.stringify(value).slice(0, 256)}`);
  return value;
}

function isNumeral(value: unknown): value is string {
  return isString(value) && /^\d+$/.test(value);
}
