import { CancelJobCommand, type Job } from "@aws-sdk/client-iot";
import { iot } from "../../functions/aws/clients.ts";
import { isNamed } from "../../functions/aws/failure.ts";
import { findJob } from "../../functions/aws/jobs.ts";
import { cancellation } from "../../functions/firmware/cancellation.ts";
import { devicesInTheMiddle, isOver } from "../../functions/firmware/offer.ts";
import { printable } from "../../functions/firmware/printable.ts";
import { lookAtExistingRelease } from "./look-at-release.ts";

/** Who forces it, and why. */
export interface ForceRequest {
  readonly stateMachineArn: string;
  readonly who: string;
  readonly why: string | undefined;
}

/**
 * Cancels a release's job also for devices that are in the middle of it; where it has no job, or nobody is, there is nothing to
 * do. A job that was cancelled without force before can be cancelled again by it (a guess: AWS's API reference does not say).
 * @throws Error when AWS leaves devices in the middle
 */
export async function forceCancelJob(releaseId: string, { stateMachineArn, who, why }: ForceRequest): Promise<void> {
  const { job } = await lookAtExistingRelease(releaseId, stateMachineArn);
  if (!job?.jobId || job.status === "DELETION_IN_PROGRESS" || job.status === "COMPLETED") return;
  const comment = printable(cancellation(who, why).Cause ?? "");
  const request = { jobId: job.jobId, force: true, reasonCode: "RELEASE_CANCELLED", comment };
  const refusal: unknown = await iot.send(new CancelJobCommand(request)).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const after = await findJob(job.jobId);
  if (!refusal || !after || isDone(after)) return;
  if (!isNamed(refusal, "InvalidRequestException", "LimitExceededException")) throw refusal;
  throw new Error(`AWS does not cancel ${job.jobId} by force (${refusal.message}); try again`, { cause: refusal });
}

function isDone(job: Job): boolean {
  return isOver(job) && devicesInTheMiddle(job) === 0;
}
