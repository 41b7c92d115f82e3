import { findJob, firstReasons } from "./aws/jobs.ts";
import { findOtaUpdate } from "./aws/ota-updates.ts";
import { lookAt } from "./aws/rollout.ts";
import { task } from "./aws/task.ts";
import { longestAftermath } from "./firmware/offer.ts";
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

/**
 * AWS may be late to show a new job, and may fail to show an old one for a moment: it is gone when two looks in a row miss
 * it, or when its OTA update is gone too.
 */
async function awaitJob(releaseId: string, lastLook: Rollout | null): Promise<Rollout> {
  const update = await findOtaUpdate(releaseId);
  if (!update) throw new JobGoneError(jobIdOf(releaseId));
  const devices = lastLook?.devices ?? null;
  const age = Date.now() - (update.lastModifiedDate?.getTime() ?? Date.now());
  if (!devices && age <= longestAftermath) return { state: "running", settled: false, devices };
  if (lastLook?.isMissing) throw new JobGoneError(jobIdOf(releaseId));
  return { state: "running", settled: false, devices, isMissing: true };
}
