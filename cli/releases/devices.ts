import {
  DescribeJobExecutionCommand,
  type JobExecution,
  type JobExecutionStatus,
  type JobExecutionSummaryForJob,
  ListJobExecutionsForJobCommand,
} from "@aws-sdk/client-iot";
import { iot } from "../../functions/aws/clients.ts";
import { isNamed } from "../../functions/aws/failure.ts";
import { reasonInWords } from "../../functions/firmware/device-reason.ts";
import type { DeviceCounts } from "../../functions/firmware/rollout.ts";
import { aFewAtATime } from "../a-few-at-a-time.ts";
import { adviceOnReason } from "./device-advice.ts";
import { type BlockCount, blocksOf, progressInWords } from "./device-progress.ts";
import { statusInWords } from "./device-status.ts";
import { deviceTurn } from "./device-turn.ts";

/** How one device fares with a release. */
export interface DeviceReport {
  readonly thingName: string;
  readonly status: JobExecutionStatus;
  /** ISO 8601: of its last report, or of when it was given the job. */
  readonly since: string | null;
  /** In words, as `meaning`. */
  readonly progress: string | null;
  /** How much of the image it has; null where it does not tell. */
  readonly blocks: BlockCount | null;
  /** As the device reported it. */
  readonly reason: string | null;
  /** What that reason means, where it is known; where there is none, what the status means. */
  readonly meaning: string | null;
  /** What most often helps. */
  readonly advice: string | null;
}

/** Whom to look at first: those that failed, then those that may still. */
const interesting: readonly (readonly [JobExecutionStatus, keyof DeviceCounts])[] = [
  ["FAILED", "failed"],
  ["REJECTED", "rejected"],
  ["TIMED_OUT", "timedOut"],
  ["IN_PROGRESS", "inProgress"],
  ["QUEUED", "queued"],
  ["CANCELED", "canceled"],
  ["REMOVED", "removed"],
];

/** Of ListJobExecutionsForJob. */
export const largestPage = 250;

/**
 * Looks at the first devices that have not succeeded: a call for each status there is and each 250 devices shown, and one for
 * each that may have said something, however many devices the release is for.
 * @param counts of the job: statuses nobody is in are not asked for
 * @param seen by the look before: devices that have reported nothing since are not asked after again. It becomes what this look saw
 */
export async function lookAtDevices(
  jobId: string,
  counts: DeviceCounts,
  limit: number,
  seen: SeenDevices = new Map(),
): Promise<DeviceReport[]> {
  const found: JobExecutionSummaryForJob[] = [];
  for (const [status, count] of interesting) {
    if (counts[count] > 0) found.push(...(await firstOf(jobId, status, limit - found.length)));
  }
  const reports = await aFewAtATime(found, async (summary) => {
    return seen.get(momentOf(summary)) ?? lookAtDevice(jobId, summary);
  });
  seen.clear();
  for (const [at, summary] of found.entries()) if (reports[at]) seen.set(momentOf(summary), reports[at]);
  return reports;
}

/** What devices said, by the moment they said it. */
export type SeenDevices = Map<string, DeviceReport>;

function momentOf({
  thingArn,
  jobExecutionSummary: { status, lastUpdatedAt } = {},
}: JobExecutionSummaryForJob): string {
  return [thingArn, status, lastUpdatedAt?.getTime()].join(" ");
}

async function firstOf(jobId: string, status: JobExecutionStatus, limit: number): Promise<JobExecutionSummaryForJob[]> {
  const found: JobExecutionSummaryForJob[] = [];
  let nextToken: string | undefined;
  while (found.length < limit) {
    const request = { jobId, status, maxResults: Math.min(limit - found.length, largestPage), nextToken };
    const page = await iot.send(new ListJobExecutionsForJobCommand(request));
    found.push(...(page.executionSummaries ?? []));
    nextToken = page.nextToken;
    if (nextToken === undefined) break;
  }
  return found;
}

/** Of what the device may have said something, which the list does not tell. */
const speaking: readonly JobExecutionStatus[] = ["FAILED", "REJECTED", "TIMED_OUT", "IN_PROGRESS", "CANCELED"];

/** Looks at one device of a job: a call, if it may have said something. */
export async function lookAtDevice(jobId: string, summary: JobExecutionSummaryForJob): Promise<DeviceReport> {
  const { status = "QUEUED" } = summary.jobExecutionSummary ?? {};
  if (!speaking.includes(status)) return deviceReport(summary);
  await deviceTurn();
  return deviceReport(summary, await describeDevice(jobId, thingNameOf(summary)));
}

/** What is known of a device by the list and, if it was asked for, by its execution. */
export function deviceReport(summary: JobExecutionSummaryForJob, execution?: JobExecution): DeviceReport {
  const { status = "QUEUED", lastUpdatedAt, queuedAt } = summary.jobExecutionSummary ?? {};
  const details = execution?.statusDetails?.detailsMap ?? {};
  const reason = details["reason"] ?? null;
  const wasCutOff = execution?.forceCanceled === true && execution.startedAt !== undefined;
  const meaning = reason === null ? statusInWords(status, wasCutOff) : reasonInWords(reason);
  return {
    thingName: thingNameOf(summary),
    status,
    since: (lastUpdatedAt ?? queuedAt)?.toISOString() ?? null,
    progress: progressInWords(details) ?? null,
    blocks: blocksOf(details) ?? null,
    reason,
    meaning: meaning ?? null,
    advice: (reason !== null && status !== "SUCCEEDED" && adviceOnReason(reason)) || null,
  };
}

/** `thermostat-17` */
export function thingNameOf({ thingArn = "" }: JobExecutionSummaryForJob): string {
  return thingArn.slice(thingArn.lastIndexOf("/") + 1);
}

/** A device's execution with all it reported; undefined once it is deleted. */
export async function describeDevice(jobId: string, thingName: string): Promise<JobExecution | undefined> {
  try {
    return (await iot.send(new DescribeJobExecutionCommand({ jobId, thingName }))).execution;
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}
