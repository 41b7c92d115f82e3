import type { ExecutionStatus, HistoryEvent } from "@aws-sdk/client-sfn";
import type { Clock } from "../../clock.ts";
import type { Definition } from "../definition.ts";
import type { Json } from "../json.ts";
import type { TaskServices } from "../tasks/task-services.ts";
import type { ContextObject } from "./context-object.ts";
import { createHistory, type EventDetails, type History } from "./history.ts";
import { playStates } from "./play-states.ts";
import type { Branch, Run } from "./run.ts";
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
  readonly status: ExecutionStatus;
  readonly output?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** Starts an execution. Its first events are written after this has returned, so that whoever hears of them knows it. */
export function startExecution(request: ExecutionRequest): Execution {
  const { arn, name, machine, input, clock } = request;
  const startDate = new Date(clock.now());
  const history = createHistory(clock, request.observe);
  const stopping = new AbortController();
  const finished = Promise.withResolvers<void>();
  let end: End = { status: "RUNNING" };
  let stopDate: Date | undefined;
  let mayGoOn = true;

  const finish = (how: End, previousEventId: number) => {
    if (end.status !== "RUNNING") return;
    end = how;
    stopDate = new Date(clock.now());
    timeout?.cancel();
    writeEnd(history, how, previousEventId);
    stopping.abort(how);
    finished.resolve();
  };
  const stop = (reason: { error?: string | undefined; cause?: string | undefined } = {}) =>
    finish({ status: "ABORTED", ...reason }, 0);

  const { TimeoutSeconds } = machine.definition;
  const timeout =
    TimeoutSeconds === undefined
      ? undefined
      : clock.startTimer(TimeoutSeconds * 1000, () => finish({ status: "TIMED_OUT" }, 0));

  const run: Run = {
    clock,
    region: request.region,
    history,
    services: request.services,
    queryLanguage: machine.definition.QueryLanguage ?? "JSONPath",
    playStates,
    checkTransition() {
      if (mayGoOn) return;
      stop();
      stopping.signal.throwIfAborted();
    },
  };
  const branch: Branch = {
    run,
    chain: { last: 0 },
    variables: createVariables(),
    signal: stopping.signal,
    context: contextOf(request, startDate),
    running: undefined,
  };
  const play = async (): Promise<Json> => {
    await Promise.resolve();
    branch.signal.throwIfAborted();
    history.write("ExecutionStarted", 0, {
      executionStartedEventDetails: { input, inputDetails: { truncated: false }, roleArn: machine.roleArn },
    });
    return playStates(branch, machine.definition, JSON.parse(input) as Json);
  };
  play()
    .then((output): End => ({ status: "SUCCEEDED", output: JSON.stringify(output) }), failed)
    .then((how) => finish(how, branch.chain.last));

  return {
    arn,
    name,
    machineArn: machine.arn,
    input,
    startDate,
    events: history.events,
    finished: finished.promise,
    get status() {
      return end.status;
    },
    get stopDate() {
      return stopDate;
    },
    get output() {
      return end.output;
    },
    get error() {
      return end.error;
    },
    get cause() {
      return end.cause;
    },
    stop,
    stopAtNextTransition() {
      mayGoOn = false;
    },
  };
}

/** What is no failure of the machine's is one of ours; it must not leave the execution running for ever. */
function failed(reason: unknown): End {
  const { error, cause } =
    reason instanceof StatesError ? reason : { error: statesErrors.runtime, cause: `Internal error: ${reason}` };
  return { status: "FAILED", error, cause };
}

function contextOf({ arn, name, machine, input }: ExecutionRequest, startDate: Date): ContextObject {
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
