import { cleanUpAfter } from "./aws/clean-up-pass.ts";
import { describeExecution, isAlive } from "./aws/executions.ts";
import { type Announcement, readAnnouncement, readVerdict, writeVerdict } from "./aws/records.ts";
import type { StoredObject } from "./aws/release-bucket.ts";
import { task } from "./aws/task.ts";
import { decideVerdict, type End } from "./aws/verdicts.ts";
import { parseCleanUp } from "./firmware/clean-up-request.ts";
import { parseReleaseId } from "./firmware/release-id.ts";
import type { Failure, Verdict } from "./firmware/verdict.ts";

/** What one pass left behind: `clean` when there is nothing to do for now, else what has to be waited for. */
export type CleanUpState = { readonly state: "clean" } | { readonly state: "deleting"; readonly left: string[] };

/**
 * One pass over one release, as often as anybody likes: sees that it has a verdict, then does what the verdict asks. Before
 * devices were offered anything, everything made is undone. Afterwards the job is cancelled, never forced, and what a
 * device may still read stays until none is in the middle; job and OTA update stay as the answer to "why not".
 */
export const handler = task(async (input: unknown): Promise<CleanUpState> => {
  const { releaseId, failure } = parseCleanUp(input);
  const name = parseReleaseId(releaseId); // every id is checked before anything is deleted by it
  const announced = name && (await readAnnouncement(name));
  if (!announced) return { state: "clean" };
  const verdict = (await readVerdict(name)) ?? (await reachVerdict(announced, failure));
  const { left = [] } = verdict ? await cleanUpAfter(verdict) : {};
  return left.length > 0 ? { state: "deleting", left: left.map(({ what }) => what) } : { state: "clean" };
});

/**
 * Sees that a release whose execution is over has its verdict.
 * @param failure what the workflow itself tells; without it the execution is asked
 * @returns undefined while the execution is at work
 */
async function reachVerdict(
  announced: StoredObject<Announcement>,
  failure: Failure | undefined,
): Promise<Verdict | undefined> {
  const end: End = failure
    ? { status: "RUNNING", ...failure }
    : await describeExecution(announced.value.execution, { since: announced.writtenAt });
  if (!failure && isAlive(end)) return undefined;
  return writeVerdict(await decideVerdict(announced, end, "clean-up"));
}
