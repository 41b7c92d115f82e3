import type { CreateJobRequest, CreateJobResponse } from "@aws-sdk/client-iot";
import { arnOf } from "../../account.ts";
import { alreadyExists, invalidRequest, limitExceeded } from "../errors.ts";
import type { JobsContext } from "./context.ts";
import type { Job } from "./job.ts";
import { checkPlaceholders } from "./presigned-documents.ts";
import { checkRollout, startRollout } from "./rollout.ts";
import { checkTimeout } from "./timeouts.ts";

const mostTargets = 100;

/**
 * Executions follow after the answer, target after target, at the rate of the rollout configuration.
 * @throws AwsError `InvalidRequestException`, `ResourceNotFoundException` for a target, `ResourceAlreadyExistsException`,
 * `LimitExceededException`
 */
export function createJob(request: CreateJobRequest, context: JobsContext): CreateJobResponse {
  const { jobId = "", targets = [], description } = request;
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(jobId))
    throw invalidRequest(`Job id ${jobId} is not 1 to 64 of a-z, A-Z, 0-9, _ and -`);
  const arn = arnOf(context.account, "iot", `job/${jobId}`);
  if (context.jobs.has(jobId)) {
    throw alreadyExists(`Job ${jobId} already exists`, { resourceId: jobId, resourceArn: arn });
  }
  checkTargetCount(targets.length);
  checkRollout(request.jobExecutionsRolloutConfig);
  checkTimeout("inProgressTimeoutInMinutes", request.timeoutConfig?.inProgressTimeoutInMinutes);
  const job = newJob(request, arn, context);
  checkPlaceholders(job.document, request.presignedUrlConfig);
  context.tags.register(arn, request.tags);
  context.jobs.set(jobId, job);
  startRollout(job, context);
  return { jobArn: arn, jobId, description };
}

/** @throws AwsError `LimitExceededException` for more targets than a job can have */
export function checkTargetCount(count: number): void {
  if (count > mostTargets) throw limitExceeded(`A job can have at most ${mostTargets} targets, not ${count}`);
}

function newJob(request: CreateJobRequest, arn: string, { clock, targets }: JobsContext): Job {
  const now = clock.now();
  return {
    id: request.jobId ?? "",
    arn,
    targetSelection: request.targetSelection ?? "SNAPSHOT",
    document: documentIn(request),
    createdAt: now,
    targets: request.targets ?? [],
    description: request.description,
    presignedUrlConfig: request.presignedUrlConfig,
    rolloutConfig: request.jobExecutionsRolloutConfig,
    abortConfig: request.abortConfig,
    timeoutConfig: request.timeoutConfig,
    status: "IN_PROGRESS",
    forceCanceled: false,
    lastUpdatedAt: now,
    isConcurrent: true,
    awaiting: [...new Set(request.targets?.flatMap((target) => targets.thingsOf(target)))],
    notifiedThings: 0,
    executions: new Map(),
  };
}

function documentIn({ document }: CreateJobRequest): string {
  if (document === undefined) throw invalidRequest("A job needs a document");
  try {
    JSON.parse(document);
    return document;
  } catch {
    throw invalidRequest("The job document is not valid JSON");
  }
}
