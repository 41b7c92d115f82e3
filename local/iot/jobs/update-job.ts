import type {
  AssociateTargetsWithJobRequest,
  AssociateTargetsWithJobResponse,
  UpdateJobRequest,
} from "@aws-sdk/client-iot";
import { invalidRequest } from "../errors.ts";
import { abortIfFailing } from "./abort.ts";
import { type JobsContext, jobOf } from "./context.ts";
import { checkTargetCount } from "./create-job.ts";
import type { Job } from "./job.ts";
import { followThing } from "./memberships.ts";
import { checkPlaceholders } from "./presigned-documents.ts";
import { checkRollout } from "./rollout.ts";
import { checkTimeout } from "./timeouts.ts";

/**
 * What is left out stays. A new time limit holds for executions that have not been started.
 * @throws AwsError `ResourceNotFoundException`; `InvalidRequestException` for a job that has ended
 */
export function updateJob(request: UpdateJobRequest, context: JobsContext): void {
  const job = runningJob(request.jobId, context);
  checkRollout(request.jobExecutionsRolloutConfig);
  checkTimeout("inProgressTimeoutInMinutes", request.timeoutConfig?.inProgressTimeoutInMinutes);
  if (request.presignedUrlConfig) checkPlaceholders(job.document, request.presignedUrlConfig);
  job.description = request.description ?? job.description;
  job.presignedUrlConfig = request.presignedUrlConfig ?? job.presignedUrlConfig;
  job.rolloutConfig = request.jobExecutionsRolloutConfig ?? job.rolloutConfig;
  job.abortConfig = request.abortConfig ?? job.abortConfig;
  job.timeoutConfig = request.timeoutConfig ?? job.timeoutConfig;
  job.lastUpdatedAt = context.clock.now();
  abortIfFailing(job, context);
}

/**
 * Gives a continuous job more targets; their things get their executions at once.
 * @throws AwsError `ResourceNotFoundException`, `LimitExceededException`; `InvalidRequestException` for a job that is not
 * continuous or has ended
 */
export function associateTargetsWithJob(
  request: AssociateTargetsWithJobRequest,
  context: JobsContext,
): AssociateTargetsWithJobResponse {
  const job = runningJob(request.jobId, context);
  if (job.targetSelection !== "CONTINUOUS") throw invalidRequest(`Job ${job.id} is not continuous`);
  const targets = [...new Set([...job.targets, ...(request.targets ?? [])])];
  checkTargetCount(targets.length);
  const things = targets.flatMap((target) => context.targets.thingsOf(target));
  job.targets = targets;
  if (request.comment !== undefined) job.comment = request.comment;
  job.lastUpdatedAt = context.clock.now();
  for (const thingName of things) followThing(job, thingName, context);
  return { jobArn: job.arn, jobId: job.id, description: job.description };
}

function runningJob(jobId: string | undefined, context: JobsContext): Job {
  const job = jobOf(context, jobId);
  if (job.status !== "IN_PROGRESS")
    throw invalidRequest(`Job ${job.id} cannot be changed: its status is ${job.status}`);
  return job;
}
