import type { JobExecutionStatus } from "@aws-sdk/client-iot";
import type { JobsContext } from "./context.ts";
import type { Job, JobExecution } from "./job.ts";

const minute = 60_000;

/** Gives a thing its execution of a job. One that was taken from it before, as it left the job's targets, is replaced. */
export function queueExecution(job: Job, thingName: string, context: JobsContext): void {
  const thingArn = context.targets.arnOf(thingName);
  if (thingArn === undefined) return; // deleted while it waited
  const now = context.clock.now();
  const execution: JobExecution = {
    job,
    thingName,
    thingArn,
    executionNumber: (job.executions.get(thingName)?.executionNumber ?? 0) + 1,
    queuedAt: now,
    status: "QUEUED",
    versionNumber: 1,
    statusDetails: {},
    forceCanceled: false,
    lastUpdatedAt: now,
  };
  job.executions.set(thingName, execution);
  job.notifiedThings += 1;
  context.follow(execution);
}

export interface ExecutionChange {
  readonly status: JobExecutionStatus;
  /** Replace the old ones; left out, those stay. */
  readonly statusDetails?: Readonly<Record<string, string>> | undefined;
  /** A new step timer; -1 ends the old one; left out, that goes on. */
  readonly stepTimeoutInMinutes?: number | undefined;
  readonly forceCanceled?: boolean;
}

/** Changes an execution, whoever asks for it; what may be asked has been checked. */
export function changeExecution(execution: JobExecution, change: ExecutionChange, context: JobsContext): void {
  const now = context.clock.now();
  execution.status = change.status;
  execution.versionNumber += 1;
  execution.lastUpdatedAt = now;
  execution.statusDetails = change.statusDetails ?? execution.statusDetails;
  execution.forceCanceled = change.forceCanceled ?? execution.forceCanceled;
  if (change.status === "IN_PROGRESS" && execution.startedAt === undefined) start(execution, now);
  const { stepTimeoutInMinutes: step } = change;
  if (step === -1) delete execution.stepDeadline;
  else if (step !== undefined) execution.stepDeadline = now + step * minute;
  context.follow(execution);
}

/** Takes an execution away without a trace. */
export function removeExecution(execution: JobExecution, context: JobsContext): void {
  execution.job.executions.delete(execution.thingName);
  context.follow(execution);
}

function start(execution: JobExecution, now: number): void {
  execution.startedAt = now;
  const { inProgressTimeoutInMinutes: timeout } = execution.job.timeoutConfig ?? {};
  if (timeout !== undefined) execution.inProgressDeadline = now + timeout * minute;
}
