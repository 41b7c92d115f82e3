import type { ExecutionStatus, HistoryEvent } from "@aws-sdk/client-sfn";
import type { Clock, Timer } from "../../clock.ts";
import type { Definition } from "../definition.ts";
import type { JsonDocument } from "../json.ts";
import type { TaskServices } from "../tasks/task-services.ts";
import { contextOf } from "./context-object.ts";
import { createHistory, type EventDetails, type History, whole } from "./history.ts";
import { playStates } from "./play-states.ts";
import { type Branch, reopened } from "./run.ts";
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
    /** The version it is started by, if that or an alias was named. */
    readonly versionArn?: string | undefined;
    readonly aliasArn?: string | undefined;
  };
  /** JSON text: kept as it was given. */
  readonly input: string;
  readonly clock: Clock;
  readonly region: string;
  readonly services: TaskServices;
  /** Hears of every event as it is written. */
  readonly observe?: (event: HistoryEvent) => void;
}

/** One execution of a state machine, running or over. It keeps the definition it was started with, also when redriven. */
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
  readonly redriveCount: number;
  readonly redriveDate: Date | undefined;
  /** Resolves when it is over, whatever came of it. A redrive makes another of it. */
  readonly finished: Promise<void>;
  /** Ends it with `ABORTED`; nothing when it is over already. */
  stop(reason?: { error?: string | undefined; cause?: string | undefined }): void;
  /** Ends it before it enters another state: what deleting its machine does. */
  stopAtNextTransition(): void;
  /** Goes on where it has ended, with time anew; only for one that has ended without success. */
  redrive(): void;
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
  let mayGoOn = true;
  const execution: ChangingExecution = {
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
    redriveCount: 0,
    redriveDate: undefined,
    finished: Promise.resolve(),
    stop: (reason) => attempt.end({ status: "ABORTED", ...reason }),
    stopAtNextTransition() {
      mayGoOn = false;
    },
    redrive() {
      attempt = redrive(execution, request, history, attempt.branch);
    },
  };
  const checkTransition = () => {
    if (!mayGoOn) execution.stop();
    attempt.branch.signal.throwIfAborted();
  };
  const announce = () => {
    const { roleArn, aliasArn, versionArn } = machine;
    const details = {
      input,
      inputDetails: whole,
      roleArn,
      ...(aliasArn !== undefined && { stateMachineAliasArn: aliasArn }),
      ...(versionArn !== undefined && { stateMachineVersionArn: versionArn }),
    };
    history.write("ExecutionStarted", 0, { executionStartedEventDetails: details });
    return 0; // the first state names no event before it
  };
  const open = (signal: AbortSignal) => mainBranch(request, execution, history, signal, checkTransition);
  let attempt = begin(execution, request, history, { open, announce });
  return execution;
}

type ChangingExecution = { -readonly [Member in keyof Execution]: Execution[Member] };

/** What an execution does from its start, or from a redrive, until it ends. */
interface Attempt {
  readonly branch: Branch;
  end(how: End, previousEventId?: number): void;
}

interface Beginning {
  open(signal: AbortSignal): Branch;
  /** Writes the first event; returns the one that others come after. */
  announce(): number;
}

function begin(
  execution: ChangingExecution,
  request: ExecutionRequest,
  history: History,
  { open, announce }: Beginning,
): Attempt {
  const ended = new AbortController();
  const finished = Promise.withResolvers<void>();
  execution.finished = finished.promise;
  const end: Attempt["end"] = (how, previousEventId = 0) => {
    if (ended.signal.aborted) return;
    Object.assign(execution, how, { stopDate: new Date(request.clock.now()) });
    timeout?.cancel();
    writeEnd(history, how, previousEventId);
    ended.abort(how);
    finished.resolve();
  };
  const timeout = startTimeout(request, () => end({ status: "TIMED_OUT" }));
  const branch = open(ended.signal);
  play(branch, announce, request)
    .then(({ text }): End => ({ status: "SUCCEEDED", output: text }), failed)
    .then((how) => end(how, branch.chain.last));
  return { branch, end };
}

function redrive(execution: ChangingExecution, request: ExecutionRequest, history: History, branch: Branch): Attempt {
  const redriveCount = execution.redriveCount + 1;
  const redriveDate = new Date(request.clock.now());
  const before = { stopDate: undefined, error: undefined, cause: undefined };
  Object.assign(execution, { ...before, status: "RUNNING", redriveCount, redriveDate });
  return begin(execution, request, history, {
    open: (signal) => reopened(branch, signal, contextOf(execution, request.machine)),
    announce: () =>
      history.write("ExecutionRedriven", history.events.length, { executionRedrivenEventDetails: { redriveCount } }),
  });
}

function startTimeout({ clock, machine }: ExecutionRequest, run: () => void): Timer | undefined {
  const { TimeoutSeconds } = machine.definition;
  return TimeoutSeconds === undefined ? undefined : clock.startTimer(TimeoutSeconds * 1000, run);
}

function mainBranch(
  { clock, region, services, machine }: ExecutionRequest,
  execution: Execution,
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
    context: contextOf(execution, machine),
    running: undefined,
    at: undefined,
  };
}

async function play(branch: Branch, announce: () => number, { machine }: ExecutionRequest): Promise<JsonDocument> {
  await Promise.resolve();
  branch.signal.throwIfAborted();
  branch.chain.last = announce();
  return playStates(branch, machine.definition, branch.context.Execution.Input);
}

/** What is no failure of the machine's is one of ours; it must not leave the execution running for ever. */
function failed(reason: unknown): End {
  const { error, cause } =
    reason instanceof StatesError ? reason : { error: statesErrors.runtime, cause: `Internal error: ${reason}` };
  return { status: "FAILED", error, cause };
}

function writeEnd(history: History, { status, output, error, cause }: End, previousEventId: number): void {
  const failure = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
  const write = (type: "Succeeded" | "Failed" | "TimedOut" | "Aborted", details: EventDetails) =>
    history.write(`Execution${type}`, previousEventId, details);
  if (status === "SUCCEEDED") {
    write("Succeeded", { executionSucceededEventDetails: { output, outputDetails: whole } });
  } else if (status === "FAILED") write("Failed", { executionFailedEventDetails: failure });
  else if (status === "TIMED_OUT") write("TimedOut", { executionTimedOutEventDetails: failure });
  else write("Aborted", { executionAbortedEventDetails: failure });
}
