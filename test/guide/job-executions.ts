import type {
  DescribeJobExecutionResponse,
  JobExecution,
  JobExecutionStatus,
  ListJobExecutionsForJobResponse,
} from "@aws-sdk/client-iot";
import type { Guide } from "./guide.ts";
import { until } from "./until.ts";

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

/** Waits until these things have succeeded. Gives what each of them reported last. */
export async function succeededExecutions(guide: Guide, jobId: string, things: readonly string[]): Promise<string[]> {
  await until(`all executions of ${jobId} are SUCCEEDED`, async () => {
    const statuses = await executionsOfJob(guide, jobId);
    return things.every((name) => statuses.get(name) === "SUCCEEDED") || undefined;
  });
  const executions = await Promise.all(things.map((name) => describeExecution(guide, jobId, name)));
  return executions.map(({ statusDetails }) => statusDetails?.detailsMap?.["reason"] ?? "");
}
