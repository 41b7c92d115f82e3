import type { AbortCriteria, JobExecutionStatus } from "@aws-sdk/client-iot";
import { cancel } from "./cancellation.ts";
import type { JobsContext } from "./context.ts";
import { countOf, type Job } from "./job.ts";

const failures: readonly JobExecutionStatus[] = ["FAILED", "REJECTED", "TIMED_OUT"];

/** Cancels a job as soon as one of its abort criteria is met: what is queued is canceled, what is in progress goes on. */
export function abortIfFailing(job: Job, context: JobsContext): void {
  if (job.status !== "IN_PROGRESS") return;
  const met = job.abortConfig?.criteriaList?.find((criterion) => isMet(criterion, job));
  if (!met) return;
  // AWS fills in both "to differentiate a user-driven cancellation from a job abort cancellation"; its words are not documented.
  const comment = `At least ${met.thresholdPercentage}% of the executed things ended with failure type ${met.failureType}`;
  cancel(job, { reasonCode: "ABORT_CRITERIA_MET", comment }, context);
}

/** Counted are the executions that a device or its time limit brought to an end: "at least 20% … after 100 executions are complete". */
function isMet(criterion: AbortCriteria, job: Job): boolean {
  const { failureType, minNumberOfExecutedThings = 1, thresholdPercentage = 100 } = criterion;
  const executed = countOf(job, "SUCCEEDED", ...failures);
  if (executed < minNumberOfExecutedThings) return false;
  const failed = countOf(job, ...failures.filter((failure) => failureType === "ALL" || failureType === failure));
  return failed > 0 && (failed * 100) / executed >= thresholdPercentage;
}
