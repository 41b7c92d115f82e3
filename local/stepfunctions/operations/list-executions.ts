import type { ExecutionRedriveFilter, ListExecutionsInput, ListExecutionsOutput } from "@aws-sdk/client-sfn";
import { AwsError } from "../../http/aws-error.ts";
import { pageOf } from "../../http/pages.ts";
import { executionsOf, machineByArn, type Store } from "../store.ts";
import { pageLimit } from "./page-limit.ts";

/**
 * A machine's executions, the newest first.
 * @throws AwsError InvalidArn, StateMachineDoesNotExist, InvalidToken; NotImplemented for those of a map run
 */
export function listExecutions(request: ListExecutionsInput, store: Store): ListExecutionsOutput {
  if (request.mapRunArn)
    throw new AwsError("NotImplemented", "Local AWS does not list the executions of a map run", 501);
  const machine = machineByArn(store, request.stateMachineArn);
  const { statusFilter, redriveFilter, maxResults, nextToken } = request;
  const listed = executionsOf(store, machine)
    .filter(({ status }) => statusFilter === undefined || status === statusFilter)
    .filter(({ redriveCount }) => isAskedFor(redriveFilter, redriveCount))
    .reverse();
  const page = pageOf(
    listed,
    { limit: pageLimit(maxResults), nextToken, invalidToken: "InvalidToken" },
    ({ arn }) => arn,
  );
  return {
    executions: page.items.map(({ arn, name, machineArn, status, startDate, stopDate, redriveCount, redriveDate }) => ({
      executionArn: arn,
      stateMachineArn: machineArn,
      name,
      status,
      startDate,
      ...(stopDate && { stopDate }),
      redriveCount,
      ...(redriveDate && { redriveDate }),
    })),
    nextToken: page.nextToken,
  };
}

function isAskedFor(filter: ExecutionRedriveFilter | undefined, redriveCount: number): boolean {
  return filter === undefined || (filter === "REDRIVEN") === redriveCount > 0;
}
