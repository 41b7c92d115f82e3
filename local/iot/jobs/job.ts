import type {
  AbortConfig,
  JobExecutionStatus,
  JobExecutionsRolloutConfig,
  JobStatus,
  PresignedUrlConfig,
  TargetSelection,
  TimeoutConfig,
} from "@aws-sdk/client-iot";

/** A job; times are milliseconds since 1970. */
export interface Job {
  readonly id: string;
  readonly arn: string;
  readonly targetSelection: TargetSelection;
  /** JSON, with the placeholders that are replaced when a device fetches it. */
  readonly document: string;
  readonly createdAt: number;
  /** ARNs of things and groups. */
  targets: readonly string[];
  description: string | undefined;
  presignedUrlConfig: PresignedUrlConfig | undefined;
  rolloutConfig: JobExecutionsRolloutConfig | undefined;
  abortConfig: AbortConfig | undefined;
  timeoutConfig: TimeoutConfig | undefined;
  status: JobStatus;
  reasonCode?: string;
  comment?: string;
  forceCanceled: boolean;
  lastUpdatedAt: number;
  completedAt?: number;
  /** Executions are still being rolled out. */
  isConcurrent: boolean;
  /** Names of the things that still wait for their execution, first come first. */
  awaiting: string[];
  /** How many things have been given an execution. */
  notifiedThings: number;
  /** By thing name. */
  readonly executions: Map<string, JobExecution>;
}

/** What one thing has done of a job; times are milliseconds since 1970. */
export interface JobExecution {
  readonly job: Job;
  readonly thingName: string;
  readonly thingArn: string;
  readonly executionNumber: number;
  readonly queuedAt: number;
  status: JobExecutionStatus;
  /** 1 when queued, and one more with every change. */
  versionNumber: number;
  statusDetails: Readonly<Record<string, string>>;
  forceCanceled: boolean;
  startedAt?: number;
  lastUpdatedAt: number;
  /** When it times out if it is still in progress. */
  inProgressDeadline?: number;
  /** Set by the device itself, for its present step. */
  stepDeadline?: number;
}

/** Still on the list of what the thing has to do. */
export function isPending({ status }: JobExecution): boolean {
  return status === "QUEUED" || status === "IN_PROGRESS";
}

export function countOf(job: Job, ...statuses: JobExecutionStatus[]): number {
  return [...job.executions.values()].filter(({ status }) => statuses.includes(status)).length;
}
