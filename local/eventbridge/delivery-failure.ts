import { AwsError } from "../http/aws-error.ts";

/** Why a target did not get an event. */
export interface DeliveryFailure {
  /** One of the codes that dead letters carry. */
  readonly code: "INTERNAL_ERROR" | "INVALID_PARAMETER" | "NO_PERMISSIONS" | "NO_RESOURCE" | "THROTTLING";
  readonly message: string;
  /** Whether it may go by itself: only then is the delivery repeated. */
  readonly isPassing: boolean;
}

/**
 * EventBridge repeats what a target answers with a status of 429 or above 499, and nothing else: neither a missing permission nor
 * a missing target comes by waiting
 * (https://repost.aws/knowledge-center/eventbridge-resolve-failedinvocation-errors).
 */
export function deliveryFailure(error: unknown): DeliveryFailure {
  const message = error instanceof Error && error.message !== "" ? error.message : String(error);
  if (!(error instanceof AwsError)) return { code: "INTERNAL_ERROR", message, isPassing: true };
  const { name, status = 400 } = error;
  if (status === 429 || /Throttl|TooManyRequests/.test(name)) return { code: "THROTTLING", message, isPassing: true };
  if (status >= 500) return { code: "INTERNAL_ERROR", message, isPassing: true };
  if (/AccessDenied|Authorization/.test(name)) return { code: "NO_PERMISSIONS", message, isPassing: false };
  if (/NotFound|DoesNotExist/.test(name)) return { code: "NO_RESOURCE", message, isPassing: false };
  return { code: "INVALID_PARAMETER", message, isPassing: false };
}
