import { DescribeExecutionCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";
import type { Failure } from "../firmware/verdict.ts";
import { sfn } from "./clients.ts";
import { isNamed } from "./failure.ts";

/** How an execution stands: Step Functions' status, with error and cause once it has failed. */
export interface ExecutionState extends Failure {
  readonly status: string;
  /** Milliseconds since 1970; undefined while it runs, and for one that nobody knows any more. */
  readonly stoppedAt?: number | undefined;
}

/** An execution nobody knows any more (Step Functions keeps them for 90 days) has failed. */
export async function describeExecution(executionArn: string): Promise<ExecutionState> {
  try {
    const {
      status = "FAILED",
      error,
      cause,
      stopDate,
    } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return { status, Error: error, Cause: cause, stoppedAt: stopDate?.getTime() };
  } catch (error) {
    if (isNamed(error, "ExecutionDoesNotExist")) return { status: "FAILED", Error: "ExecutionDoesNotExist" };
    throw error;
  }
}

/** Whether an execution may still do something. */
export function isAlive({ status }: ExecutionState): boolean {
  return status === "RUNNING" || status === "PENDING_REDRIVE";
}

/** Stops an execution, with why; one that is over stays as it is. What is in flight then goes on to its end. */
export async function stopExecution(executionArn: string, { Error: error, Cause: cause }: Failure): Promise<void> {
  await sfn.send(new StopExecutionCommand({ executionArn, error, cause }));
}
