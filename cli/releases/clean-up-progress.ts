import { cleanUpAfter } from "../../functions/aws/clean-up-pass.ts";
import { readVerdict } from "../../functions/aws/records.ts";
import type { ReleaseName } from "../../functions/firmware/record-keys.ts";
import { hasWon, type Verdict } from "../../functions/firmware/verdict.ts";

/** How far a release that ends has come. */
export type CleanUp =
  /** Its execution was stopped, and nobody has written the verdict yet. */
  | { readonly state: "undecided" }
  | { readonly state: "cleaning"; readonly verdict: Verdict; readonly left: readonly Left[] }
  /** Nothing is left that a device could still be offered, or that nobody needs. What has won is left as it is. */
  | { readonly state: "clean"; readonly verdict: Verdict };

/** What has to be waited for: `job/AFR_OTA-…`, `a device is in the middle`. */
export interface Left {
  readonly what: string;
  readonly why: string;
}

/**
 * Follows a release to its end, and helps: each look, once there is a verdict, is a pass of clean-up, as the workflow, the
 * rule on ended executions and the sweeper make them too. Ends with `clean`.
 * @param pause what to wait for between two looks
 */
export async function* cleanUpProgress(name: ReleaseName, pause: () => Promise<unknown>): AsyncGenerator<CleanUp> {
  for (;;) {
    const progress = await look(name);
    yield progress;
    if (progress.state === "clean") return;
    await pause();
  }
}

async function look(name: ReleaseName): Promise<CleanUp> {
  const verdict = await readVerdict(name);
  if (!verdict) return { state: "undecided" };
  const { left } = hasWon(verdict) ? { left: [] } : await cleanUpAfter(verdict);
  return left.length > 0 ? { state: "cleaning", verdict, left } : { state: "clean", verdict };
}
