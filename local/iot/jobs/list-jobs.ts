import type { JobSummary, ListJobsRequest, ListJobsResponse } from "@aws-sdk/client-iot";
import { pageOf } from "../../http/pages.ts";
import { defaultPageSize } from "../page-size.ts";
import type { JobsContext } from "./context.ts";
import type { Job } from "./job.ts";

/** Newest first. */
export function listJobs(request: ListJobsRequest, { jobs, targets }: JobsContext): ListJobsResponse {
  const { status, targetSelection, nextToken, maxResults: limit = defaultPageSize } = request;
  const groupArns = groupArnsIn(request, targets);
  const meant = [...jobs.values()]
    .filter((job) => status === undefined || job.status === status)
    .filter((job) => targetSelection === undefined || job.targetSelection === targetSelection)
    .filter((job) => groupArns.every((arn) => arn !== undefined && job.targets.includes(arn)));
  const page = pageOf(meant.toReversed(), { limit, nextToken }, ({ id }) => id);
  return { jobs: page.items.map(summary), nextToken: page.nextToken };
}

/** Of the groups that the jobs are to have as targets; nothing for one that does not exist. */
function groupArnsIn(
  { thingGroupName, thingGroupId }: ListJobsRequest,
  targets: JobsContext["targets"],
): (string | undefined)[] {
  return [
    ...(thingGroupName === undefined ? [] : [targets.groupArnOf(thingGroupName)]),
    ...(thingGroupId === undefined ? [] : [targets.groupArnOfId(thingGroupId)]),
  ];
}

function summary(job: Job): JobSummary {
  return {
    jobArn: job.arn,
    jobId: job.id,
    targetSelection: job.targetSelection,
    status: job.status,
    createdAt: new Date(job.createdAt),
    lastUpdatedAt: new Date(job.lastUpdatedAt),
    ...(job.completedAt !== undefined && { completedAt: new Date(job.completedAt) }),
    isConcurrent: job.isConcurrent,
  };
}
