import type { Announcement } from "../../functions/aws/records.ts";
import type { StoredObject } from "../../functions/aws/release-bucket.ts";
import type { Outcome, Verdict } from "../../functions/firmware/verdict.ts";
import type { ExecutionReport } from "./executions.ts";

/** How a release stands: its outcome, or what comes before one, or why there is none. */
export type State =
  | Outcome
  /** Its execution has begun, and has not announced it yet. */
  | "starting"
  /** Its execution is at work on it. */
  | "under way"
  /** Its execution is over, and clean-up is about to write the verdict. */
  | "ending"
  /** It was turned away before anything was made. */
  | "refused"
  /** An earlier release of the same bytes stands, or is under way. */
  | "nothing to do"
  /** Its execution was stopped, or ran out of time, before it had announced the release. */
  | "stopped";

/** All of them. */
export const states = [
  "starting",
  "under way",
  "ending",
  "released",
  "serving",
  "failed",
  "cancelled",
  "superseded",
  "refused",
  "nothing to do",
  "stopped",
] as const satisfies readonly State[];

/** How a release stands, since when, and why. */
export interface Standing {
  readonly state: State;
  /** ISO 8601. */
  readonly since: string;
  /** The name of what went wrong, and what it says; null where nothing did. */
  readonly error: string | null;
  readonly cause: string | null;
}

/** All there is that says how a release stands. */
export interface Evidence {
  readonly verdict: Verdict | undefined;
  readonly announced: StoredObject<Announcement> | undefined;
  readonly execution: ExecutionReport | undefined;
}

/** Puts the evidence together; undefined when there is none, and so no such release. */
export function standingOf({ verdict, announced, execution }: Evidence): Standing | undefined {
  if (verdict) {
    const { outcome: state, endedAt: since, error = null, cause = null } = verdict;
    return { state, since, error, cause };
  }
  if (announced && execution?.stoppedAt === null)
    return { ...nothingWrong, state: "under way", since: since(announced) };
  if (announced) return { ...ended(execution), state: "ending", since: execution?.stoppedAt ?? since(announced) };
  return execution && unannounced(execution);
}

const nothingWrong = { error: null, cause: null };

/** One that Admit Release turned away, or that never came so far. */
function unannounced(execution: ExecutionReport): Standing {
  const { status, startedAt, stoppedAt } = execution;
  if (stoppedAt === null) return { ...nothingWrong, state: "starting", since: startedAt };
  if (status === "FAILED") return { ...ended(execution), state: "refused", since: stoppedAt };
  if (status !== "SUCCEEDED") return { ...ended(execution), state: "stopped", since: stoppedAt };
  return { state: "nothing to do", since: stoppedAt, error: null, cause: becauseOf(execution) };
}

/** What Admit Release has found, in the output of the state Nothing To Do. */
function becauseOf({ output }: ExecutionReport): string | null {
  const { because, by }: { because?: string; by?: string } = Object(Object(output).admission);
  return because === undefined ? null : `${because}, as ${by}`;
}

function ended(execution: ExecutionReport | undefined): Pick<Standing, "error" | "cause"> {
  return { error: execution?.error ?? null, cause: execution?.cause ?? null };
}

function since({ writtenAt }: StoredObject<Announcement>): string {
  return new Date(writtenAt).toISOString();
}

const lost: readonly State[] = ["failed", "refused", "cancelled", "superseded", "stopped"];

/** Whether a release has come to an end that is not the one it was made for. */
export function isLost({ state }: Pick<Standing, "state">): boolean {
  return lost.includes(state);
}

const tones: Partial<Readonly<Record<State, "good" | "bad">>> = {
  released: "good",
  serving: "good",
  failed: "bad",
  refused: "bad",
};

/** How a release's state is to be shown: somebody wanted it cancelled or superseded, and that is no alarm. */
export function toneOf({ state }: Pick<Standing, "state">): "plain" | "good" | "bad" {
  return tones[state] ?? "plain";
}
