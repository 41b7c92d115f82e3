import { whole } from "../interpreter/history.ts";
import { type Branch, writeEvent } from "../interpreter/run.ts";
import type { Resource } from "./resource.ts";

/** How history tells of a task, by the JSON texts of what went in and out: in `LambdaFunction…` events for a function's ARN, in `Task…` events for an integration. */
export interface TaskEvents {
  scheduled(payload: string, limits: TimeLimits): void;
  started(): void;
  /** The call was made, and the task now waits for its token. */
  submitted(output: string): void;
  succeeded(output: string): void;
  failed(failure: Failure): void;
  timedOut(failure: Failure): void;
}

export interface TimeLimits {
  readonly timeoutInSeconds?: number;
  readonly heartbeatInSeconds?: number;
}

interface Failure {
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

export function taskEvents(branch: Branch, resource: Resource): TaskEvents {
  return resource.kind === "function"
    ? functionEvents(branch, resource.functionArn)
    : integrationEvents(branch, resource);
}

function outputOf(output: string) {
  return { output, outputDetails: whole };
}

/** Members without a value are left out, as AWS does. */
function failureOf({ error, cause }: Failure) {
  return { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
}

function functionEvents(branch: Branch, resource: string): TaskEvents {
  return {
    scheduled: (payload, { timeoutInSeconds }) =>
      writeEvent(branch, "LambdaFunctionScheduled", {
        lambdaFunctionScheduledEventDetails: {
          resource,
          input: payload,
          inputDetails: whole,
          ...(timeoutInSeconds !== undefined && { timeoutInSeconds }),
        },
      }),
    started: () => writeEvent(branch, "LambdaFunctionStarted"),
    submitted: () => {},
    succeeded: (output) =>
      writeEvent(branch, "LambdaFunctionSucceeded", { lambdaFunctionSucceededEventDetails: outputOf(output) }),
    failed: (failure) =>
      writeEvent(branch, "LambdaFunctionFailed", { lambdaFunctionFailedEventDetails: failureOf(failure) }),
    timedOut: (failure) =>
      writeEvent(branch, "LambdaFunctionTimedOut", { lambdaFunctionTimedOutEventDetails: failureOf(failure) }),
  };
}

function integrationEvents(branch: Branch, called: { resourceType: string; resource: string }): TaskEvents {
  const what = { resourceType: called.resourceType, resource: called.resource };
  return {
    scheduled: (payload, limits) =>
      writeEvent(branch, "TaskScheduled", {
        taskScheduledEventDetails: {
          ...what,
          region: branch.run.region,
          parameters: payload,
          ...limits,
        },
      }),
    started: () => writeEvent(branch, "TaskStarted", { taskStartedEventDetails: what }),
    submitted: (output) =>
      writeEvent(branch, "TaskSubmitted", { taskSubmittedEventDetails: { ...what, ...outputOf(output) } }),
    succeeded: (output) =>
      writeEvent(branch, "TaskSucceeded", { taskSucceededEventDetails: { ...what, ...outputOf(output) } }),
    failed: (failure) =>
      writeEvent(branch, "TaskFailed", { taskFailedEventDetails: { ...what, ...failureOf(failure) } }),
    timedOut: (failure) =>
      writeEvent(branch, "TaskTimedOut", { taskTimedOutEventDetails: { ...what, ...failureOf(failure) } }),
  };
}
