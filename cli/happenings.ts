import type { DeviceEvent } from "../local/device/events.ts";

/** One thing that happened, for whatever shows it: a terminal, a log, or a program that reads JSON. */
export type Happening =
  | StartingHappening
  | StartedHappening
  | UploadedHappening
  | WorkflowHappening
  | DeviceHappening
  | LogHappening
  | FunctionFailedHappening
  | BugHappening
  | StoppedHappening
  | OutcomeHappening;

/** It takes some seconds, in which there is nothing else to see. */
export interface StartingHappening {
  readonly type: "starting";
  /** How many. */
  readonly devices: number;
}

/** Local AWS is up, and so are the devices. */
export interface StartedHappening {
  readonly type: "started";
  readonly endpoint: string;
  readonly mqtt: { readonly host: string; readonly port: number };
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Of the stack; none when it is left to somebody else to deploy it. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The profile whose certificate the devices keep. */
  readonly signingProfile: string;
  readonly devices: readonly string[];
  /** What they run. */
  readonly version: string;
}

export interface UploadedHappening {
  readonly type: "uploaded";
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
  readonly size: number;
  readonly sha256: string;
}

/** Of an execution of the state machine, named by its release id. */
export type WorkflowHappening =
  | { readonly type: "execution started"; readonly execution: string; readonly input: unknown }
  | { readonly type: "state entered"; readonly execution: string; readonly kind: StateKind; readonly state: string }
  | {
      readonly type: "state left";
      readonly execution: string;
      readonly kind: StateKind;
      readonly state: string;
      readonly output: unknown;
      /** Whether its last attempt failed: then the output is not what the task learnt, and a Catch says where to go on. */
      readonly caught: boolean;
    }
  /** An attempt at a task: the state machine tries again, or goes another way. */
  | {
      readonly type: "attempt failed";
      readonly execution: string;
      readonly state: string;
      readonly error: string;
      readonly cause: string;
    }
  | {
      readonly type: "execution ended";
      readonly execution: string;
      readonly status: "SUCCEEDED" | "FAILED" | "ABORTED" | "TIMED_OUT";
      readonly error: string;
      readonly cause: string;
    };

/** `Task`, `Choice`, `Wait`, … */
export type StateKind = string;

export interface DeviceHappening {
  readonly type: "device";
  readonly thingName: string;
  readonly event: DeviceEvent;
}

/** A line that a function has logged. */
export interface LogHappening {
  readonly type: "log";
  readonly functionName: string;
  readonly line: string;
}

/** A function failed for which no state of the workflow waits: `for good` when Lambda does not try again. */
export interface FunctionFailedHappening {
  readonly type: "function failed";
  readonly functionName: string;
  readonly error: string;
  readonly cause: string;
  readonly forGood: boolean;
}

/** A request to AWS failed by a mistake of local AWS itself. */
export interface BugHappening {
  readonly type: "bug";
  readonly stack: string;
}

/** Everything has stopped. */
export interface StoppedHappening {
  readonly type: "stopped";
}

/** How it ended. */
export interface OutcomeHappening {
  readonly type: "outcome";
  readonly version: string;
  readonly sha256: string;
  readonly devices: readonly DeviceOutcome[];
}

/** What became of one device. */
export interface DeviceOutcome {
  readonly thingName: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Of the image it runs now. */
  readonly sha256: string;
  /** Whether that is the released image in the released version, checked and committed. */
  readonly runsIt: boolean;
  readonly signatureChecked: boolean;
  readonly blocks: number;
  /** Until it ran the image, or had given up; undefined while it has done neither. */
  readonly milliseconds: number | undefined;
  /** What it reported when it failed. */
  readonly reason: string | undefined;
}
