import type { Clock } from "../../clock.ts";
import type { Branch } from "../interpreter/run.ts";
import { isTooLarge } from "../interpreter/size-limit.ts";
import { StatesError, statesErrors } from "../interpreter/states-errors.ts";
import { documentOf, type Json, type JsonDocument, toDocument } from "../json.ts";
import { TaskFailure } from "../task-failure.ts";
import { callFunction } from "./call-function.ts";
import type { Callback } from "./callbacks.ts";
import type { Resource } from "./resource.ts";
import { type TaskEvents, type TimeLimits, taskEvents } from "./task-events.ts";
import { withinLimits } from "./time-limit.ts";

export interface TaskCall {
  readonly branch: Branch;
  readonly stateName: string;
  readonly resource: Resource;
  readonly payload: Json;
  readonly limits: TimeLimits;
  /** Where the answer comes from when the task waits for its token. */
  readonly callback: Callback | undefined;
}

/**
 * Makes one call and tells history of it.
 * Rejects with the StatesError it failed with, after the event that says so, or with the branch's reason when that was aborted.
 */
export async function callTask(call: TaskCall): Promise<Json> {
  const { branch, resource, payload, limits } = call;
  const events = taskEvents(branch, resource);
  const { text } = documentOf(payload);
  if (isTooLarge(text)) throw tooLarge(`The state/task '${call.stateName}' has an input`);
  events.scheduled(text, limits);
  events.started();
  try {
    const { clock } = branch.run;
    const result = await withinLimits(
      { ...limitsOn(clock, resource, limits), clock, signal: branch.signal },
      (signal, heartbeat) => answer(call, events, signal, heartbeat),
    );
    if (isTooLarge(result.text)) throw tooLarge(`The state/task '${nameOf(resource)}' returned a result`);
    events.succeeded(result.text);
    return result.value;
  } catch (error) {
    branch.signal.throwIfAborted();
    const failure = asStatesError(error);
    if (failure.error === statesErrors.timeout) events.timedOut(failure);
    else events.failed(failure);
    throw failure;
  }
}

/** A function runs in the computer's own time, in which it is to have all the seconds it would have on AWS. */
function limitsOn({ speed = 1 }: Clock, resource: Resource, limits: TimeLimits): TimeLimits {
  const { timeoutInSeconds } = limits;
  const isFunction = resource.kind === "function" || resource.resourceType === "lambda";
  return isFunction && timeoutInSeconds ? { ...limits, timeoutInSeconds: timeoutInSeconds * speed } : limits;
}

/** The call's own answer, or what comes with the token: that ends the task even before the call was answered. */
async function answer(
  { branch, resource, payload, callback }: TaskCall,
  events: TaskEvents,
  signal: AbortSignal,
  heartbeat: () => void,
): Promise<JsonDocument> {
  const submit = (output: JsonDocument) => {
    if (!signal.aborted) events.submitted(output.text);
  };
  const answered = invoke(branch, resource, payload, signal, (it) => submit(toDocument(it))).then(toDocument);
  if (!callback) return answered;
  callback.onHeartbeat = heartbeat;
  let over = false;
  const byToken = callback.answered.then(documentOf).finally(() => {
    over = true;
  });
  const submitted = answered.then((output) => {
    if (!over) submit(output);
    return byToken;
  });
  return Promise.race([submitted, byToken]);
}

async function invoke(
  branch: Branch,
  resource: Resource,
  payload: Json,
  signal: AbortSignal,
  submitted: (answer: unknown) => void,
): Promise<unknown> {
  const { invokeFunction, integrations } = branch.run.services;
  const { StateMachine, Execution } = branch.context;
  const machine = { stateMachineArn: StateMachine.Id, executionArn: Execution.Id, roleArn: Execution.RoleArn };
  if (resource.kind === "function") {
    return callFunction(invokeFunction, { functionArn: resource.functionArn, payload, signal, machine });
  }
  const integration = integrations[resource.integration];
  if (!integration) throw new StatesError(statesErrors.runtime, `Local AWS does not play ${resource.integration}.`);
  return integration(payload, signal, machine, submitted);
}

function asStatesError(error: unknown): StatesError {
  if (error instanceof StatesError) return error;
  if (error instanceof TaskFailure) return new StatesError(error.error, error.cause);
  throw error;
}

/** As the recorded causes name it: the function's ARN, or the service. */
function nameOf(resource: Resource): string {
  return resource.kind === "function" ? resource.functionArn : resource.resourceType;
}

/** Recorded on AWS: a Catch of `States.ALL` catches it when a task's result is too large. */
function tooLarge(what: string): StatesError {
  return new StatesError(
    statesErrors.dataLimitExceeded,
    `${what} with a size exceeding the maximum number of bytes service limit.`,
  );
}
