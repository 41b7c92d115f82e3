import type { Job } from "@aws-sdk/client-iot";
import type { Remains } from "../firmware/ending.ts";
import { InputInvalidError } from "../firmware/input.ts";
import { serviceStreamIn } from "../firmware/offer.ts";
import { parseReleaseId } from "../firmware/release-id.ts";
import { servesOnly } from "../firmware/service-stream.ts";
import { offeredBy, type Verdict } from "../firmware/verdict.ts";
import { readJobDocument } from "./jobs.ts";
import { findOffer } from "./offer.ts";
import { setting } from "./setting.ts";
import { countSignedObjects } from "./signed-objects.ts";
import { findStream, hasOwnStream } from "./streams.ts";

/**
 * Looks what there is of a release, by its derived names.
 * @throws InputInvalidError for a record without a release id: an empty one would be another call
 */
export async function lookForRemains(verdict: Verdict): Promise<Remains> {
  const { releaseId } = verdict;
  if (!parseReleaseId(releaseId)) throw new InputInvalidError("a release id", releaseId);
  const offer = await findOffer(offeredBy(verdict));
  const own = (await hasOwnStream(releaseId)) ? [releaseId] : [];
  const ofService = offer.job ? await findServiceStream(offer.job, verdict) : [];
  return { ...offer, streams: [...own, ...ofService], signedObjects: await countSignedObjects(releaseId) };
}

/**
 * The stream that the OTA service made for a release's job, which nothing names but the job's document. It goes with its OTA
 * update, unless that was deleted without it.
 */
async function findServiceStream({ jobId = "" }: Job, verdict: Verdict): Promise<string[]> {
  const streamId = serviceStreamIn(await readJobDocument(jobId));
  const stream = streamId === undefined ? undefined : await findStream(streamId);
  const isOurs = stream !== undefined && servesOnly(stream, verdict, setting("RELEASE_BUCKET"));
  return isOurs && streamId !== undefined ? [streamId] : [];
}
