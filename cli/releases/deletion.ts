import { setTimeout as sleep } from "node:timers/promises";
import type { Verdict } from "../../functions/firmware/verdict.ts";
import { interruption } from "../interruption.ts";
import type { Left } from "./clean-up-progress.ts";
import { type DeletionPass, type DeletionWishes, deletionPass } from "./deletion-pass.ts";

/** What came of a deletion, by the time it was left. */
export interface DeletionReport {
  readonly release: string;
  readonly outcome: Verdict["outcome"];
  /** `otaupdate/…`: deleted, or begun to be. */
  readonly deleted: readonly string[];
  readonly isGone: boolean;
  readonly left: readonly Left[];
}

const patience = 15 * 60_000; // milliseconds: AWS may take minutes for a job
const longestPause = 10_000;
const others =
  "What AWS has begun goes on. `ota delete` again takes it up from here; at the latest the sweeper does, after the retention.";

/**
 * Deletes what a release that has ended has left at AWS, as far as that comes in a quarter of an hour. May be called again.
 * @throws Interrupted: Ctrl-C ends the waiting
 */
export async function deleteAndFollow(
  verdict: Verdict,
  { say, ...wishes }: DeletionWishes & { say: (text: string) => void },
): Promise<DeletionReport> {
  const signal = interruption();
  const end = performance.now() + patience;
  const deleted = new Set<string>();
  let pause = 500;
  let pass: DeletionPass;
  const told = new Set<string>();
  for (;;) {
    pass = await deletionPass(verdict, wishes);
    for (const text of passText(pass)) {
      if (!told.has(text)) say(text);
      told.add(text);
    }
    for (const what of pass.deleted) deleted.add(what);
    if (pass.left.length === 0 || performance.now() > end) break;
    pause = Math.min(pause * 1.5, longestPause);
    await sleep(pause, undefined, { signal }).catch(() => {
      say(others);
      throw signal.reason;
    });
  }
  const isGone = pass.left.length === 0;
  say(isGone ? goneText(wishes) : others);
  return { release: verdict.releaseId, outcome: verdict.outcome, deleted: [...deleted], isGone, left: pass.left };
}

/** `Deleting: job/…` while AWS is at it, then no more. */
function passText({ deleted, left }: DeletionPass): string[] {
  const waiting = new Set(left.map(({ what }) => what));
  return [
    ...deleted.map((what) => `${waiting.has(what) ? "Deleting" : "Deleted"}: ${what}`),
    ...left.filter(({ what }) => !deleted.includes(what)).map(({ what, why }) => `Waiting for ${what}: ${why}`),
  ];
}

function goneText({ keepJob, keepStream }: DeletionWishes): string {
  return keepJob || keepStream ? "The rest is gone." : "All of it is gone.";
}
