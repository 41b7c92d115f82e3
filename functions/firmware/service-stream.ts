import type { StreamFile, StreamInfo } from "@aws-sdk/client-iot";
import { longestAftermath, serviceStreamPrefix } from "./offer.ts";
import { signedPrefix } from "./signing.ts";
import type { Verdict } from "./verdict.ts";

/** Whose stream it can be. */
export interface Owner {
  /** The role our OTA updates are made with. */
  readonly roleArn: string;
  readonly releaseBucket: string;
}

/**
 * Finds the releases that a stream of the OTA service's may have been made for: a failed creation leaves it behind, and
 * nothing names it. There are several when the same files were released again at once. It is a release's when it was made with our role while the release was on its way, and all its files are
 * the release's: versions of its uploads, and signed objects. One that was made later is of somebody who releases them by hand.
 */
export function releasesOfStream(
  stream: StreamInfo,
  releases: readonly Verdict[],
  { roleArn, releaseBucket }: Owner,
): Verdict[] {
  const { streamId, roleArn: streamRole, createdAt } = stream;
  if (!streamId?.startsWith(serviceStreamPrefix) || streamRole !== roleArn || !createdAt) return [];
  return releases.filter(
    (release) => wasOnItsWay(release, createdAt.getTime()) && servesOnly(stream, release, releaseBucket),
  );
}

/** What a release's files are known by. */
export type Delivered = Pick<Verdict, "releaseId" | "source">;

/** Whether a stream serves a release's files, and nothing else: those of its source, and what was signed of them. */
export function servesOnly({ files = [] }: StreamInfo, release: Delivered, releaseBucket: string): boolean {
  return files.length > 0 && files.every((file) => isFileOf(file, release, releaseBucket));
}

function wasOnItsWay({ announcedAt, endedAt }: Verdict, time: number): boolean {
  return time >= Date.parse(announcedAt) && time <= Date.parse(endedAt) + longestAftermath;
}

function isFileOf({ s3Location }: StreamFile, { releaseId, source }: Delivered, releaseBucket: string): boolean {
  const { bucket, key, version } = s3Location ?? {};
  if (!bucket || !key || !version) return false;
  if (bucket === releaseBucket && key.startsWith(signedPrefix(releaseId))) return true;
  return source.some(
    ({ signedObject, ...file }) =>
      (file.bucket === bucket && file.key === key && file.versionId === version) ||
      (signedObject?.bucket === bucket && signedObject.key === key), // in the version that the OTA service wrote over it
  );
}
