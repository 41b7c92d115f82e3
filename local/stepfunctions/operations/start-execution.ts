import { randomUUID } from "node:crypto";
import type { StartExecutionInput, StartExecutionOutput } from "@aws-sdk/client-sfn";
import { arnOf } from "../../account.ts";
import { AwsError } from "../../http/aws-error.ts";
import { type Execution, startExecution as playExecution } from "../interpreter/execution.ts";
import { maximumSize } from "../interpreter/size-limit.ts";
import { checkedName } from "../names.ts";
import { findExecution, type Store } from "../store.ts";
import { type Target, targetByArn } from "../targets.ts";
import { jsonFault } from "../validation/json-fault.ts";

/**
 * Starts an execution of a machine, of a version of it, or of one that an alias leads to. With the name and the input of one that runs it is that one again; a name is free for another
 * 90 days after its execution has ended.
 * @throws AwsError StateMachineDoesNotExist, StateMachineDeleting, InvalidName, InvalidExecutionInput, ExecutionAlreadyExists, InvalidArn
 */
export function startExecution(request: StartExecutionInput, store: Store): StartExecutionOutput {
  const target = targetByArn(store, request.stateMachineArn);
  const { machine } = target;
  if (machine.deleting) throw new AwsError("StateMachineDeleting", `State Machine is being deleted: '${machine.arn}'`);
  const name = checkedName(request.name ?? randomUUID());
  const input = checkedInput(request.input ?? "{}");
  const arn = arnOf(store.account, "states", `execution:${machine.name}:${name}`);
  const existing = findExecution(store, arn);
  if (existing) return sameAgain(existing.execution, input);
  const { startDate } = start(store, target, { arn, name, input });
  return { executionArn: arn, startDate };
}

function checkedInput(input: string): string {
  const fault = input.trim() === "" ? "Invalid execution input." : jsonFault(input);
  if (fault) throw new AwsError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${fault}'`);
  if (Buffer.byteLength(input) <= maximumSize) return input;
  throw new AwsError(
    "InvalidExecutionInput",
    `Invalid State Machine Execution Input: 'The input is larger than ${maximumSize} bytes'`,
  );
}

function sameAgain({ arn, status, input, startDate }: Execution, wanted: string): StartExecutionOutput {
  if (status === "RUNNING" && input === wanted) return { executionArn: arn, startDate };
  throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
}

function start(store: Store, target: Target, what: { arn: string; name: string; input: string }): Execution {
  const { account, clock, services, observe, executions, statusChanged } = store;
  const { machine, alias, version, revision } = target;
  const { arn, name } = machine;
  const { roleArn, definition } = revision;
  const by = { versionArn: version?.arn, aliasArn: alias?.arn };
  const execution = playExecution({
    ...what,
    machine: { arn, name, roleArn, definition, ...by },
    clock,
    region: account.region,
    services,
    observe: (event) => observe({ executionArn: what.arn, event }),
  });
  const stored = { execution, machine, revision, ...by, redrives: [] };
  executions.set(what.arn, stored);
  statusChanged(stored);
  void execution.finished.then(() => statusChanged(stored));
  return execution;
}
