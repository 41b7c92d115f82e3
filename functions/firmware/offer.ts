import { isDeepStrictEqual } from "node:util";
import type { Job, OTAUpdateInfo } from "@aws-sdk/client-iot";

/** How the OTA service begins the ids of streams it makes itself; a UUID follows. */
export const serviceStreamPrefix = "AFR_OTA-";

/** What offers a release to devices, as far as it exists. */
export interface Offer {
  readonly update: OTAUpdateInfo | undefined;
  readonly job: Job | undefined;
}

/** How long after a call to AWS, or after the end of an execution, something of it may still come about: milliseconds. */
export const longestAftermath = 2 * 60_000;

/** Whether a job offers itself to nobody any more, as far as AWS tells. Devices in the middle of it may still finish. */
export function isOver({ status }: Pick<Job, "status">): boolean {
  return status !== undefined && status !== "IN_PROGRESS" && status !== "SCHEDULED";
}

/** Whether the OTA service still makes an update: its job may be there in a moment. */
export function isBeingCreated({ otaUpdateStatus }: Pick<OTAUpdateInfo, "otaUpdateStatus">): boolean {
  return otaUpdateStatus === "CREATE_PENDING" || otaUpdateStatus === "CREATE_IN_PROGRESS";
}

/**
 * Until when an OTA update that is complete may have a job that AWS does not show yet: two minutes after it was made.
 * Milliseconds since 1970; 0 when none is to be expected.
 */
export function jobShowsBy({ otaUpdateStatus, lastModifiedDate }: OTAUpdateInfo): number {
  return otaUpdateStatus === "CREATE_COMPLETE" && lastModifiedDate ? lastModifiedDate.getTime() + longestAftermath : 0;
}

/** How many devices have begun and not finished: they may still read the image. */
export function devicesInTheMiddle({ jobProcessDetails }: Pick<Job, "jobProcessDetails">): number {
  return jobProcessDetails?.numberOfInProgressThings ?? 0;
}

/**
 * Whether a job that has a release's name, and no OTA update that says so, can be the release's: it was made after the
 * release was announced. An older one kept ours from being made, and is somebody else's.
 * @param announcedAt ISO 8601
 */
export function mayBeJobOf({ createdAt }: Pick<Job, "createdAt">, announcedAt: string): boolean {
  return createdAt !== undefined && createdAt.getTime() >= Date.parse(announcedAt);
}

/** What a release's job is known by. */
export interface OfferedRelease {
  readonly id: string;
  /** ISO 8601. */
  readonly announcedAt: string;
  /** Of its files, in their order. */
  readonly sizes: readonly number[];
}

/**
 * Whether a job's document offers a release: the one that the OTA service writes names the stream, which is named like the
 * release. Where the service made the stream, or none is needed, the files' sizes tell.
 */
export function offersRelease(document: string | undefined, { id, sizes }: OfferedRelease): boolean {
  const offered = readDocument(document);
  if (!offered) return false;
  const { streamname, files } = offered;
  if (streamname === id) return true;
  const isOfService = streamname === undefined || streamname === null || isServiceStream(streamname);
  return isOfService && isDeepStrictEqual(files, sizes);
}

/** The stream that the OTA service made for a job; undefined where there is none, or one of the release's own. */
export function serviceStreamIn(document: string | undefined): string | undefined {
  const { streamname } = readDocument(document) ?? {};
  return isServiceStream(streamname) ? streamname : undefined;
}

function isServiceStream(streamId: unknown): streamId is string {
  return typeof streamId === "string" && streamId.startsWith(serviceStreamPrefix);
}

/** The stream and the sizes of the files that an OTA job's document tells of; undefined for any other document. */
function readDocument(document: string | undefined): { streamname: unknown; files: unknown[] } | undefined {
  try {
    const { afr_ota }: { afr_ota?: { streamname?: unknown; files?: unknown } } = Object(JSON.parse(document ?? "{}"));
    if (!afr_ota || !Array.isArray(afr_ota.files)) return undefined;
    return { streamname: afr_ota.streamname, files: afr_ota.files.map((file) => Object(file).filesize) };
  } catch {
    return undefined;
  }
}
