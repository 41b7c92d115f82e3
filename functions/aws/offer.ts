import { mayBeJobOf, type Offer, offersRelease } from "../firmware/offer.ts";
import { jobIdOf } from "../firmware/ota-update.ts";
import { findJob, readJobDocument } from "./jobs.ts";
import { findOtaUpdate, isOwnOtaUpdate } from "./ota-updates.ts";

/**
 * Finds a release's OTA update and job by their derived names. Another's that has the name is left out, and so is the job
 * that the OTA update does not name (yet). A job whose OTA update is gone is the release's still, if its document says so.
 * @param announcedAt the release's announcement, ISO 8601
 * @throws TransientError while AWS does not show whose a new OTA update is
 */
export async function findOffer(releaseId: string, announcedAt: string): Promise<Offer> {
  const jobId = jobIdOf(releaseId);
  const update = await findOtaUpdate(releaseId);
  if (!update) {
    const job = await findJob(jobId);
    const isOurs = job && mayBeJobOf(job, announcedAt) && offersRelease(await readJobDocument(jobId), releaseId);
    return { update, job: isOurs ? job : undefined };
  }
  if (!(await isOwnOtaUpdate(update))) return { update: undefined, job: undefined };
  return { update, job: update.awsIotJobId === jobId ? await findJob(jobId) : undefined };
}
