import { operationOf } from "./operation.ts";

/**
 * A failure that passes: Step Functions tries again. The message has AWS's own name for it, the operation and the request
 * id; the error itself is the cause.
 */
export class TransientError extends Error {
  override readonly name = "TransientError";
}

// What AWS calls a failure that passes, whatever its status: IoT's throttling is a 400, S3's conflict of writes a 409.
const passingNames = new Set([
  "ConditionalRequestConflict",
  "InternalError",
  "InternalException",
  "InternalFailure",
  "InternalFailureException",
  "InternalServiceErrorException",
  "RequestTimeout",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  "SlowDown",
  "Throttling",
  "ThrottlingException",
  "TimeoutError",
  "TooManyRequestsException",
]);

// Connections that never came about or broke off. ENOTFOUND too: the names of AWS's endpoints exist.
const passingCodes = new Set([
  "EAI_AGAIN",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ERR_STREAM_PREMATURE_CLOSE",
  "ETIMEDOUT",
]);

const bareNames: Readonly<Record<number, string>> = { 403: "AccessDenied", 404: "NotFound" };

/** What an SDK error has beside name and message; `$fault` only where it is the service's own. */
interface SdkError extends Error {
  readonly code?: unknown;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** Whether an error has one of these names: AWS's for what a call may well answer, such as `ResourceNotFoundException`. */
export function isNamed(error: unknown, ...names: string[]): error is Error {
  return error instanceof Error && names.includes(error.name);
}

/** Whether AWS does not allow what was asked. */
export function isDenied(error: unknown): boolean {
  return isNamed(error, "AccessDenied", "AccessDeniedException") || statusOf(error) === 403;
}

/** The HTTP status an AWS service answered with; undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error ? (error as SdkError).$metadata?.httpStatusCode : undefined;
}

/**
 * Gives a failure the name that Step Functions sees: `TransientError` where it will pass, a name where AWS gave none (an
 * answer without a body, as to HeadObject). Every other error keeps the name it has.
 */
export function withName(thrown: unknown): Error {
  const error: SdkError = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (isPassing(error))
    return new TransientError(`${error.name}: ${error.message} ${factsOf(error)}`, { cause: error });
  const isBare = error.name === "Unknown" || error.message === "UnknownError";
  return isBare ? named(error, statusOf(error) ?? 0) : error;
}

function named(error: SdkError, status: number): Error {
  const hint =
    status === 403 ? ": is the action allowed, also on versions (s3:GetObjectVersion) and keys (kms:Decrypt)?" : "";
  const message = `Answered without a reason${hint} ${factsOf(error)}`;
  return Object.assign(new Error(message, { cause: error }), { name: bareNames[status] ?? `Http${status}` });
}

function isPassing(error: SdkError): boolean {
  if (passingNames.has(error.name) || passingCodes.has(String(error.code))) return true;
  if ((statusOf(error) ?? 0) >= 500) return true;
  if (error.message.startsWith("Checksum mismatch")) return true; // the SDK's, for a body that does not fit its checksum
  return statusOf(error) !== undefined && error.$fault === undefined; // an answer that cannot be read
}

/** `(DescribeJob, status 400, request 7d2f…)`. */
function factsOf(error: SdkError): string {
  const { httpStatusCode: status, requestId } = error.$metadata ?? {};
  const facts = [operationOf(error), status && `status ${status}`, requestId && `request ${requestId}`];
  return `(${facts.filter(Boolean).join(", ") || "no answer"})`;
}
