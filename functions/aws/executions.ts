import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import type { Failure } from "../firmware/verdict.ts";
import { sfn } from "./clients.ts";
import { isNamed } from "./failure.ts";

/** How an execution stands: Step Functions' status, with error and cause once it has failed. */
export interface ExecutionState extends Failure {
  readonly status: string;
}

/** An execution nobody knows any more (Step Functions keeps them for 90 days) has failed. */
export async function describeExecution(executionArn: string): Promise<ExecutionState> {
  try {
    const { status = "FAILED", error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return { status, Error: error, Cause: cause };
  } catch (error) {
    if (isNamed(error, "ExecutionDoesNotExist")) return { status: "FAILED", Error: "ExecutionDoesNotExist" };
    throw error;
  }
}

/** Whether an execution may still do something. */
export function isAlive({ status }: ExecutionState): boolean {
  return status === "RUNNING";
}
