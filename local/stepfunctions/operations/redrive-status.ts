import type { ExecutionRedriveStatus } from "@aws-sdk/client-sfn";
import type { Execution } from "../interpreter/execution.ts";

const day = 24 * 60 * 60 * 1000;
const redrivablePeriod = 14 * day; // from its end
const longestExecution = 365 * day; // from its start
const mostEvents = 24_998; // room for ExecutionRedriven and one more

/**
 * Whether an execution may be redriven at a time, and in AWS's words why not
 * (https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html#redrive-eligibility).
 */
export function redriveStatus(
  execution: Execution,
  now: number,
): {
  redriveStatus: ExecutionRedriveStatus;
  redriveStatusReason?: string;
} {
  const reason = whyNot(execution, now);
  if (reason === undefined) return { redriveStatus: "REDRIVABLE" };
  return { redriveStatus: "NOT_REDRIVABLE", redriveStatusReason: reason };
}

function whyNot({ status, startDate, stopDate, events }: Execution, now: number): string | undefined {
  if (status === "RUNNING" || status === "SUCCEEDED") return `Execution is ${status} and cannot be redriven`;
  if (events.length > mostEvents) return "Execution history event limit exceeded";
  if (now - startDate.getTime() > longestExecution) return "Execution has exceeded the max execution time";
  if (now - (stopDate?.getTime() ?? now) > redrivablePeriod) return "Execution redrivable period exceeded";
  return undefined;
}
