import type { ExecutionStatus, HistoryEvent } from "@aws-sdk/client-sfn";
import type { Clock, Timer } from "../../clock.ts";
import type { Definition } from "../definition.ts";
import type { Json } from "../json.ts";
import type { TaskServices } from "../tasks/task-services.ts";
import type { ContextObject } from "./context-object.ts";
import { createHistory, type EventDetails, type History } from "./history.ts";
import { playStates } from "./play-states.ts";
import type { Branch } from "./run.ts";
import { StatesError, statesErrors } from "./states-errors.ts";
import { createVariables } from "./variables.ts";

export interface ExecutionRequest {
  readonly arn: string;
  readonly name: string;
  readonly machine: {
    readonly arn: string;
    readonly name: string;
    readonly roleArn: string;
    readonly definition: Definition;
  };
  /** JSON text: kept as it was given. */
  readonly input: string;
  readonly clock: Clock;
  readonly region: string;
  readonly services: TaskServices;
  /** Hears of every event as it is written. */
  readonly observe?: (event: HistoryEvent) => void;
}

/** One execution of a state machine, running or over. It keeps the definition it was started with. */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly input: string;
  readonly startDate: Date;
  readonly status: ExecutionStatus;
  readonly stopDate: Date | undefined;
  /** JSON text, once it has succeeded. */
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly events: readonly HistoryEvent[];
  /** Resolves when it is over, whatever came of it. */
  readonly finished: Promise<void>;
  /** Ends it with `ABORTED`; nothing when it is over already. */
  stop(reason?: { error?: string | undefined; cause?: string | undefined }): void;
  /** Ends it before it enters another state: what deleting its machine does. */
  stopAtNextTransition(): void;
}

interface End {
  readonly status: Exclude<ExecutionStatus, "RUNNING">;
  readonly output?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** Starts an execution. Its first events are written after this has returned, so that whoever hears of them knows it. */
export function startExecution(request: ExecutionRequest): Execution {
  const { arn, name, machine, input, clock } = request;
  const history = createHistory(clock, request.observe);
  const ended = new AbortController();
  const finished = Promise.withResolvers<void>();
  let mayGoOn = true;

  const end = (how: End, previousEventId = 0) => {
    if (execution.status !== "RUNNING") return;
    Object.assign(execution, how, { stopDate: new Date(clock.now()) });
    timeout?.cancel();
    writeEnd(history, how, previousEventId);
    ended.abort(how);
    finished.resolve();
  };
  const execution: { -readonly [Member in keyof Execution]: Execution[Member] } = {
    arn,
    name,
    machineArn: machine.arn,
    input,
    startDate: new Date(clock.now()),
    status: "RUNNING",
    stopDate: undefined,
    output: undefined,
    error: undefined,
    cause: undefined,
    events: history.events,
    finished: finished.promise,
    stop: (reason) => end({ status: "ABORTED", ...reason }),
    stopAtNextTransition() {
      mayGoOn = false;
    },
  };
  const timeout = startTimeout(request, () => end({ status: "TIMED_OUT" }));

  const branch = mainBranch(request, execution.startDate, history, ended.signal, () => {
    if (!mayGoOn) execution.stop();
    ended.signal.throwIfAborted();
  });
  play(branch, request)
    .then((output): End => ({ status: "SUCCEEDED", output: JSON.stringify(output) }), failed)
    .then((how) => end(how, branch.chain.last));
  return execution;
}

function startTimeout({ clock, machine }: ExecutionRequest, run: () => void): Timer | undefined {
  const { TimeoutSeconds } = machine.definition;
  return TimeoutSeconds === undefined ? undefined : clock.startTimer(TimeoutSeconds * 1000, run);
}

function mainBranch(
  { clock, region, services, machine, ...request }: ExecutionRequest,
  startDate: Date,
  history: History,
  signal: AbortSignal,
  checkTransition: () => void,
): Branch {
  const queryLanguage = machine.definition.QueryLanguage ?? "JSONPath";
  return {
    run: { clock, region, services, history, queryLanguage, playStates, checkTransition },
    chain: { last: 0 },
    variables: createVariables(),
    signal,
    context: contextOf({ ...request, machine }, startDate),
    running: undefined,
  };
}

async function play(branch: Branch, { machine, input }: ExecutionRequest): Promise<Json> {
  await Promise.resolve();
  branch.signal.throwIfAborted();
  branch.run.history.write("ExecutionStarted", 0, {
    executionStartedEventDetails: { input, inputDetails: { truncated: false }, roleArn: machine.roleArn },
  });
  return playStates(branch, machine.definition, JSON.parse(input) as Json);
}

/** What is no failure of the machine's is one of ours; it must not leave the execution running for ever. */
function failed(reason: unknown): End {
  const { error, cause } =
    reason instanceof StatesError ? reason : { error: statesErrors.runtime, cause: `Internal error: ${reason}` };
  return { status: "FAILED", error, cause };
}

function contextOf(
  { arn, name, machine, input }: Pick<ExecutionRequest, "arn" | "name" | "machine" | "input">,
  startDate: Date,
): ContextObject {
  return {
    Execution: {
      Id: arn,
      Input: JSON.parse(input) as Json,
      StartTime: startDate.toISOString(),
      Name: name,
      RoleArn: machine.roleArn,
      RedriveCount: 0,
    },
    StateMachine: { Id: machine.arn, Name: machine.name },
  };
}

function writeEnd(history: History, { status, output, error, cause }: End, previousEventId: number): void {
  const failure = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
  const write = (type: "Succeeded" | "Failed" | "TimedOut" | "Aborted", details: EventDetails) =>
    history.write(`Execution${type}`, previousEventId, details);
  if (status === "SUCCEEDED") {
    write("Succeeded", { executionSucceededEventDetails: { output, outputDetails: { truncated: false } } });
  } else if (status === "FAILED") write("Failed", { executionFailedEventDetails: failure });
  else if (status === "TIMED_OUT") write("TimedOut", { executionTimedOutEventDetails: failure });
  else write("Aborted", { executionAbortedEventDetails: failure });
}
