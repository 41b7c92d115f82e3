import type { JobExecutionStatus } from "@aws-sdk/client-iot";
import { AwsError } from "../../../http/aws-error.ts";
import { invalidRequest, notFound } from "../../errors.ts";
import { executionsOf, type JobsContext, pendingOf } from "../context.ts";
import {
  type ExecutionData,
  type ExecutionState,
  type ExecutionSummary,
  executionData,
  executionState,
  executionSummary,
} from "../execution-data.ts";
import { changeExecution } from "../executions.ts";
import { isPending, type JobExecution } from "../job.ts";
import { checkStatusDetails } from "../status-details.ts";
import { checkTimeout } from "../timeouts.ts";

// What a device may ask, by MQTT or HTTP alike. All throw AwsError `ResourceNotFoundException` for an unknown thing.

const deviceStatuses: readonly string[] = ["IN_PROGRESS", "SUCCEEDED", "FAILED", "REJECTED"];

/** GetPendingJobExecutions. */
export function getPending(
  thingName: string,
  context: JobsContext,
): { inProgressJobs: ExecutionSummary[]; queuedJobs: ExecutionSummary[] } {
  checkThing(thingName, context);
  const pending = pendingOf(context, thingName);
  const summaries = (status: JobExecutionStatus) =>
    pending.filter((execution) => execution.status === status).map(executionSummary);
  return { inProgressJobs: summaries("IN_PROGRESS"), queuedJobs: summaries("QUEUED") };
}

export interface StartNextRequest {
  readonly statusDetails?: Readonly<Record<string, unknown>> | undefined;
  readonly stepTimeoutInMinutes?: number | undefined;
}

/** StartNextPendingJobExecution: what is in progress already is returned as it is, statusDetails and step timer ignored. */
export function startNext(
  thingName: string,
  { statusDetails, stepTimeoutInMinutes }: StartNextRequest,
  context: JobsContext,
): { execution?: DescribedExecution } {
  checkThing(thingName, context);
  if (statusDetails) checkStatusDetails(statusDetails);
  checkTimeout("stepTimeoutInMinutes", stepTimeoutInMinutes);
  const [next] = pendingOf(context, thingName);
  if (next?.status === "QUEUED") {
    changeExecution(next, { status: "IN_PROGRESS", statusDetails, stepTimeoutInMinutes }, context);
  }
  return next ? { execution: described(next, true, context) } : {};
}

export interface DescribeRequest {
  readonly executionNumber?: number | undefined;
  readonly includeJobDocument?: boolean | undefined;
}

/** An execution, and the job's document unless it is not wanted: JSON. */
export type DescribedExecution = ExecutionData & { readonly jobDocument?: string };

/**
 * DescribeJobExecution; `$next` is the one that `startNext` would start.
 * @throws AwsError `ResourceNotFoundException`, `TerminalStateException`
 */
export function describe(
  thingName: string,
  jobId: string,
  { executionNumber, includeJobDocument = true }: DescribeRequest,
  context: JobsContext,
): { execution?: DescribedExecution } {
  checkThing(thingName, context);
  if (jobId === "$next") {
    const [next] = pendingOf(context, thingName);
    return next ? { execution: described(next, includeJobDocument, context) } : {};
  }
  const execution = executionOf(thingName, jobId, executionNumber, context);
  // "Occurs when a command to describe a job is performed on a job that is in a terminal state"; what a canceled job left in progress is still to be finished.
  if (execution.job.status !== "IN_PROGRESS" && !isPending(execution)) {
    throw new AwsError("TerminalStateException", `Job ${jobId} has ended`, 410);
  }
  return { execution: described(execution, includeJobDocument, context) };
}

export interface UpdateRequest {
  readonly status?: string | undefined;
  readonly statusDetails?: Readonly<Record<string, unknown>> | undefined;
  readonly expectedVersion?: number | undefined;
  readonly executionNumber?: number | undefined;
  readonly includeJobExecutionState?: boolean | undefined;
  readonly includeJobDocument?: boolean | undefined;
  readonly stepTimeoutInMinutes?: number | undefined;
}

/**
 * UpdateJobExecution.
 * @throws AwsError `InvalidRequestException`, `ResourceNotFoundException`, and with the `executionState` there is:
 * `VersionConflictException`, and `InvalidStateTransitionException` for an execution that has ended
 */
export function update(
  thingName: string,
  jobId: string,
  request: UpdateRequest,
  context: JobsContext,
): { executionState?: ExecutionState; jobDocument?: string } {
  checkThing(thingName, context);
  const { status, statusDetails, expectedVersion, stepTimeoutInMinutes } = request;
  if (!isDeviceStatus(status)) throw invalidRequest(`A device cannot set the status ${status}`);
  if (statusDetails) checkStatusDetails(statusDetails);
  if (stepTimeoutInMinutes !== -1) checkTimeout("stepTimeoutInMinutes", stepTimeoutInMinutes);
  const execution = executionOf(thingName, jobId, request.executionNumber, context);
  refuseTransition(execution, status);
  refuseVersion(execution, expectedVersion);
  changeExecution(execution, { status, statusDetails, stepTimeoutInMinutes }, context);
  return {
    ...(request.includeJobExecutionState && { executionState: executionState(execution) }),
    ...(request.includeJobDocument && { jobDocument: context.documentFor(execution) }),
  };
}

function checkThing(thingName: string, { targets }: JobsContext): void {
  if (targets.arnOf(thingName) === undefined) throw notFound(`Thing ${thingName} cannot be found.`);
}

function isDeviceStatus(status: string | undefined): status is JobExecutionStatus {
  return status !== undefined && deviceStatuses.includes(status);
}

function executionOf(
  thingName: string,
  jobId: string,
  executionNumber: number | undefined,
  context: JobsContext,
): JobExecution {
  const execution = executionsOf(context, thingName).find(({ job }) => job.id === jobId);
  const isMeant = executionNumber === undefined || execution?.executionNumber === executionNumber;
  if (!execution || !isMeant) throw notFound(`Job ${jobId} has no such execution on thing ${thingName}.`);
  return execution;
}

function refuseTransition(execution: JobExecution, status: JobExecutionStatus): void {
  if (isPending(execution)) return;
  const message = `The execution cannot change from ${execution.status} to ${status}`;
  throw new AwsError("InvalidStateTransitionException", message, 409, { executionState: executionState(execution) });
}

function refuseVersion(execution: JobExecution, expected: number | undefined): void {
  if (expected === undefined || expected === execution.versionNumber) return;
  const message = `The execution has version ${execution.versionNumber}, not ${expected}`;
  throw new AwsError("VersionConflictException", message, 409, { executionState: executionState(execution) });
}

function described(execution: JobExecution, withDocument: boolean, context: JobsContext): DescribedExecution {
  const data = executionData(execution, context.clock.now());
  return withDocument ? { ...data, jobDocument: context.documentFor(execution) } : data;
}
