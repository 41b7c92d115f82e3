import type {
  ExecutionListItem,
  ExecutionRedriveFilter,
  ListExecutionsInput,
  ListExecutionsOutput,
} from "@aws-sdk/client-sfn";
import { AwsError } from "../../http/aws-error.ts";
import { pageOf } from "../../http/pages.ts";
import { executionsOf, type Store, type StoredExecution, targetByArn } from "../store.ts";
import { pageLimit } from "./page-limit.ts";

/**
 * The executions of a machine, or of a version of it, the newest first.
 * @throws AwsError InvalidArn, StateMachineDoesNotExist, InvalidToken; NotImplemented for those of a map run
 */
export function listExecutions(request: ListExecutionsInput, store: Store): ListExecutionsOutput {
  if (request.mapRunArn)
    throw new AwsError("NotImplemented", "Local AWS does not list the executions of a map run", 501);
  const { machine, version } = targetByArn(store, request.stateMachineArn);
  const { statusFilter, redriveFilter, maxResults, nextToken } = request;
  const wanted = executionsOf(store, machine)
    .filter(({ versionArn }) => version === undefined || versionArn === version.arn)
    .filter(({ execution }) => statusFilter === undefined || execution.status === statusFilter)
    .filter(({ execution }) => isAskedFor(redriveFilter, execution.redriveCount))
    .reverse();
  const page = pageOf(
    wanted,
    { limit: pageLimit(maxResults), nextToken, invalidToken: "InvalidToken" },
    ({ execution }) => execution.arn,
  );
  return { executions: page.items.map(listed), nextToken: page.nextToken };
}

function listed({ execution, versionArn }: StoredExecution): ExecutionListItem {
  const { arn, name, machineArn, status, startDate, stopDate, redriveCount, redriveDate } = execution;
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    ...(versionArn !== undefined && { stateMachineVersionArn: versionArn }),
    name,
    status,
    startDate,
    ...(stopDate && { stopDate }),
    redriveCount,
    ...(redriveDate && { redriveDate }),
  };
}

function isAskedFor(filter: ExecutionRedriveFilter | undefined, redriveCount: number): boolean {
  return filter === undefined || (filter === "REDRIVEN") === redriveCount > 0;
}
