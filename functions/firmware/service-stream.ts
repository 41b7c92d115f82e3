import type { StreamFile, StreamInfo } from "@aws-sdk/client-iot";
import { longestAftermath } from "./offer.ts";
import { signedPrefix } from "./signing.ts";
import type { Verdict } from "./verdict.ts";

/** How the OTA service begins the ids of streams it makes itself; a UUID follows. */
export const serviceStreamPrefix = "AFR_OTA-";

/** Whose stream it can be. */
export interface Owner {
  /** The role our OTA updates are made with. */
  readonly roleArn: string;
  readonly releaseBucket: string;
}

/**
 * Finds the release that a stream of the OTA service's was made for: a failed creation leaves it behind, and nothing
 * names it. It is a release's when it was made with our role while the release was on its way, and all its files are
 * versions of the release's uploads or signed objects. One that was made later is of somebody who releases them by hand.
 */
export function releaseOfStream(
  stream: StreamInfo,
  releases: readonly Verdict[],
  { roleArn, releaseBucket }: Owner,
): Verdict | undefined {
  const { streamId, roleArn: streamRole, createdAt, files = [] } = stream;
  if (!streamId?.startsWith(serviceStreamPrefix) || streamRole !== roleArn || !createdAt || files.length === 0) return;
  return releases.find(
    (release) =>
      wasOnItsWay(release, createdAt.getTime()) && files.every((file) => isFileOf(file, release, releaseBucket)),
  );
}

function wasOnItsWay({ announcedAt, endedAt }: Verdict, time: number): boolean {
  return time >= Date.parse(announcedAt) && time <= Date.parse(endedAt) + longestAftermath;
}

function isFileOf({ s3Location }: StreamFile, { releaseId, source }: Verdict, releaseBucket: string): boolean {
  const { bucket, key, version } = s3Location ?? {};
  if (!bucket || !key || !version) return false;
  if (bucket === releaseBucket && key.startsWith(signedPrefix(releaseId))) return true;
  return source.some((file) => file.bucket === bucket && file.key === key && file.versionId === version);
}
