import type { InvocationListener } from "../local/local-aws.ts";
import type { FunctionFailedHappening, LogHappening } from "./happenings.ts";

type Invocation = Parameters<InvocationListener>[0];

/**
 * What there is to see of an invocation: that it failed, when nobody waits for it, for then nobody else tells of it; before that,
 * what the function had to say.
 */
export function functionHappenings({
  functionName,
  isAwaited,
  phase,
  error,
  log = [],
}: Invocation): (LogHappening | FunctionFailedHappening)[] {
  if (isAwaited || !error) return [];
  const lines = log.map((line): LogHappening => ({ type: "log", functionName, line }));
  const { errorType, errorMessage } = error;
  const forGood = phase === "given up";
  return [...lines, { type: "function failed", functionName, error: errorType, cause: errorMessage, forGood }];
}
