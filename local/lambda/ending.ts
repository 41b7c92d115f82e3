import { failureJson } from "./invocation.ts";
import type { RuntimeReport } from "./runtime-api.ts";

/** How an invocation ended, as seen from outside the sandbox. */
export type Ending =
  | { readonly kind: "reported"; readonly report: RuntimeReport }
  | { readonly kind: "timed out" }
  | { readonly kind: "exited"; readonly reason: string };

/** What Lambda makes of an ending. */
export interface Verdict {
  readonly status: "success" | "failure" | "error" | "timeout";
  /** The result, or `{ errorType, errorMessage, trace? }`. */
  readonly json: string;
  /** What the runtime could not report itself. */
  readonly errorType?: string;
  readonly message?: string;
}

/**
 * Failures that the runtime itself could not report come out in Lambda's words: `Sandbox.Timedout` and `Runtime.ExitError`
 * (https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html).
 * @param limit the function's time limit in seconds
 */
export function judge(ending: Ending, requestId: string, limit: number): Verdict {
  if (ending.kind === "reported") {
    return { status: ending.report.ok ? "success" : "failure", json: ending.report.json };
  }
  const isTimeout = ending.kind === "timed out";
  const errorType = isTimeout ? "Sandbox.Timedout" : "Runtime.ExitError";
  const message = isTimeout ? `Task timed out after ${limit.toFixed(2)} seconds` : ending.reason;
  return {
    status: isTimeout ? "timeout" : "error",
    json: failureJson(errorType, `RequestId: ${requestId} Error: ${message}`),
    errorType,
    message: `${requestId} ${message}`,
  };
}
