/**
 * The error names reserved by the Amazon States Language
 * (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html).
 */
export const statesErrors = {
  /** In `ErrorEquals`: every error that can be caught. */
  all: "States.ALL",
  /** A state's output or a task's result is larger than 256 KiB. */
  dataLimitExceeded: "States.DataLimitExceeded",
  /** More children of a distributed Map failed than it tolerates. */
  exceedToleratedFailureThreshold: "States.ExceedToleratedFailureThreshold",
  /** A task sent no heartbeat in time. History says `States.Timeout` then; a Catch may say either. */
  heartbeatTimeout: "States.HeartbeatTimeout",
  /** An intrinsic function was called with arguments it does not take. */
  intrinsicFailure: "States.IntrinsicFailure",
  /** No rule of a Choice matched, and it has no Default. */
  noChoiceMatched: "States.NoChoiceMatched",
  /** A JSONata expression failed, gave nothing, or gave a value of the wrong type. */
  queryEvaluationError: "States.QueryEvaluationError",
  /** `ResultPath` cannot be applied to the state's input. */
  resultPathMatchFailure: "States.ResultPathMatchFailure",
  /** A path leads nowhere, a field has no valid value, history is full. Nothing retries or catches it. */
  runtime: "States.Runtime",
  /** In `ErrorEquals`: every error but a timeout. */
  taskFailed: "States.TaskFailed",
  /** A task, or the execution, took longer than it may. */
  timeout: "States.Timeout",
} as const;

/** A failure on its way through the state machine: retried, caught, or the end of the execution. */
export class StatesError extends Error {
  override readonly name = "StatesError";
  /** Missing when a Fail state names none. */
  readonly error: string | undefined;
  /** Missing for timeouts, as AWS leaves it out. */
  override readonly cause: string | undefined;
  /** Nothing retries or catches it. */
  readonly terminal: boolean;
  /** Further names that `ErrorEquals` may match it by. */
  readonly aliases: readonly string[];

  constructor(
    error: string | undefined,
    cause: string | undefined,
    { terminal = error === statesErrors.runtime, aliases = [] as readonly string[] } = {},
  ) {
    super(cause ?? error ?? "A state failed");
    this.error = error;
    this.cause = cause;
    this.terminal = terminal;
    this.aliases = aliases;
  }
}

/** Whether a retrier's or catcher's `ErrorEquals` means this failure. */
export function matchesError(errorEquals: readonly string[], failure: StatesError): boolean {
  if (failure.terminal) return false;
  const timedOut = failure.error === statesErrors.timeout || failure.error === statesErrors.heartbeatTimeout;
  return errorEquals.some((name) => {
    if (name === statesErrors.all) return true;
    if (name === statesErrors.taskFailed && !timedOut) return true;
    return name === failure.error || failure.aliases.includes(name);
  });
}
