import type { JobExecution } from "./job.ts";
import { secondsBeforeTimedOut } from "./timeouts.ts";

/** What a device learns of one of its executions; times are whole seconds since 1970. */
export interface ExecutionData extends ExecutionSummary {
  readonly status: string;
  readonly statusDetails?: Readonly<Record<string, string>>;
  readonly approximateSecondsBeforeTimedOut?: number;
}

/** An entry in a device's list of executions. */
export interface ExecutionSummary {
  readonly jobId: string;
  readonly queuedAt: number;
  readonly startedAt?: number;
  readonly lastUpdatedAt: number;
  readonly versionNumber: number;
  readonly executionNumber: number;
}

/** Where an execution stands, as updates and their refusals tell it. */
export interface ExecutionState {
  readonly status: string;
  readonly statusDetails: Readonly<Record<string, string>>;
  readonly versionNumber: number;
}

export function executionState({ status, statusDetails, versionNumber }: JobExecution): ExecutionState {
  return { status, statusDetails, versionNumber };
}

export function executionData(execution: JobExecution, now: number): ExecutionData {
  const { status, statusDetails } = execution;
  const secondsLeft = secondsBeforeTimedOut(execution, now);
  return {
    ...executionSummary(execution),
    status,
    ...(Object.keys(statusDetails).length > 0 && { statusDetails }),
    ...(secondsLeft !== undefined && { approximateSecondsBeforeTimedOut: secondsLeft }),
  };
}

export function executionSummary(execution: JobExecution): ExecutionSummary {
  const { job, queuedAt, startedAt, lastUpdatedAt, versionNumber, executionNumber } = execution;
  return {
    jobId: job.id,
    queuedAt: inSeconds(queuedAt),
    ...(startedAt !== undefined && { startedAt: inSeconds(startedAt) }),
    lastUpdatedAt: inSeconds(lastUpdatedAt),
    versionNumber,
    executionNumber,
  };
}

export function inSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
