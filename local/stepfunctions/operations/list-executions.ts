import type {
  ExecutionListItem,
  ExecutionRedriveFilter,
  ListExecutionsInput,
  ListExecutionsOutput,
} from "@aws-sdk/client-sfn";
import { AwsError } from "../../http/aws-error.ts";
import { pageOf } from "../../http/pages.ts";
import { executionsOf, type Store, type StoredExecution } from "../store.ts";
import { type Target, targetByArn } from "../targets.ts";
import { pageLimit } from "./page-limit.ts";

/**
 * The executions of a machine, of a version of it or of an alias, the newest first.
 * @throws AwsError ValidationException, InvalidArn, StateMachineDoesNotExist, InvalidToken; NotImplemented for those of a map run
 */
export function listExecutions(request: ListExecutionsInput, store: Store): ListExecutionsOutput {
  if (request.mapRunArn)
    throw new AwsError("NotImplemented", "Local AWS does not list the executions of a map run", 501);
  if (request.stateMachineArn === undefined)
    throw new AwsError("ValidationException", "Either the stateMachineArn or the mapRunArn must be specified");
  const target = targetByArn(store, request.stateMachineArn);
  const { statusFilter, redriveFilter, maxResults, nextToken } = request;
  const wanted = executionsOf(store, target.machine)
    .filter((stored) => isOf(target, stored))
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

function isOf({ alias, version }: Target, { aliasArn, versionArn }: StoredExecution): boolean {
  if (alias) return aliasArn === alias.arn;
  return version === undefined || versionArn === version.arn;
}

function listed({ execution, versionArn, aliasArn }: StoredExecution): ExecutionListItem {
  const { arn, name, machineArn, status, startDate, stopDate, redriveCount, redriveDate } = execution;
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    ...(versionArn !== undefined && { stateMachineVersionArn: versionArn }),
    ...(aliasArn !== undefined && { stateMachineAliasArn: aliasArn }),
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
