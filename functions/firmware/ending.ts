import type { Job } from "@aws-sdk/client-iot";
import { devicesInTheMiddle, isBeingCreated, isOver, jobShowsBy, type Offer } from "./offer.ts";
import { jobIdOf } from "./ota-update.ts";
import { announcementKey } from "./record-keys.ts";
import { signedPrefix } from "./signing.ts";
import { hasWon, type Verdict } from "./verdict.ts";

/** What there is of a release at AWS, at one look. What has one of its names and is another's is left out. */
export interface Remains extends Offer {
  /** Their ids: the release's own, and the one that the OTA service made for its job. */
  readonly streams: readonly string[];
  /** Versions and delete markers. */
  readonly signedObjects: number;
}

/** What can be done for a release that has ended. */
export type Act =
  | "wait"
  | "cancel job"
  | "delete OTA update"
  | "delete job"
  | "delete stream"
  | "delete signed objects"
  | "leave to retention"
  | "withdraw announcement"
  | "forget";

/** One thing to do, once those before it are done. */
export interface Step {
  readonly act: Act;
  /** `job/AFR_OTA-thermostat-1_4_0-3c9bb594`, `signed/thermostat-1_4_0-3c9bb594/` */
  readonly what: string;
  readonly why: string;
  /** Whether those after it need not wait for it. */
  readonly isOptional?: boolean;
}

/** How steps name streams: `stream/thermostat-1_4_0-3c9bb594`. */
export const streamRoot = "stream/";

const graceInMilliseconds = 24 * 60 * 60_000; // Signer may still write, a late Lambda still create

/**
 * What a verdict asks to be done, in order. Before devices were offered anything, everything made is undone. Afterwards
 * the job is cancelled and what a device may still read stays until none is in the middle; job and OTA update stay as the
 * answer to "why not". The announcement goes a day later.
 * @param now milliseconds since 1970
 */
export function stepsToEnd(verdict: Verdict, remains: Remains, now: number): Step[] {
  const { releaseId, product, outcome, error } = verdict;
  const why = error ? `the release is ${outcome}: ${error}` : `the release is ${outcome}`;
  const announcement = announcementKey({ id: releaseId, product });
  if (outcome === "serving") return [];
  const retain: Step = { act: "leave to retention", what: announcement, why: `${why}, and only its retention is left` };
  if (hasWon(verdict)) return [retain];
  const isQuiet = now - Date.parse(verdict.endedAt) >= graceInMilliseconds;
  const withdraw: Step = { act: "withdraw announcement", what: announcement, why: `${why}, and nothing of it is left` };
  return [
    ...(remains.job ? endJob(releaseId, remains.job, why) : undoUpdate(releaseId, remains, why, now)),
    ...deleteStreams(remains, why),
    ...deleteSignedObjects(releaseId, remains, why),
    ...(isQuiet ? [remains.job ? retain : withdraw] : []),
  ];
}

/**
 * What the end of the retention asks to be done, in order. The verdict stays for good.
 * @param entry the key of the entry that says so, which goes last
 */
export function stepsToRetire({ releaseId, outcome }: Verdict, remains: Remains, entry: string): Step[] {
  const why = `the release is ${outcome}, and its retention is over`;
  const { update, job, streams } = remains;
  const ofService = { ...remains, streams: streams.filter((id) => id !== releaseId) };
  const own = { ...remains, job: undefined, streams: streams.filter((id) => id === releaseId) };
  return [
    ...(job ? waitForJob(releaseId, job) : []),
    ...(update ? [{ act: "delete OTA update", what: `otaupdate/${releaseId}`, why } as const] : []),
    ...deleteStreams(ofService, why), // only the job still names them
    ...(job ? [{ act: "delete job", what: jobName(releaseId), why } as const] : []),
    ...deleteStreams(own, why),
    ...deleteSignedObjects(releaseId, remains, why),
    { act: "forget", what: entry, why },
  ];
}

/** What to do about objects that Signer wrote when nothing else of the release was left. */
export function lateSignedObjects({ releaseId, outcome }: Verdict): Step {
  const why = `the release is ${outcome}, and nothing else of it is left`;
  return { act: "delete signed objects", what: signedPrefix(releaseId), why };
}

/** Takes the job back from devices that have not begun, and waits for those that have. */
function endJob(releaseId: string, job: Job, why: string): Step[] {
  if (!isOver(job)) return [{ act: "cancel job", what: jobName(releaseId), why }];
  return waitForJob(releaseId, job);
}

function waitForJob(releaseId: string, job: Job): Step[] {
  const count = devicesInTheMiddle(job);
  const what = jobName(releaseId);
  if (job.status === "DELETION_IN_PROGRESS") return [{ act: "wait", what, why: "AWS is deleting it" }];
  if (!isOver(job)) return [{ act: "wait", what, why: `it is ${job.status}` }];
  if (count === 0) return [];
  return [{ act: "wait", what, why: count === 1 ? "a device is in the middle" : `${count} devices are in the middle` }];
}

/** Deletes an OTA update that has no job. While AWS still creates it, and just after, there may be one in a moment. */
function undoUpdate(releaseId: string, { update }: Remains, why: string, now: number): Step[] {
  if (!update) return [];
  const what = `otaupdate/${releaseId}`;
  if (now < jobShowsBy(update)) return [{ act: "wait", what, why: "its job may show in a moment" }];
  if (isBeingCreated(update)) return [{ act: "wait", what, why: "AWS is creating it" }];
  return [{ act: "delete OTA update", what, why }];
}

/** Beside a job AWS may keep a stream; then it goes when the job does. */
function deleteStreams({ streams, job }: Remains, why: string): Step[] {
  return streams.map((id) => ({
    act: "delete stream",
    what: `${streamRoot}${id}`,
    why,
    ...(job ? { isOptional: true } : {}),
  }));
}

function deleteSignedObjects(releaseId: string, { signedObjects }: Remains, why: string): Step[] {
  if (signedObjects === 0) return [];
  return [{ act: "delete signed objects", what: signedPrefix(releaseId), why }];
}

function jobName(releaseId: string): string {
  return `job/${jobIdOf(releaseId)}`;
}
