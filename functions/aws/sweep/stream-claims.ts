import type { StreamInfo } from "@aws-sdk/client-iot";
import { serviceStreamIn } from "../../firmware/offer.ts";
import { jobIdOf } from "../../firmware/ota-update.ts";
import { announcementRoot, readAnnouncementKey } from "../../firmware/record-keys.ts";
import { type Delivered, servesOnly } from "../../firmware/service-stream.ts";
import { sourceOf, type Verdict } from "../../firmware/verdict.ts";
import { readJobDocument } from "../jobs.ts";
import { readAnnouncement, readVerdict, readVerdicts } from "../records.ts";
import { listObjects } from "../release-bucket.ts";
import { setting } from "../setting.ts";

/** A release that a stream may be of. */
interface Claimant extends Delivered {
  /** Whether it is on its way, so that its job may come yet. */
  readonly isOpen: boolean;
}

/**
 * Whether a stream that the OTA service made may be another release's than the one it seems to be of: several may be made of
 * the very same files, one soon after the other, and of what one signing job signed even for several products. It is that
 * release's whose job names it; while one is on its way and has no job yet, nobody can tell.
 */
export async function mayBeAnothers(stream: StreamInfo, release: Verdict): Promise<boolean> {
  const claimants = [...(await announcedClaimants()), ...(await endedClaimants(release.product))];
  for (const { releaseId, isOpen, ...files } of claimants) {
    if (releaseId === release.releaseId) continue;
    if (!servesOnly(stream, { releaseId, ...files }, setting("RELEASE_BUCKET"))) continue;
    const document = await readJobDocument(jobIdOf(releaseId));
    if (document === undefined ? isOpen : serviceStreamIn(document) === stream.streamId) return true;
  }
  return false;
}

/** Of every product: what is announced may have devices that read. They are read first; what ends since is seen twice. */
async function announcedClaimants(): Promise<Claimant[]> {
  const claimants: Claimant[] = [];
  for (const { key } of await listObjects(announcementRoot)) {
    const name = readAnnouncementKey(key);
    const announced = name && (await readAnnouncement(name));
    if (!announced) continue;
    const { id, files } = announced.value.release;
    claimants.push({ releaseId: id, source: sourceOf(files), isOpen: (await readVerdict(name)) === undefined });
  }
  return claimants;
}

async function endedClaimants(product: string): Promise<Claimant[]> {
  const verdicts = await readVerdicts(product, () => true);
  return verdicts.map(({ releaseId, source }) => ({ releaseId, source, isOpen: false }));
}
