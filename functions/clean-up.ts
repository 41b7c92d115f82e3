import { cleanUpAfter } from "./aws/clean-up-pass.ts";
import { describeExecution, isAlive } from "./aws/executions.ts";
import { TransientError } from "./aws/failure.ts";
import { type Announcement, readAnnouncement, readVerdict, writeVerdict } from "./aws/records.ts";
import type { StoredObject } from "./aws/release-bucket.ts";
import { lookForRemains } from "./aws/remains.ts";
import { task } from "./aws/task.ts";
import { decideVerdict } from "./aws/verdicts.ts";
import { type CleanUpRequest, type ExecutionEnded, parseCleanUp } from "./firmware/clean-up-request.ts";
import { longestAftermath } from "./firmware/offer.ts";
import { parseReleaseId } from "./firmware/release-id.ts";
import { hasWon, type Verdict } from "./firmware/verdict.ts";

/** What one pass left behind: `clean` when there is nothing to do for now, else what has to be waited for. */
export type CleanUpState = { readonly state: "clean" } | { readonly state: "deleting"; readonly left: string[] };

/**
 * One pass over one release, as often as anybody likes: sees that it has a verdict, then does what the verdict asks. Before
 * devices were offered anything, everything made is undone. Afterwards the job is cancelled, never forced, and what a
 * device may still read stays until none is in the middle; job and OTA update stay as the answer to "why not".
 */
export const handler = task(async (input: unknown): Promise<CleanUpState> => {
  const request = parseCleanUp(input);
  const name = parseReleaseId(request.releaseId); // every id is checked before anything is deleted by it
  const announced = name && (await readAnnouncement(name));
  if (!announced) return { state: "clean" };
  const verdict = (await readVerdict(name)) ?? (await reachVerdict(announced, request));
  if (!verdict) return { state: "clean" };
  const isEarly = request.ended && (await maySomethingFollow(verdict, request.ended));
  const { left } = await cleanUpAfter(verdict);
  if (isEarly) throw new TransientError(`What was in flight when ${name.id} was ended may still offer it`);
  return left.length > 0 ? { state: "deleting", left: left.map(({ what }) => what) } : { state: "clean" };
});

/**
 * Sees that a release whose execution is over has its verdict. Where the workflow itself does not tell what failed, the
 * execution is asked.
 * @returns undefined while the execution is at work
 * @throws TransientError when it has ended, and Step Functions still says that it is at work
 */
async function reachVerdict(
  announced: StoredObject<Announcement>,
  { failure, ended }: CleanUpRequest,
): Promise<Verdict | undefined> {
  if (failure) return writeVerdict(await decideVerdict(announced, { status: "RUNNING", ...failure }, "clean-up"));
  const state = await describeExecution(announced.value.execution, { since: announced.writtenAt });
  if (!isAlive(state)) return writeVerdict(await decideVerdict(announced, state, "clean-up"));
  const isRedriven = ended && (state.redrivenAt ?? 0) > ended.stoppedAt;
  if (!ended || isRedriven) return undefined;
  throw new TransientError(`The execution is ${ended.status} by its event, and ${state.status} by DescribeExecution`);
}

/**
 * Whether a step that was in flight when the execution was stopped may still offer the release, or begin to: it was about to
 * be offered, and has no job yet. Lambda invokes us again for the event after one minute and after two more, and the sweeper
 * comes by later.
 */
async function maySomethingFollow(verdict: Verdict, { stoppedAt }: ExecutionEnded): Promise<boolean> {
  if (hasWon(verdict) || Date.now() - stoppedAt > longestAftermath) return false;
  const { update, job, streams } = await lookForRemains(verdict);
  return job === undefined && (update !== undefined || streams.length > 0);
}
