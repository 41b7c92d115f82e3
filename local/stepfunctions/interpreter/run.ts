import type { HistoryEventType } from "@aws-sdk/client-sfn";
import type { Clock } from "../../clock.ts";
import type { QueryLanguageName, State, StateList, StateType } from "../definition.ts";
import type { Json, JsonDocument } from "../json.ts";
import type { TaskServices } from "../tasks/task-services.ts";
import type { ContextObject } from "./context-object.ts";
import type { EventChain, EventDetails, History } from "./history.ts";
import type { Conclusion, QueryLanguage } from "./query-language.ts";
import { StatesError, statesErrors } from "./states-errors.ts";
import { createVariables, type Variables } from "./variables.ts";

/** One execution, as its states see it. */
export interface Run {
  readonly clock: Clock;
  readonly region: string;
  readonly history: History;
  readonly services: TaskServices;
  /** The machine's own query language; a state may have another. */
  readonly queryLanguage: QueryLanguageName;
  /** Plays a list of states from its start to an end. Rejects with the StatesError that nobody caught, or with the signal's reason. */
  playStates(branch: Branch, list: StateList, input: Json): Promise<JsonDocument>;
  /** Called before each state: throws when the execution may not go on. */
  checkTransition(): void;
}

/** A line of states: the machine itself, one branch of a Parallel, one item of a Map. */
export interface Branch {
  readonly run: Run;
  readonly chain: EventChain;
  readonly variables: Variables;
  /** Aborts when the execution ends or a sibling fails: nothing is written from then on. */
  readonly signal: AbortSignal;
  readonly context: ContextObject;
  /** The state that was entered and not left: what is reported as aborted when the branch is. */
  running: RunningState | undefined;
  /** The visit it is at, or ended at: what a redrive takes up again. */
  at: Visit | undefined;
}

export interface RunningState {
  readonly type: StateType;
  /** Of a Parallel or Map that has started: its branches that have not ended, by their place. */
  readonly children?: ReadonlyMap<number, Branch>;
  /** The Map's name; its items have events of their own. */
  readonly mapName?: string | undefined;
}

/** One visit to one state. */
export interface Visit<S extends State = State> {
  readonly branch: Branch;
  readonly name: string;
  readonly state: S;
  readonly input: Json;
  /** The input as history has it; what only hands it on has its output in the same words. */
  readonly inputText: string;
  readonly language: QueryLanguage<Visit>;
  readonly enteredEventId: number;
  /** The event before this visit's own: AWS names it as the one before an `EvaluationFailed`. */
  readonly eventIdBefore: number;
  /** Changes with each attempt: the count of retries, the task's token. */
  context: ContextObject;
  /** Of a Parallel or Map: what has come of its branches, by their place. */
  children?: ReadonlyMap<number, Child>;
  /** The same of the attempt that a redrive takes up. */
  earlier?: ReadonlyMap<number, Child> | undefined;
}

/** A branch of a Parallel or an item of a Map: still open when the state ended without it, or done. */
export type Child = { readonly branch: Branch } | { readonly output: Json };

/** What came of a visit. */
export interface Outcome extends Conclusion {
  /** The state that follows; none at an end. */
  readonly next: string | undefined;
}

/** Adds the next event to the branch's line. */
export function writeEvent(branch: Branch, type: HistoryEventType, details?: EventDetails): number {
  branch.chain.last = noteEvent(branch, type, details);
  return branch.chain.last;
}

/** Adds an event beside the branch's line: the one after it has the same predecessor, as AWS numbers `MapStateSucceeded` and its like. */
export function noteEvent(
  branch: Branch,
  type: HistoryEventType,
  details?: EventDetails,
  previousEventId = branch.chain.last,
): number {
  branch.signal.throwIfAborted();
  return branch.run.history.write(type, previousEventId, details);
}

/** `States.Runtime`, in AWS's words for a state that cannot be carried out. */
export function runtimeError(visit: Visit, message: string): StatesError {
  return new StatesError(statesErrors.runtime, causeIn(visit, message));
}

/** A cause that says in which state, and in which visit to it, something went wrong. */
export function causeIn({ name, enteredEventId }: Visit, message: string): string {
  return `An error occurred while executing the state '${name}' (entered at the event id #${enteredEventId}). ${message}`;
}

/** A branch inside another: it sees the outer variables and keeps its own. */
export function innerBranch(
  { run, variables }: Branch,
  { previousEventId, signal, context }: { previousEventId: number; signal: AbortSignal; context: ContextObject },
): Branch {
  return {
    run,
    chain: { last: previousEventId },
    variables: createVariables(variables),
    signal,
    context,
    running: undefined,
    at: undefined,
  };
}

/** A branch that ended before it was done, to be played again from the visit it is at. */
export function reopened(branch: Branch, signal: AbortSignal, { Execution }: ContextObject): Branch {
  return { ...branch, signal, context: { ...branch.context, Execution }, running: undefined };
}
