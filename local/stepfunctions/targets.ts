import { AwsError } from "../http/aws-error.ts";
import { arnOfType } from "./arns.ts";
import type { Alias, Revision, StateMachine, Store, Version } from "./store.ts";

/** What StartExecution and others may name: a machine as it is, a version of it, or an alias. */
export interface Target {
  readonly machine: StateMachine;
  readonly alias: Alias | undefined;
  /** Of an alias the one whose turn it is. */
  readonly version: Version | undefined;
  readonly revision: Revision;
}

/** @throws AwsError InvalidArn, StateMachineDoesNotExist */
export function targetByArn(store: Store, arn: string | undefined): Target {
  const machine = store.machines.get(machineArnIn(arnOfType(arn, "stateMachine")));
  const alias = machine?.aliases.find((named) => named.arn === arn);
  const version = alias ? routed(alias) : machine?.versions.find((published) => published.arn === arn);
  if (machine && version) return { machine, alias, version, revision: version.revision };
  if (machine && machine.arn === arn) return { machine, alias, version, revision: machine.revision };
  throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
}

/** Of a version's or an alias's ARN the machine's; of a machine's that one. */
export function machineArnIn(arn: string): string {
  return arn.split(":").slice(0, 7).join(":");
}

/** One of the alias's versions, by chance: as often as its weight says. */
function routed({ routes }: Alias): Version | undefined {
  let left = Math.random() * 100;
  return routes.find(({ weight }) => {
    left -= weight;
    return left < 0;
  })?.version;
}
