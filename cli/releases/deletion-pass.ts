import { DeleteJobCommand, DeleteOTAUpdateCommand, type Job, type OTAUpdateInfo } from "@aws-sdk/client-iot";
import { iot } from "../../functions/aws/clients.ts";
import { isNamed } from "../../functions/aws/failure.ts";
import { deleteJob, findJob } from "../../functions/aws/jobs.ts";
import { deleteOtaUpdate, findOtaUpdate } from "../../functions/aws/ota-updates.ts";
import { withdraw } from "../../functions/aws/records.ts";
import { deleteObject, listObjects } from "../../functions/aws/release-bucket.ts";
import { lookForRemains } from "../../functions/aws/remains.ts";
import { deleteSignedObjects } from "../../functions/aws/signed-objects.ts";
import { deleteStream } from "../../functions/aws/streams.ts";
import { type Remains, stepsToEnd, streamRoot } from "../../functions/firmware/ending.ts";
import { devicesInTheMiddle, isOver } from "../../functions/firmware/offer.ts";
import { jobIdOf } from "../../functions/firmware/ota-update.ts";
import { dueRoot, readDueKey } from "../../functions/firmware/record-keys.ts";
import { signedPrefix } from "../../functions/firmware/signing.ts";
import type { Verdict } from "../../functions/firmware/verdict.ts";
import { counted } from "../wording.ts";
import type { Left } from "./clean-up-progress.ts";

/** What of a release is to be deleted, and how. */
export interface DeletionWishes {
  /** Also while devices are in the middle of it. */
  readonly force: boolean;
  readonly keepJob: boolean;
  readonly keepStream: boolean;
}

/** What one pass has come to. */
export interface DeletionPass {
  /** `job/AFR_OTA-…`: deleted, or begun to be. */
  readonly deleted: readonly string[];
  /** What has to be waited for; what comes behind it was not tried. */
  readonly left: readonly Left[];
}

/**
 * One pass over a release that has ended: deletes its job, its OTA update, its stream and its signed images, in this order
 * and as far as it goes by now. The OTA update goes after the job because it says whose the job is. The record stays. At the
 * end the sweeper's entry goes too, unless something is kept or may still come about: then the sweeper looks after that.
 */
export async function deletionPass(verdict: Verdict, wishes: DeletionWishes): Promise<DeletionPass> {
  const deleted: string[] = [];
  const remains = await lookForRemains(verdict);
  const inUse = wishes.force ? undefined : whyInUse(remains.job);
  if (inUse) return { deleted, left: [{ what: `job/${jobIdOf(verdict.releaseId)}`, why: inUse }] };
  for (const { what, act } of actsFor(verdict, remains, wishes)) {
    const why = await act();
    if (why?.isBegun !== false) deleted.push(what);
    if (why) return { deleted, left: [{ what, why: why.why }] };
  }
  const keepsSomething = wishes.keepJob || wishes.keepStream;
  if (!keepsSomething && nothingMayFollow(verdict)) await forget(verdict);
  return { deleted, left: [] };
}

/** Why something is not gone yet; undefined when it is. */
type Why = { readonly why: string; readonly isBegun: boolean } | undefined;

interface Act {
  readonly what: string;
  readonly act: () => Promise<Why>;
}

function actsFor({ releaseId }: Verdict, remains: Remains, { force, keepJob, keepStream }: DeletionWishes): Act[] {
  const { job, update, streams, signedObjects } = remains;
  const prefix = signedPrefix(releaseId);
  return [
    ...(job && !keepJob ? [{ what: `job/${jobIdOf(releaseId)}`, act: () => endJob(releaseId, force) }] : []),
    ...(update ? [{ what: `otaupdate/${releaseId}`, act: () => endUpdate(releaseId, keepStream) }] : []),
    ...(keepStream ? [] : streams.map((id) => ({ what: `${streamRoot}${id}`, act: () => endStream(id) }))),
    ...(signedObjects > 0 && !keepStream ? [{ what: prefix, act: () => endSignedObjects(releaseId) }] : []),
  ];
}

/** Why devices may still read what belongs to a job, whether or not that is to be kept; undefined when none does. */
function whyInUse(job: Job | undefined): string | undefined {
  if (!job || job.status === "DELETION_IN_PROGRESS") return undefined;
  if (!isOver(job)) return `it is ${job.status}`;
  const inTheMiddle = devicesInTheMiddle(job);
  return inTheMiddle > 0 ? `${counted(inTheMiddle, "device")} in the middle` : undefined;
}

async function endJob(releaseId: string, force: boolean): Promise<Why> {
  const jobId = jobIdOf(releaseId);
  const after = await (force ? forceDeleteJob(jobId) : deleteJob(jobId));
  if (!after) return undefined;
  const isBegun = after.status === "DELETION_IN_PROGRESS";
  return { why: isBegun ? "AWS is deleting it" : "AWS deletes ten jobs already", isBegun };
}

/** Also while it is IN_PROGRESS. @returns the job afterwards */
async function forceDeleteJob(jobId: string): Promise<Job | undefined> {
  try {
    await iot.send(new DeleteJobCommand({ jobId, force: true }));
  } catch (error) {
    const isLater = isNamed(error, "LimitExceededException", "InvalidStateTransitionException"); // it is being deleted
    if (!isLater && !isNamed(error, "ResourceNotFoundException")) throw error;
  }
  return findJob(jobId);
}

async function endUpdate(otaUpdateId: string, keepStream: boolean): Promise<Why> {
  const after = await (keepStream ? deleteUpdateAlone(otaUpdateId) : deleteOtaUpdate(otaUpdateId));
  if (!after) return undefined;
  if (after.otaUpdateStatus !== "DELETE_FAILED")
    return { why: `it is ${after.otaUpdateStatus}`, isBegun: after.otaUpdateStatus === "DELETE_IN_PROGRESS" };
  throw new Error(
    `AWS could not delete the OTA update ${otaUpdateId}: ${after.errorInfo?.message ?? "no reason given"}`,
  );
}

/** Keeps also a stream that the OTA service has made for it. */
async function deleteUpdateAlone(otaUpdateId: string): Promise<OTAUpdateInfo | undefined> {
  try {
    await iot.send(new DeleteOTAUpdateCommand({ otaUpdateId, deleteStream: false }));
  } catch (error) {
    if (!isNamed(error, "ResourceNotFoundException", "VersionConflictException")) throw error;
  }
  return findOtaUpdate(otaUpdateId);
}

async function endStream(streamId: string): Promise<Why> {
  return (await deleteStream(streamId)) ? undefined : { why: "something still uses it", isBegun: false };
}

async function endSignedObjects(releaseId: string): Promise<Why> {
  await deleteSignedObjects(releaseId);
  return undefined;
}

const nothing: Remains = { update: undefined, job: undefined, streams: [], signedObjects: 0 };

/** Whether the sweeper too would see the release as done with: for a day, Signer may still write, and a late Lambda create. */
function nothingMayFollow(verdict: Verdict): boolean {
  return stepsToEnd(verdict, nothing, Date.now()).length > 0;
}

async function forget({ releaseId, product }: Verdict): Promise<void> {
  await withdraw({ id: releaseId, product });
  for (const { key } of await listObjects(dueRoot)) {
    if (readDueKey(key)?.name.id === releaseId) await deleteObject(key);
  }
}
