import { randomUUID } from "node:crypto";
import { AwsError } from "../http/aws-error.ts";
import { ResourceFailure } from "./resource-failure.ts";

/** CloudFormation's codes of handlers' errors, by how the names of services' errors look. */
const handlerErrorCodes: readonly (readonly [RegExp, string])[] = [
  [/AlreadyExist|AlreadyOwnedByYou|Conflict|NameExists/, "AlreadyExists"],
  [/NotFound|NoSuch|DoesNotExist/, "NotFound"],
  [/AccessDenied|Unauthorized/, "AccessDenied"],
  [/Throttl|TooManyRequests/, "Throttling"],
  [/LimitExceeded/, "ServiceLimitExceeded"],
];

/** Why a resource failed, as the events tell it. */
export function failureReason(error: unknown): string {
  if (error instanceof ResourceFailure) return error.message;
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AwsError && error.name === "ValidationError") return error.message;
  const code = handlerErrorCodes.find(([pattern]) => pattern.test(error.name))?.[1] ?? "InvalidRequest";
  return `Resource handler returned message: "${error.message}" (RequestToken: ${randomUUID()}, HandlerErrorCode: ${code})`;
}
