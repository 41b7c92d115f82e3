import type { Job, JobProcessDetails, JobStatus } from "@aws-sdk/client-iot";
import type { Release } from "./release.ts";

const day = 24 * 60 * 60_000;
const longestCreation = 15 * 60_000;

/** How many devices are in which state. */
export interface DeviceCounts {
  readonly queued: number;
  readonly inProgress: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly rejected: number;
  readonly timedOut: number;
  readonly canceled: number;
  /** Left the group, or the registry: they count for nothing. */
  readonly removed: number;
}

/** What one look at a rollout showed. It goes into the execution's state, so it never lists devices. */
export interface Rollout {
  readonly state: "running" | "released" | "serving";
  /** Whether every device so far had finished. */
  readonly settled: boolean;
  /** null while AWS does not show the job yet; those of the look before where this one missed it. */
  readonly devices: DeviceCounts | null;
  /** Whether the job was not to be found, although it was due. */
  readonly isMissing?: true;
}

/** A job as it stands at one look. */
export interface Look {
  readonly status: JobStatus | undefined;
  readonly devices: DeviceCounts;
  /** Whether the groups it is for have no thing at all; only asked of CONTINUOUS jobs without executions. */
  readonly targetsAreEmpty: boolean;
  /** Whether AWS still gives devices their executions: those it has not come to are not among the counts. */
  readonly isRollingOut: boolean;
  /** Whether the release's deadline has passed. */
  readonly overdue: boolean;
}

export type Judgement = "running" | "released" | "serving" | "failed" | "aborted" | "gone";

/** Too few devices succeeded. */
export class RolloutFailedError extends Error {
  override readonly name = "RolloutFailedError";
  readonly devices: DeviceCounts;

  /** @param reasons of the first devices that failed */
  constructor({ successPercent }: Pick<Release, "successPercent">, devices: DeviceCounts, reasons: readonly string[]) {
    super(withReasons(`${deviceText(devices)}; ${successPercent} % had to succeed`, reasons));
    this.devices = devices;
  }
}

/** The job was cancelled, by its abort criteria or by somebody, before enough devices had succeeded. */
export class RolloutAbortedError extends Error {
  override readonly name = "RolloutAbortedError";
  readonly devices: DeviceCounts;

  /** @param reasons of the first devices that failed */
  constructor({ reasonCode, comment }: Job, devices: DeviceCounts, reasons: readonly string[]) {
    const because = [reasonCode, comment].filter(Boolean).join(": ") || "no reason given";
    super(withReasons(`The job was cancelled (${because}): ${deviceText(devices)}`, reasons));
    this.devices = devices;
  }
}

/** Somebody deletes the job, or has deleted it. */
export class JobGoneError extends Error {
  override readonly name = "JobGoneError";

  constructor(jobId: string) {
    super(`Job ${jobId} was deleted before the rollout was over`);
  }
}

/** The counts of DescribeJob, which leaves out what is zero. */
export function countDevices(details: JobProcessDetails | undefined): DeviceCounts {
  return {
    queued: details?.numberOfQueuedThings ?? 0,
    inProgress: details?.numberOfInProgressThings ?? 0,
    succeeded: details?.numberOfSucceededThings ?? 0,
    failed: details?.numberOfFailedThings ?? 0,
    rejected: details?.numberOfRejectedThings ?? 0,
    timedOut: details?.numberOfTimedOutThings ?? 0,
    canceled: details?.numberOfCanceledThings ?? 0,
    removed: details?.numberOfRemovedThings ?? 0,
  };
}

/**
 * Decides by counts alone: a job that is COMPLETED says only that all its executions have ended.
 *
 * A SNAPSHOT job is judged when it is COMPLETED or CANCELED; a cancelled one not before its last devices could no longer
 * turn it. A CONTINUOUS job never completes: it is judged when AWS had told every device and all had finished at two looks
 * in a row (at once when its group is empty), or at the deadline by those that have.
 */
export function judgeRollout(
  release: Pick<Release, "targetSelection" | "successPercent">,
  look: Look,
  lastLook: Pick<Rollout, "settled"> | null,
): Judgement {
  if (look.status === "DELETION_IN_PROGRESS") return "gone";
  const judge = release.targetSelection === "CONTINUOUS" ? judgeContinuous : judgeSnapshot;
  return judge(release.successPercent, look, lastLook);
}

function judgeSnapshot(percent: number, { status, devices }: Look): Judgement {
  if (status !== "COMPLETED" && status !== "CANCELED") return "running";
  if (status === "COMPLETED" && unfinished(devices) > 0) return "running"; // the counts lag behind
  if (isEnough(devices.succeeded, counted(devices), percent)) return "released";
  if (status === "COMPLETED") return "failed";
  const mayTurn = devices.inProgress > 0 && isEnough(devices.succeeded + devices.inProgress, counted(devices), percent);
  return mayTurn ? "running" : "aborted";
}

function judgeContinuous(percent: number, look: Look, lastLook: Pick<Rollout, "settled"> | null): Judgement {
  const { status, devices, overdue } = look;
  if (status === "CANCELED") return "aborted"; // it serves nobody any more, whoever succeeded before
  if (isWithoutDevices(devices)) return look.targetsAreEmpty ? "serving" : "running";
  const finished = counted(devices) - unfinished(devices);
  const isDue = (isSettled(look) && lastLook?.settled) || (overdue && finished > 0);
  if (!isDue) return "running";
  return isEnough(devices.succeeded, finished, percent) ? "serving" : "failed";
}

/** Whether every device so far has finished, and none is about to come. No devices are not settled: they may well come. */
export function isSettled({ devices, isRollingOut }: Pick<Look, "devices" | "isRollingOut">): boolean {
  return !isRollingOut && !isWithoutDevices(devices) && unfinished(devices) === 0;
}

/** Whether AWS is at giving devices their executions, a thousand a minute at most, or at cancelling them. */
export function isRollingOut({ isConcurrent, jobProcessDetails }: Job): boolean {
  return isConcurrent === true || (jobProcessDetails?.processingTargets ?? []).length > 0;
}

/**
 * Whether a rollout has had its days. The workflow counts them from Create OTA Update, and the job may be younger than that
 * by the quarter of an hour its creation may take.
 * @param createdAt the job's
 * @param now milliseconds since 1970
 */
export function isOverdue(
  { rolloutDeadlineInDays }: Pick<Release, "rolloutDeadlineInDays">,
  createdAt: Date | undefined,
  now: number,
): boolean {
  return createdAt !== undefined && now - createdAt.getTime() >= rolloutDeadlineInDays * day - longestCreation;
}

/** Whether no device has an execution of the job, or had one and was not removed since. */
export function isWithoutDevices(devices: DeviceCounts): boolean {
  return counted(devices) === 0;
}

/** Whether some device may have taken the image: each that ever left QUEUED, and each of which that is unknown. */
export function wasTaken({ queued, canceled, ...left }: DeviceCounts, wasForced: boolean): boolean {
  return Object.values(left).some((count) => count > 0) || (wasForced && canceled > 0);
}

/** `3 succeeded, 1 failed`, or `no device`. */
export function deviceText(devices: DeviceCounts): string {
  const words = { inProgress: "in progress", timedOut: "timed out" };
  const parts = Object.entries({ ...devices })
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${words[state as keyof typeof words] ?? state}`);
  return parts.join(", ") || "no device";
}

function withReasons(what: string, reasons: readonly string[]): string {
  return [what, ...reasons].join(". ");
}

function counted({ removed, ...others }: DeviceCounts): number {
  return Object.values(others).reduce((sum, count) => sum + count, 0);
}

function unfinished({ queued, inProgress }: DeviceCounts): number {
  return queued + inProgress;
}

function isEnough(succeeded: number, of: number, percent: number): boolean {
  return of > 0 && succeeded * 100 >= percent * of;
}
