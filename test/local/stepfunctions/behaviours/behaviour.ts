import type { Play, Played } from "../../../support/state-machine.ts";
import type { Answers } from "./answers.ts";

/** What comes of an execution: only what is named counts, that to the last member. A RegExp stands for texts that match it. */
export interface Ending extends Partial<Pick<Played, "output" | "error" | "seconds" | "states" | "waits">> {
  /** Left out: `FAILED` when an error is named, `SUCCEEDED` otherwise. */
  readonly status?: "SUCCEEDED" | "FAILED" | "TIMED_OUT";
  readonly cause?: string | RegExp | undefined;
  /** The types of all events of its history. */
  readonly events?: readonly string[];
  readonly eventCount?: number;
  /** How often its tasks were called, all of them together. */
  readonly calls?: number;
}

/** One thing that AWS documents of state machines, as an execution that shows it. */
export interface PlayedBehaviour extends Pick<Play, "definition" | "input"> {
  /** What is true, as a sentence about the theme's subject. */
  readonly says: string;
  /** By the function's name, or by what follows `arn:aws:states:::` for an integration. */
  readonly tasks?: Readonly<Record<string, Answers>>;
  readonly ends: Ending;
}

/** One that a test of its own shows, for it takes more than one execution. */
export interface BehaviourShownElsewhere {
  readonly says: string;
  /** The file beside this folder, and words of the test's name. */
  readonly shownBy: readonly [file: string, words: string];
}

export type Behaviour = PlayedBehaviour | BehaviourShownElsewhere;

/** Behaviours of one subject that AWS documents in one place. */
export interface Theme {
  /** What its sentences are about. */
  readonly of: string;
  /** The address of the page. */
  readonly documented: string;
  readonly behaviours: readonly Behaviour[];
}

/** A page of the AWS Step Functions Developer Guide. */
export function guide(page: string): string {
  return `https://docs.aws.amazon.com/step-functions/latest/dg/${page}`;
}
