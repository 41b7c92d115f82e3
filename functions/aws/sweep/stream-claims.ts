import type { StreamInfo } from "@aws-sdk/client-iot";
import { serviceStreamIn } from "../../firmware/offer.ts";
import { jobIdOf } from "../../firmware/ota-update.ts";
import { type Delivered, servesOnly } from "../../firmware/service-stream.ts";
import { sourceOf, type Verdict } from "../../firmware/verdict.ts";
import { readJobDocument } from "../jobs.ts";
import { readAnnouncements, readVerdicts } from "../records.ts";
import { setting } from "../setting.ts";

/**
 * Whether a stream that the OTA service made may be another release's than the one it seems to be of: several may be made of
 * the very same files, one soon after the other. It is that release's whose job names it; while one is on its way and has no
 * job yet, nobody can tell.
 */
export async function mayBeAnothers(stream: StreamInfo, { product, releaseId }: Verdict): Promise<boolean> {
  for (const { isOpen, ...other } of await othersOf(product, releaseId)) {
    if (!servesOnly(stream, other, setting("RELEASE_BUCKET"))) continue;
    const document = await readJobDocument(jobIdOf(other.releaseId));
    if (document === undefined ? isOpen : serviceStreamIn(document) === stream.streamId) return true;
  }
  return false;
}

/** The product's other releases, with their files. Announcements are read first: what ends in between is seen twice. */
async function othersOf(product: string, releaseId: string): Promise<(Delivered & { isOpen: boolean })[]> {
  const announced = await readAnnouncements(product);
  const verdicts = await readVerdicts(product, (id) => id !== releaseId);
  const ended = new Set([releaseId, ...verdicts.map((verdict) => verdict.releaseId)]);
  const open = announced.map(({ value }) => value.release).filter(({ id }) => !ended.has(id));
  return [
    ...verdicts.map((verdict) => ({ releaseId: verdict.releaseId, source: verdict.source, isOpen: false })),
    ...open.map(({ id, files }) => ({ releaseId: id, source: sourceOf(files), isOpen: true })),
  ];
}
