import type { RedriveExecutionInput, RedriveExecutionOutput } from "@aws-sdk/client-sfn";
import { AwsError } from "../../http/aws-error.ts";
import { executionByArn, type Redrive, type Store, type StoredExecution } from "../store.ts";
import { redriveStatus } from "./redrive-status.ts";

const mostTokens = 10;
const tokenLasts = 15 * 60 * 1000;

/**
 * Lets an execution that ended without success go on where it ended. A client's token redrives it once in 15 minutes.
 * @throws AwsError InvalidArn, ExecutionDoesNotExist; ExecutionNotRedrivable, with the reason that DescribeExecution tells
 */
export function redriveExecution(
  { executionArn, clientToken }: RedriveExecutionInput,
  store: Store,
): RedriveExecutionOutput {
  const stored = executionByArn(store, executionArn);
  const now = store.clock.now();
  const known = stored.redrives.find((redrive) => redrive.clientToken === clientToken && isFresh(redrive, now));
  if (clientToken !== undefined && known) return { redriveDate: known.redriveDate };
  const reason = whyNotRedrivable(stored, now);
  if (reason !== undefined) throw new AwsError("ExecutionNotRedrivable", reason);
  const { execution } = stored;
  execution.redrive();
  const redriveDate = new Date(now);
  stored.redrives = [...stored.redrives, { clientToken, redriveDate }].slice(-mostTokens);
  store.statusChanged(stored);
  void execution.finished.then(() => store.statusChanged(stored));
  return { redriveDate };
}

function isFresh({ redriveDate }: Redrive, now: number): boolean {
  return now - redriveDate.getTime() <= tokenLasts;
}

function whyNotRedrivable({ execution, machine }: StoredExecution, now: number): string | undefined {
  return machine.deleting ? "State machine is in DELETING status" : redriveStatus(execution, now).redriveStatusReason;
}
