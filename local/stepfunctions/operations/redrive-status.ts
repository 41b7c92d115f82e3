import type { ExecutionRedriveStatus, ExecutionStatus } from "@aws-sdk/client-sfn";

/** Whether AWS would let an execution be redriven, and why not. Redriving itself is not played. */
export function redriveStatus(status: ExecutionStatus): {
  redriveStatus: ExecutionRedriveStatus;
  redriveStatusReason?: string;
} {
  if (status !== "RUNNING" && status !== "SUCCEEDED") return { redriveStatus: "REDRIVABLE" };
  return {
    redriveStatus: "NOT_REDRIVABLE",
    redriveStatusReason: `Execution is ${status} and cannot be redriven`,
  };
}
