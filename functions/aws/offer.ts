import type { Job, OTAUpdateInfo } from "@aws-sdk/client-iot";
import { jobIdOf } from "../firmware/ota-update.ts";
import { findJob } from "./jobs.ts";
import { findOtaUpdate, isOwn } from "./ota-updates.ts";

/** What offers a release to devices, as far as it exists. */
export interface Offer {
  readonly update: OTAUpdateInfo | undefined;
  readonly job: Job | undefined;
}

/**
 * Finds a release's OTA update and job by their derived names. Another's that has the name is left out, and so is the job
 * that the OTA update does not name (yet). A job whose OTA update is gone is the release's still.
 */
export async function findOffer(releaseId: string): Promise<Offer> {
  const jobId = jobIdOf(releaseId);
  const update = await findOtaUpdate(releaseId);
  if (!update) return { update, job: await findJob(jobId) };
  if (!(await isOwn(update, releaseId))) return { update: undefined, job: undefined };
  return { update, job: update.awsIotJobId === jobId ? await findJob(jobId) : undefined };
}
