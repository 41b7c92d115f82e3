import type {
  DescribeJobExecutionResponse,
  JobExecution,
  JobExecutionStatus,
  ListJobExecutionsForJobResponse,
} from "@aws-sdk/client-iot";
import type { Guide } from "./guide.ts";

/** How a job's executions stand, by thing. */
export async function executionsOfJob(
  { aws }: Guide,
  jobId: string,
): Promise<ReadonlyMap<string, JobExecutionStatus | undefined>> {
  const { executionSummaries = [] } = await aws<ListJobExecutionsForJobResponse>`iot list-job-executions-for-job
    --job-id ${jobId}`;
  return new Map(
    executionSummaries.map(({ thingArn, jobExecutionSummary }) => [
      thingArn?.split(":thing/")[1] ?? "",
      jobExecutionSummary?.status,
    ]),
  );
}

/** One device's execution, in full. */
export async function describeExecution({ aws }: Guide, jobId: string, thingName: string): Promise<JobExecution> {
  const { execution } = await aws<DescribeJobExecutionResponse>`iot describe-job-execution
    --job-id ${jobId} --thing-name ${thingName}`;
  return execution ?? {};
}
