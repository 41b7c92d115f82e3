import type {
  CancelJobExecutionRequest,
  DeleteJobExecutionRequest,
  DescribeJobExecutionRequest,
  DescribeJobExecutionResponse,
} from "@aws-sdk/client-iot";
import { checkVersion, notFound } from "../errors.ts";
import { invalidStateTransition, type JobsContext, jobOf } from "./context.ts";
import { changeExecution, removeExecution } from "./executions.ts";
import { isPending, type JobExecution } from "./job.ts";
import { checkStatusDetails } from "./status-details.ts";
import { secondsBeforeTimedOut } from "./timeouts.ts";

export function describeJobExecution(
  request: DescribeJobExecutionRequest,
  context: JobsContext,
): DescribeJobExecutionResponse {
  const execution = executionOf(request, context);
  return {
    execution: {
      jobId: execution.job.id,
      status: execution.status,
      ...(execution.forceCanceled && { forceCanceled: true }),
      statusDetails: { detailsMap: { ...execution.statusDetails } },
      thingArn: execution.thingArn,
      queuedAt: new Date(execution.queuedAt),
      ...(execution.startedAt !== undefined && { startedAt: new Date(execution.startedAt) }),
      lastUpdatedAt: new Date(execution.lastUpdatedAt),
      executionNumber: execution.executionNumber,
      versionNumber: execution.versionNumber,
      approximateSecondsBeforeTimedOut: secondsBeforeTimedOut(execution, context.clock.now()),
    },
  };
}

/**
 * @throws AwsError `ResourceNotFoundException`, `VersionConflictException`; `InvalidStateTransitionException` for one
 * that has ended, or is in progress and not forced
 */
export function cancelJobExecution(request: CancelJobExecutionRequest, context: JobsContext): void {
  const execution = executionOf(request, context);
  const { force = false, statusDetails, expectedVersion } = request;
  checkVersion(expectedVersion, execution.versionNumber, nameOf(execution));
  if (execution.status !== "QUEUED" && !(force && execution.status === "IN_PROGRESS")) {
    throw invalidStateTransition(`${nameOf(execution)} cannot be canceled: its status is ${execution.status}`);
  }
  if (statusDetails) checkStatusDetails(statusDetails);
  changeExecution(execution, { status: "CANCELED", statusDetails, forceCanceled: force }, context);
}

/**
 * The device can no longer read or update it.
 * @throws AwsError `ResourceNotFoundException`; `InvalidStateTransitionException` for one that has not ended, or timed
 * out (AWS lists every other end), without `force`
 */
export function deleteJobExecution(request: DeleteJobExecutionRequest, context: JobsContext): void {
  const execution = executionOf(request, context);
  if (!request.force && (isPending(execution) || execution.status === "TIMED_OUT")) {
    throw invalidStateTransition(
      `${nameOf(execution)} cannot be deleted without force: its status is ${execution.status}`,
    );
  }
  removeExecution(execution, context);
}

function executionOf(
  { jobId, thingName, executionNumber }: DescribeJobExecutionRequest,
  context: JobsContext,
): JobExecution {
  const execution = jobOf(context, jobId).executions.get(thingName ?? "");
  const isMeant = executionNumber === undefined || execution?.executionNumber === executionNumber;
  if (!execution || !isMeant) throw notFound(`Job ${jobId} has no such execution on thing ${thingName}.`);
  return execution;
}

function nameOf({ job, thingName }: JobExecution): string {
  return `The execution of job ${job.id} on thing ${thingName}`;
}
