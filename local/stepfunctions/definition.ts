import type { Json, JsonObject } from "./json.ts";

/** A state machine in the Amazon States Language (https://states-language.net), as far as the interpreter reads it. */
export interface Definition extends StateList {
  Comment?: string;
  Version?: string;
  QueryLanguage?: QueryLanguageName;
  TimeoutSeconds?: number;
}

export type QueryLanguageName = "JSONPath" | "JSONata";

/** States and where they start: a machine, a branch of a Parallel, the processor of a Map. */
export interface StateList {
  StartAt: string;
  States: Record<string, State>;
}

export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

export type StateType = State["Type"];

/** What decides a state's output and the variables it assigns, in either query language. */
export interface OutputFields {
  Assign?: JsonObject;
  Output?: Json;
  ResultSelector?: JsonObject;
  ResultPath?: string | null;
  OutputPath?: string | null;
}

interface CommonState extends OutputFields {
  Comment?: string;
  QueryLanguage?: QueryLanguageName;
  InputPath?: string | null;
  Next?: string;
  End?: boolean;
}

export interface PassState extends CommonState {
  Type: "Pass";
  Parameters?: Json;
  Result?: Json;
}

/** States that do something which may fail. */
interface AttemptingState extends CommonState {
  Parameters?: Json;
  Arguments?: Json;
  Retry?: Retrier[];
  Catch?: Catcher[];
}

export interface TaskState extends AttemptingState {
  Type: "Task";
  Resource: string;
  TimeoutSeconds?: number | string;
  TimeoutSecondsPath?: string;
  HeartbeatSeconds?: number | string;
  HeartbeatSecondsPath?: string;
  Credentials?: Json;
}

export interface ChoiceState extends CommonState {
  Type: "Choice";
  Choices: ChoiceRule[];
  Default?: string;
}

/** A rule: in JSONata its `Condition`, in JSONPath a comparison, which may hold others. */
export interface ChoiceRule {
  Condition?: string | boolean;
  Variable?: string;
  And?: ChoiceRule[];
  Or?: ChoiceRule[];
  Not?: ChoiceRule;
  Assign?: JsonObject;
  Output?: Json;
  Next?: string;
  /** The comparison operator: `StringEquals`, `NumericLessThanPath`, … */
  [operator: string]: unknown;
}

export interface WaitState extends CommonState {
  Type: "Wait";
  Seconds?: number | string;
  SecondsPath?: string;
  Timestamp?: string;
  TimestampPath?: string;
}

export interface SucceedState extends CommonState {
  Type: "Succeed";
}

export interface FailState extends CommonState {
  Type: "Fail";
  Error?: string;
  ErrorPath?: string;
  Cause?: string;
  CausePath?: string;
}

export interface ParallelState extends AttemptingState {
  Type: "Parallel";
  Branches: StateList[];
}

export interface MapState extends AttemptingState {
  Type: "Map";
  ItemProcessor?: ItemProcessor;
  /** The older name of `ItemProcessor`. */
  Iterator?: ItemProcessor;
  Items?: Json;
  ItemsPath?: string;
  ItemSelector?: JsonObject;
  ItemBatcher?: ItemBatcher;
  MaxConcurrency?: number | string;
  MaxConcurrencyPath?: string;
  ToleratedFailureCount?: number | string;
  ToleratedFailureCountPath?: string;
  ToleratedFailurePercentage?: number | string;
  ToleratedFailurePercentagePath?: string;
  Label?: string;
}

export interface ItemProcessor extends StateList {
  ProcessorConfig?: { Mode?: "INLINE" | "DISTRIBUTED"; ExecutionType?: "STANDARD" | "EXPRESS" };
}

export interface ItemBatcher {
  MaxItemsPerBatch?: number | string;
  MaxItemsPerBatchPath?: string;
  MaxInputBytesPerBatch?: number | string;
  MaxInputBytesPerBatchPath?: string;
  BatchInput?: JsonObject;
}

export interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: "FULL" | "NONE";
}

export interface Catcher {
  ErrorEquals: string[];
  Next: string;
  Assign?: JsonObject;
  Output?: Json;
  ResultPath?: string | null;
}
