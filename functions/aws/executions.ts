import { DescribeExecutionCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";
import type { Failure } from "../firmware/verdict.ts";
import { sfn } from "./clients.ts";
import { isNamed } from "./failure.ts";

/** How an execution stands: Step Functions' status, with error and cause once it has failed. */
export interface ExecutionState extends Failure {
  readonly status: string;
  /** Milliseconds since 1970; undefined while it runs. */
  readonly stoppedAt?: number | undefined;
  /** When it was redriven last, in milliseconds since 1970. */
  readonly redrivenAt?: number | undefined;
}

/** What is known of an execution beside its ARN. */
export interface Acquaintance {
  /** Since when it is known to have run, in milliseconds since 1970. */
  readonly since: number;
  /** The ARN of an execution of the machine that there is now. */
  readonly beside?: string | undefined;
}

const latest = 5 * 60_000; // milliseconds by which DescribeExecution, which is eventually consistent, shows an execution
const longestLife = 63 * 24 * 60 * 60_000; // the machine's own TimeoutSeconds are 62 days

/**
 * How an execution stands. One that nobody tells of has failed: Step Functions keeps them for 90 days. It counts as running
 * while it may only be too new to show, and so does one of another machine (replaced since, so that its executions may not be
 * seen any more), which would block its product for ever.
 */
export async function describeExecution(executionArn: string, known?: Acquaintance): Promise<ExecutionState> {
  try {
    const described = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    const { status = "FAILED", error, cause, stopDate, redriveDate } = described;
    const stoppedAt = stopDate?.getTime();
    return { status, Error: error, Cause: cause, stoppedAt, redrivenAt: redriveDate?.getTime() };
  } catch (error) {
    if (!isNamed(error, "ExecutionDoesNotExist") && !isOutOfSight(error, executionArn, known)) throw error;
    const stoppedAt = (known?.since ?? 0) + latest; // nobody knows better: from then on it counts as over
    if (Date.now() < stoppedAt) return { status: "RUNNING" };
    return { status: "FAILED", Error: error.name, Cause: `Step Functions tells nothing of ${executionArn}`, stoppedAt };
  }
}

/** Our rights end at our own machine's executions. Where ours may not be seen either, something is wrong with the rights. */
function isOutOfSight(error: unknown, executionArn: string, known: Acquaintance | undefined): error is Error {
  if (!known || !isNamed(error, "AccessDeniedException")) return false;
  const isOfAnother = known.beside !== undefined && machineOf(known.beside) !== machineOf(executionArn);
  return isOfAnother || Date.now() > known.since + longestLife;
}

function machineOf(executionArn: string): string {
  return executionArn.slice(0, executionArn.lastIndexOf(":"));
}

/** Whether an execution may still do something. */
export function isAlive({ status }: ExecutionState): boolean {
  return status === "RUNNING" || status === "PENDING_REDRIVE";
}

/** Stops an execution, with why; one that is over, or not to be seen yet, stays as it is. What is in flight goes on to its end. */
export async function stopExecution(executionArn: string, { Error: error, Cause: cause }: Failure): Promise<void> {
  try {
    await sfn.send(new StopExecutionCommand({ executionArn, error, cause }));
  } catch (refusal) {
    if (!isNamed(refusal, "ExecutionDoesNotExist")) throw refusal;
  }
}
