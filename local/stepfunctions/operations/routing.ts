import type { RoutingConfigurationListItem } from "@aws-sdk/client-sfn";
import { AwsError } from "../../http/aws-error.ts";
import { type Alias, machineByArn, type StateMachine, type Store } from "../store.ts";
import { machineArnIn } from "../targets.ts";

/**
 * Where an alias leads, and the machine that it is one of. The words are AWS's, as recorded.
 * @throws AwsError ValidationException, ResourceNotFound, InvalidArn, StateMachineDeleting
 */
export function checkedRouting(
  configuration: readonly RoutingConfigurationListItem[],
  store: Store,
): { machine: StateMachine; routes: Alias["routes"] } {
  const arns = configuration.map(({ stateMachineVersionArn = "" }) => stateMachineVersionArn);
  if (!arns.every((arn) => /:\d+$/.test(arn) && arn !== machineArnIn(arn))) {
    throw invalid(`Routing configuration must contain state machine version ARNs. Received: [${arns.join(", ")}]`);
  }
  if (new Set(arns).size < arns.length) {
    throw invalid(
      `Routing configuration must contain distinct state machine version ARNs. Received: [${arns.join(", ")}]`,
    );
  }
  const weights = configuration.map(({ weight = 0 }) => weight);
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100) {
    throw invalid(`Sum of routing configuration weights must equal 100. Received: [${weights.join(", ")}]`);
  }
  const machine = machineOf(arns, store);
  return { machine, routes: arns.map((arn, at) => ({ version: versionOf(machine, arn), weight: weights[at] ?? 0 })) };
}

function machineOf(arns: readonly string[], store: Store): StateMachine {
  const machines = new Set(arns.map(machineArnIn));
  if (machines.size > 1) {
    throw invalid(`Routing configuration must contain versions of one state machine. Received: [${arns.join(", ")}]`);
  }
  const [arn = ""] = machines;
  if (!store.machines.has(arn)) throw notFound(arn);
  const machine = machineByArn(store, arn);
  if (machine.deleting) throw new AwsError("StateMachineDeleting", `State Machine is being deleted: '${arn}'`);
  return machine;
}

function versionOf({ versions }: StateMachine, arn: string) {
  const version = versions.find((published) => published.arn === arn);
  if (!version) throw notFound(arn);
  return version;
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

/** What is asked for is not there: a version, or an alias. */
export function notFound(resourceName: string): AwsError {
  return new AwsError("ResourceNotFound", "Request references a resource that does not exist.", 400, { resourceName });
}
