import { findJob, firstReasons } from "./aws/jobs.ts";
import { findOtaUpdate } from "./aws/ota-updates.ts";
import { lookAt } from "./aws/rollout.ts";
import { task } from "./aws/task.ts";
import { jobIdOf } from "./firmware/ota-update.ts";
import type { Release } from "./firmware/release.ts";
import {
  isSettled,
  JobGoneError,
  judgeRollout,
  type Rollout,
  RolloutAbortedError,
  RolloutFailedError,
} from "./firmware/rollout.ts";

const longestDelay = 2 * 60_000; // milliseconds after which a job that was made must show

/**
 * Counts how the devices fare, and judges.
 * @throws RolloutFailedError, RolloutAbortedError, JobGoneError
 */
export const handler = task(
  async ({ release, lastLook }: { release: Release; lastLook: Rollout | null }): Promise<Rollout> => {
    const jobId = jobIdOf(release.id);
    const job = await findJob(jobId);
    if (!job) return awaitJob(release.id, lastLook);
    const look = await lookAt(release, job);
    const judgement = judgeRollout(release, look, lastLook);
    if (judgement === "gone") throw new JobGoneError(jobId);
    if (judgement === "failed") throw new RolloutFailedError(release, look.devices, await firstReasons(jobId));
    if (judgement === "aborted") throw new RolloutAbortedError(job, look.devices, await firstReasons(jobId));
    return { state: judgement, settled: isSettled(look), devices: look.devices };
  },
);

/** AWS may be late to show a new job; one that was seen before, or whose update is no longer new, is gone. */
async function awaitJob(releaseId: string, lastLook: Rollout | null): Promise<Rollout> {
  const update = lastLook?.devices ? undefined : await findOtaUpdate(releaseId);
  const age = Date.now() - (update?.lastModifiedDate?.getTime() ?? Date.now());
  if (!update || age > longestDelay) throw new JobGoneError(jobIdOf(releaseId));
  return { state: "running", settled: false, devices: null };
}
