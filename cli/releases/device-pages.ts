import { type JobExecutionStatus, ListJobExecutionsForJobCommand } from "@aws-sdk/client-iot";
import { iot } from "../../functions/aws/clients.ts";
import { type DeviceReport, largestPage, lookAtDevice } from "./devices.ts";

/** Whose executions to read. */
export interface DevicePagesRequest {
  readonly jobId: string;
  /** Every status unless given. */
  readonly status: JobExecutionStatus | undefined;
  /** How many devices at most. */
  readonly limit: number;
}

/**
 * Reads a job's executions page by page: a call for each 250 devices, and one more for each device that may have said why. No
 * more than a page is held at a time. AWS answers ten such questions a second, of the whole account.
 */
export async function* devicePages({ jobId, status, limit }: DevicePagesRequest): AsyncGenerator<DeviceReport[]> {
  let left = limit;
  let nextToken: string | undefined;
  do {
    const maxResults = Math.min(left, largestPage);
    const request = { jobId, maxResults, nextToken, ...(status === undefined ? {} : { status }) };
    const page = await iot.send(new ListJobExecutionsForJobCommand(request));
    const { executionSummaries = [] } = page;
    const reports: DeviceReport[] = [];
    for (const summary of executionSummaries) reports.push(await lookAtDevice(jobId, summary));
    if (reports.length > 0) yield reports;
    left -= reports.length;
    nextToken = page.nextToken;
  } while (nextToken !== undefined && left > 0);
}
