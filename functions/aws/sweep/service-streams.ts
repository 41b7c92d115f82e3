import { paginateListStreams, type StreamInfo } from "@aws-sdk/client-iot";
import { serviceStreamPrefix } from "../../firmware/offer.ts";
import type { ReleaseName } from "../../firmware/record-keys.ts";
import { releasesOfStream } from "../../firmware/service-stream.ts";
import { hasWon, offeredBy, type Verdict } from "../../firmware/verdict.ts";
import { iot } from "../clients.ts";
import { findOffer } from "../offer.ts";
import { pace } from "../pace.ts";
import { readVerdict } from "../records.ts";
import { setting } from "../setting.ts";
import type { Pass } from "../steps.ts";
import { deleteStream, findStream } from "../streams.ts";
import { type ChoreOptions, nothingToDo } from "./chore.ts";
import { mayBeAnothers } from "./stream-claims.ts";

const lookTurn = pace(13.5); // AWS's quota is 15 DescribeStream a second

/**
 * Deletes the streams that the OTA service made for releases that were undone, when it could not create the rest: nothing
 * names them but the files they serve.
 * @param announced the releases that are announced: what was undone still is, for a day
 */
export async function sweepServiceStreams(
  announced: readonly ReleaseName[],
  { isDryRun, hasTime }: ChoreOptions,
): Promise<Pass> {
  const undone = await readUndone(announced);
  if (undone.length === 0) return nothingToDo;
  const owner = { roleArn: setting("OTA_ROLE_ARN"), releaseBucket: setting("RELEASE_BUCKET") };
  const taken: { what: string; why: string }[] = [];
  const left: { what: string; why: string }[] = [];
  for await (const stream of recentServiceStreams(undone)) {
    if (!hasTime()) break;
    const release = await findLeaver(stream, releasesOfStream(stream, undone, owner));
    if (!release) continue;
    const { streamId = "" } = stream;
    const what = `stream/${streamId}`;
    if (isDryRun || (await deleteStream(streamId))) {
      taken.push({ what, why: `the OTA service made it for ${release.releaseId}, which is ${release.outcome}` });
    } else left.push({ what, why: "something still uses it" });
  }
  return { taken, left };
}

async function readUndone(announced: readonly ReleaseName[]): Promise<Verdict[]> {
  const undone: Verdict[] = [];
  for (const name of announced) {
    const verdict = await readVerdict(name);
    if (verdict && !hasWon(verdict)) undone.push(verdict);
  }
  return undone;
}

/** The release that has left a stream behind; undefined where it is, or may be, in use. */
async function findLeaver(stream: StreamInfo, candidates: readonly Verdict[]): Promise<Verdict | undefined> {
  for (const release of candidates) {
    if (!(await isOffered(release)) && !(await mayBeAnothers(stream, release))) return release;
  }
  return undefined;
}

/** While there is an OTA update or a job, the stream may be in use, and goes with them. */
async function isOffered(release: Verdict): Promise<boolean> {
  const { update, job } = await findOffer(offeredBy(release));
  return update !== undefined || job !== undefined;
}

/** The streams of the OTA service, the newest first, until a page has none that is as new as the releases. */
async function* recentServiceStreams(releases: readonly Verdict[]): AsyncGenerator<StreamInfo> {
  const since = Math.min(...releases.map(({ announcedAt }) => Date.parse(announcedAt)));
  for await (const { streams = [] } of paginateListStreams({ client: iot, pageSize: 250 }, { ascendingOrder: false })) {
    const ids = streams.flatMap(({ streamId }) => (streamId?.startsWith(serviceStreamPrefix) ? [streamId] : []));
    let isRecent = ids.length === 0;
    for (const streamId of ids) {
      await lookTurn();
      const stream = await findStream(streamId);
      if (!stream) continue;
      if ((stream.createdAt?.getTime() ?? 0) >= since) isRecent = true;
      yield stream;
    }
    if (!isRecent) return;
  }
}
