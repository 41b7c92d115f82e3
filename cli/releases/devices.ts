import {
  DescribeJobExecutionCommand,
  type JobExecutionStatus,
  type JobExecutionSummaryForJob,
  ListJobExecutionsForJobCommand,
} from "@aws-sdk/client-iot";
import { iot } from "../../functions/aws/clients.ts";
import { isNamed } from "../../functions/aws/failure.ts";
import { reasonInWords } from "../../functions/firmware/device-reason.ts";
import type { DeviceCounts } from "../../functions/firmware/rollout.ts";
import { aFewAtATime } from "../a-few-at-a-time.ts";
import { progressInWords } from "./device-progress.ts";

/** How one device fares with a release. */
export interface DeviceReport {
  readonly thingName: string;
  readonly status: JobExecutionStatus;
  /** ISO 8601: of its last report, or of when it was given the job. */
  readonly since: string | null;
  /** In words, as `meaning`. */
  readonly progress: string | null;
  /** As the device reported it. */
  readonly reason: string | null;
  /** What that reason means, where it is known. */
  readonly meaning: string | null;
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

const largestPage = 250; // of ListJobExecutionsForJob

/**
 * Looks at the first devices that have not succeeded: a call for each status there is, and one for each device.
 * @param counts of the job: statuses nobody is in are not asked for
 */
export async function lookAtDevices(jobId: string, counts: DeviceCounts, limit: number): Promise<DeviceReport[]> {
  const found: JobExecutionSummaryForJob[] = [];
  for (const [status, count] of interesting) {
    const maxResults = Math.min(limit - found.length, largestPage);
    if (maxResults <= 0) break;
    if (counts[count] === 0) continue;
    const request = { jobId, status, maxResults };
    const { executionSummaries = [] } = await iot.send(new ListJobExecutionsForJobCommand(request));
    found.push(...executionSummaries);
  }
  return aFewAtATime(found, (summary) => lookAtDevice(jobId, summary));
}

async function lookAtDevice(jobId: string, summary: JobExecutionSummaryForJob): Promise<DeviceReport> {
  const { thingArn = "", jobExecutionSummary: { status = "QUEUED", lastUpdatedAt, queuedAt } = {} } = summary;
  const thingName = thingArn.slice(thingArn.lastIndexOf("/") + 1);
  const details = await detailsOf(jobId, thingName);
  const reason = details["reason"] ?? null;
  return {
    thingName,
    status,
    since: (lastUpdatedAt ?? queuedAt)?.toISOString() ?? null,
    progress: progressInWords(details) ?? null,
    reason,
    meaning: (reason && reasonInWords(reason)) ?? null,
  };
}

/** What the device reported beside its status; nothing once its execution is deleted. */
async function detailsOf(jobId: string, thingName: string): Promise<Readonly<Record<string, string>>> {
  try {
    const { execution } = await iot.send(new DescribeJobExecutionCommand({ jobId, thingName }));
    return execution?.statusDetails?.detailsMap ?? {};
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return {};
    throw error;
  }
}
