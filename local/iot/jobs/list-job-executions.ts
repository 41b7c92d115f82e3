import type {
  JobExecutionSummary,
  ListJobExecutionsForJobRequest,
  ListJobExecutionsForJobResponse,
  ListJobExecutionsForThingRequest,
  ListJobExecutionsForThingResponse,
} from "@aws-sdk/client-iot";
import { pageOf } from "../../http/pages.ts";
import { notFound } from "../errors.ts";
import { defaultPageSize } from "../page-size.ts";
import { executionsOf, type JobsContext, jobOf } from "./context.ts";
import type { JobExecution } from "./job.ts";

export function listJobExecutionsForJob(
  { jobId, status, nextToken, maxResults: limit = defaultPageSize }: ListJobExecutionsForJobRequest,
  context: JobsContext,
): ListJobExecutionsForJobResponse {
  const executions = [...jobOf(context, jobId).executions.values()].filter(
    (execution) => status === undefined || execution.status === status,
  );
  const page = pageOf(executions, { limit, nextToken }, ({ thingName }) => thingName);
  return {
    executionSummaries: page.items.map((execution) => ({
      thingArn: execution.thingArn,
      jobExecutionSummary: summary(execution),
    })),
    nextToken: page.nextToken,
  };
}

export function listJobExecutionsForThing(
  request: ListJobExecutionsForThingRequest,
  context: JobsContext,
): ListJobExecutionsForThingResponse {
  const { thingName = "", jobId, status, nextToken, maxResults: limit = defaultPageSize } = request;
  if (context.targets.arnOf(thingName) === undefined) throw notFound(`Thing ${thingName} cannot be found.`);
  const executions = executionsOf(context, thingName)
    .filter((execution) => jobId === undefined || execution.job.id === jobId)
    .filter((execution) => status === undefined || execution.status === status);
  const page = pageOf(executions, { limit, nextToken }, ({ job }) => job.id);
  return {
    executionSummaries: page.items.map((execution) => ({
      jobId: execution.job.id,
      jobExecutionSummary: summary(execution),
    })),
    nextToken: page.nextToken,
  };
}

function summary(execution: JobExecution): JobExecutionSummary {
  return {
    status: execution.status,
    queuedAt: new Date(execution.queuedAt),
    ...(execution.startedAt !== undefined && { startedAt: new Date(execution.startedAt) }),
    lastUpdatedAt: new Date(execution.lastUpdatedAt),
    executionNumber: execution.executionNumber,
    retryAttempt: 0,
  };
}
