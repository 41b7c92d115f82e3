import { setTimeout as sleep } from "node:timers/promises";
import { type Cancelled, cancelRelease } from "../../functions/aws/cancel-release.ts";
import { readVerdict } from "../../functions/aws/records.ts";
import type { ReleaseName } from "../../functions/firmware/record-keys.ts";
import type { Outcome } from "../../functions/firmware/verdict.ts";
import { interruption } from "../interruption.ts";
import { cancelledText, cleanUpText } from "./cancel-text.ts";
import { type CleanUp, cleanUpProgress, type Left } from "./clean-up-progress.ts";
import { forceCancelJob } from "./force-cancel-job.ts";

export interface CancellationRequest {
  readonly stateMachineArn: string;
  /** The ARN of whoever asks. */
  readonly who: string;
  readonly why: string | undefined;
  /** Whether devices in the middle are cut off too. */
  readonly force: boolean;
  /** Whether to follow the release until it is clean. */
  readonly wait: boolean;
  /** Hears what happens, in words. */
  readonly say: (text: string) => void;
}

/** What came of a cancellation, by the time it was left. */
export interface CancellationReport {
  readonly release: string;
  readonly by: string;
  readonly state: Cancelled["state"];
  /** null while there is no verdict. */
  readonly outcome: Outcome | null;
  readonly isClean: boolean;
  readonly left: readonly Left[];
}

const patience = 15 * 60_000; // milliseconds: then the sweeper has come by
const longestPause = 10_000;
const others = "What is left, clean-up and the sweeper do.";

/** Cancels a release, and follows it until it is clean, as far as that comes in a quarter of an hour. May be called again. */
export async function cancelAndFollow(name: ReleaseName, request: CancellationRequest): Promise<CancellationReport> {
  const { stateMachineArn, who, why, force, wait, say } = request;
  const forceNow = async () => void (force && (await forceCancelJob(name.id, request)));
  const isServing = (await readVerdict(name))?.outcome === "serving";
  if (isServing) await forceNow(); // nobody watches its job, and clean-up would cancel that without force
  const cancelled = await cancelRelease(name, { stateMachineArn, who, ...(why === undefined ? {} : { why }) });
  say(cancelledText(cancelled));
  if (!isServing) await forceNow(); // not before: the workflow would take the cancelled job for a failure
  const isOver = cancelled.state === "unknown" || (cancelled.state === "ended" && cancelled.outcome === "released");
  const progress = wait && !isOver ? await follow(name, request) : undefined;
  return {
    release: name.id,
    by: who,
    state: cancelled.state,
    outcome: outcomeOf(cancelled, progress),
    isClean: progress?.state === "clean",
    left: progress?.state === "cleaning" ? progress.left : [],
  };
}

/** Resolves to how far it came. @throws Interrupted: from here on Ctrl-C ends the waiting, and nothing else */
async function follow(name: ReleaseName, { say }: CancellationRequest): Promise<CleanUp | undefined> {
  const signal = interruption();
  const end = performance.now() + patience;
  let pause = 500;
  const rest = async () => {
    pause = Math.min(pause * 1.5, longestPause);
    await sleep(pause, undefined, { signal }).catch(() => {
      say(others);
      throw signal.reason;
    });
  };
  let last: CleanUp | undefined;
  for await (const progress of cleanUpProgress(name, rest)) {
    if (!last || cleanUpText(last) !== cleanUpText(progress)) say(cleanUpText(progress));
    last = progress;
    if (performance.now() > end) break;
  }
  if (last?.state !== "clean") say(others);
  return last;
}

function outcomeOf(cancelled: Cancelled, progress: CleanUp | undefined): Outcome | null {
  if (progress && progress.state !== "undecided") return progress.verdict.outcome;
  if (cancelled.state === "cancelled") return "cancelled";
  return cancelled.state === "ended" ? cancelled.outcome : null;
}
