import type { CancelJobRequest, CancelJobResponse } from "@aws-sdk/client-iot";
import { invalidRequest } from "../errors.ts";
import { cancel } from "./cancellation.ts";
import { type JobsContext, jobOf } from "./context.ts";

/**
 * Cancels what is queued; with `force` what is in progress too, also of a job canceled before.
 * @throws AwsError `ResourceNotFoundException`; `InvalidRequestException` for a job that has ended or is being deleted
 * (CancelJob's model knows no InvalidStateTransitionException)
 */
export function cancelJob(request: CancelJobRequest, context: JobsContext): CancelJobResponse {
  const job = jobOf(context, request.jobId);
  const isForcedAgain = job.status === "CANCELED" && request.force === true;
  if (job.status !== "IN_PROGRESS" && !isForcedAgain) {
    throw invalidRequest(`Job ${job.id} cannot be canceled: its status is ${job.status}`);
  }
  cancel(job, request, context);
  return { jobArn: job.arn, jobId: job.id, description: job.description };
}
