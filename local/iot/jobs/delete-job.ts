import type { DeleteJobRequest } from "@aws-sdk/client-iot";
import { limitExceeded } from "../errors.ts";
import { invalidStateTransition, type JobsContext, jobOf } from "./context.ts";
import { removeExecution } from "./executions.ts";

const mostDeletions = 10; // at the same time
const deletionTime = 1000; // ms; on AWS it may take minutes

/**
 * Its executions are gone at once: devices can neither read nor update them. The job itself stays
 * `DELETION_IN_PROGRESS` for a moment; then its id is free.
 * @throws AwsError `ResourceNotFoundException`, `LimitExceededException`; `InvalidStateTransitionException` for a job in
 * progress without `force`, or one that is being deleted
 */
export function deleteJob(request: DeleteJobRequest, context: JobsContext): void {
  const job = jobOf(context, request.jobId);
  if (job.status === "DELETION_IN_PROGRESS") throw invalidStateTransition(`Job ${job.id} is being deleted already`);
  if (job.status === "IN_PROGRESS" && !request.force) {
    throw invalidStateTransition(`Job ${job.id} cannot be deleted without force: its status is ${job.status}`);
  }
  const deletions = [...context.jobs.values()].filter(({ status }) => status === "DELETION_IN_PROGRESS");
  if (deletions.length >= mostDeletions) throw limitExceeded(`${deletions.length} jobs are being deleted already`);

  job.status = "DELETION_IN_PROGRESS";
  job.lastUpdatedAt = context.clock.now();
  job.awaiting = [];
  job.isConcurrent = false;
  for (const execution of [...job.executions.values()]) removeExecution(execution, context);
  context.clock.startTimer(deletionTime, () => {
    context.jobs.delete(job.id);
    context.tags.forget(job.arn);
  });
}
