import { mayBeJobOf, type Offer, type OfferedRelease, offersRelease } from "../firmware/offer.ts";
import { jobIdOf } from "../firmware/ota-update.ts";
import { findJob, readJobDocument } from "./jobs.ts";
import { findOtaUpdate, isOwnOtaUpdate } from "./ota-updates.ts";

/**
 * Finds a release's OTA update and job by their derived names. Another's that has the name is left out, and so is the job
 * that the OTA update does not name (yet). A job whose OTA update is gone is the release's still, if its document says so.
 * @throws TransientError while AWS does not show whose a new OTA update is
 */
export async function findOffer(release: OfferedRelease): Promise<Offer> {
  const jobId = jobIdOf(release.id);
  const update = await findOtaUpdate(release.id);
  if (!update) {
    const job = await findJob(jobId);
    const isOurs = job && mayBeJobOf(job, release.announcedAt) && offersRelease(await readJobDocument(jobId), release);
    return { update, job: isOurs ? job : undefined };
  }
  if (!(await isOwnOtaUpdate(update))) return { update: undefined, job: undefined };
  return { update, job: update.awsIotJobId === jobId ? await findJob(jobId) : undefined };
}
