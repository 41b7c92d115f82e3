import {
  DescribeThingCommand,
  type JobExecutionStatus,
  type JobExecutionSummaryForJob,
  paginateListJobExecutionsForJob,
} from "@aws-sdk/client-iot";
import { iot } from "../../functions/aws/clients.ts";
import { isNamed } from "../../functions/aws/failure.ts";
import { aFewAtATime } from "../a-few-at-a-time.ts";
import { largestPage, thingNameOf } from "./devices.ts";

/** Of those removed, AWS has said that they are none of the job's. */
const unsuccessful: readonly JobExecutionStatus[] = ["FAILED", "REJECTED", "TIMED_OUT", "CANCELED", "QUEUED"];

/** The things to which a job was offered without success, by name and in its order. A call for each 250 of them. */
export async function unsuccessfulThings(jobId: string): Promise<string[]> {
  const names: string[] = [];
  for (const status of unsuccessful) {
    for await (const page of executionsOf(jobId, status)) names.push(...page.map(thingNameOf));
  }
  return names.sort();
}

async function* executionsOf(jobId: string, status: JobExecutionStatus): AsyncGenerator<JobExecutionSummaryForJob[]> {
  const paging = { client: iot, pageSize: largestPage };
  for await (const { executionSummaries = [] } of paginateListJobExecutionsForJob(paging, { jobId, status })) {
    yield executionSummaries;
  }
}

/** Those things that are still registered. A call for each. */
export async function registered(names: readonly string[]): Promise<string[]> {
  const found = await aFewAtATime(names, async (thingName) => {
    try {
      await iot.send(new DescribeThingCommand({ thingName }));
      return [thingName];
    } catch (error) {
      if (isNamed(error, "ResourceNotFoundException")) return [];
      throw error;
    }
  });
  return found.flat();
}
