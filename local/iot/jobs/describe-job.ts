import type {
  DescribeJobRequest,
  DescribeJobResponse,
  GetJobDocumentRequest,
  GetJobDocumentResponse,
  Job as JobDescription,
  JobProcessDetails,
} from "@aws-sdk/client-iot";
import { type JobsContext, jobOf } from "./context.ts";
import { countOf, type Job } from "./job.ts";

export function describeJob({ jobId }: DescribeJobRequest, context: JobsContext): DescribeJobResponse {
  const job = jobOf(context, jobId);
  return { job: description(job) };
}

/** The document as it was given: what devices get for its placeholders differs from fetch to fetch. */
export function getJobDocument({ jobId }: GetJobDocumentRequest, context: JobsContext): GetJobDocumentResponse {
  return { document: jobOf(context, jobId).document };
}

function description(job: Job): JobDescription {
  return {
    jobArn: job.arn,
    jobId: job.id,
    targetSelection: job.targetSelection,
    status: job.status,
    ...(job.forceCanceled && { forceCanceled: true }),
    reasonCode: job.reasonCode,
    comment: job.comment,
    targets: [...job.targets],
    description: job.description,
    presignedUrlConfig: job.presignedUrlConfig ?? {},
    jobExecutionsRolloutConfig: job.rolloutConfig ?? {},
    abortConfig: job.abortConfig,
    timeoutConfig: job.timeoutConfig ?? {},
    createdAt: new Date(job.createdAt),
    lastUpdatedAt: new Date(job.lastUpdatedAt),
    ...(job.completedAt !== undefined && { completedAt: new Date(job.completedAt) }),
    isConcurrent: job.isConcurrent,
    jobProcessDetails: processDetails(job),
  };
}

function processDetails(job: Job): JobProcessDetails {
  return {
    ...(job.isConcurrent && { processingTargets: [...job.targets] }),
    numberOfCanceledThings: countOf(job, "CANCELED"),
    numberOfSucceededThings: countOf(job, "SUCCEEDED"),
    numberOfFailedThings: countOf(job, "FAILED"),
    numberOfRejectedThings: countOf(job, "REJECTED"),
    numberOfQueuedThings: countOf(job, "QUEUED"),
    numberOfInProgressThings: countOf(job, "IN_PROGRESS"),
    numberOfRemovedThings: countOf(job, "REMOVED"),
    numberOfTimedOutThings: countOf(job, "TIMED_OUT"),
  };
}
