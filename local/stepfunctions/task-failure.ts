/**
 * How a task says that it failed: what `invokeFunction` and service integrations reject with.
 *
 * For a Lambda function, `error` is the `errorType` it reported (its own error's name, `Lambda.Unknown`,
 * `Sandbox.Timedout`, …), which `Retry` and `Catch` match by, and `cause` is the JSON text
 * `{"errorType", "errorMessage", "trace"}` as Lambda gives it.
 */
export class TaskFailure extends Error {
  override readonly name = "TaskFailure";
  readonly error: string;
  override readonly cause: string;

  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`);
    this.error = error;
    this.cause = cause;
  }
}
