import type { HistoryEvent, LoggingConfiguration, TracingConfiguration } from "@aws-sdk/client-sfn";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import { AwsError } from "../http/aws-error.ts";
import { arnOfType } from "./arns.ts";
import type { Definition } from "./definition.ts";
import type { Execution } from "./interpreter/execution.ts";
import type { TaskServices } from "./tasks/task-services.ts";

/** What UpdateStateMachine replaces as a whole; executions keep the one they were started with. */
export interface Revision {
  /** As it was given. */
  readonly text: string;
  readonly definition: Definition;
  readonly roleArn: string;
  readonly loggingConfiguration: LoggingConfiguration;
  readonly tracingConfiguration: TracingConfiguration;
  readonly updateDate: Date;
  /** Missing until the first update, as on AWS. */
  readonly revisionId?: string;
}

/** A revision under a number, which stays as it is (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html). */
export interface Version {
  /** The machine's with `:<number>` after it. */
  readonly arn: string;
  readonly description: string | undefined;
  readonly creationDate: Date;
  readonly revision: Revision;
}

/** A name for one version, or for two that share its executions (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-alias.html). */
export interface Alias {
  /** The machine's with `:<name>` after it. */
  readonly arn: string;
  readonly name: string;
  readonly description: string | undefined;
  /** Their weights are 100 together. */
  readonly routes: readonly { readonly version: Version; readonly weight: number }[];
  readonly creationDate: Date;
  readonly updateDate: Date;
}

export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly creationDate: Date;
  revision: Revision;
  /** Those that were published and not deleted, oldest first. */
  versions: readonly Version[];
  /** The number of the version published last: none is given twice. */
  lastVersion: number;
  /** Oldest first. */
  aliases: readonly Alias[];
  /** By what CreateStateMachine knows the same request again, beside the revision. */
  readonly createdWith: { readonly publish: boolean; readonly versionDescription: string | undefined };
  readonly tags: Map<string, string>;
  /** It is gone once its last execution has ended. */
  deleting: boolean;
}

/** A redrive, and the client's token by which it is told from another. */
export interface Redrive {
  readonly clientToken: string | undefined;
  readonly redriveDate: Date;
}

export interface StoredExecution {
  readonly execution: Execution;
  readonly machine: StateMachine;
  /** What it was started with. */
  readonly revision: Revision;
  /** The version it was started by, if that or an alias was named. */
  readonly versionArn: string | undefined;
  readonly aliasArn: string | undefined;
  /** The last ones. */
  redrives: readonly Redrive[];
}

/** An event of an execution's history, as it is written. */
export interface ObservedEvent {
  readonly executionArn: string;
  readonly event: HistoryEvent;
}

/** State machines and executions, and what operations need beside them. */
export interface Store {
  readonly account: Account;
  readonly clock: Clock;
  readonly services: TaskServices;
  /** Whether Step Functions may assume a role for a machine. @throws AwsError when not */
  readonly checkAssumable: (roleArn: string, stateMachineArn: string) => void;
  /** By ARN. */
  readonly machines: Map<string, StateMachine>;
  /** By ARN, oldest first. Those that ended 90 days ago are gone for everybody who asks by `findExecution`. */
  readonly executions: Map<string, StoredExecution>;
  /** Tells the world that an execution has started or ended. */
  readonly statusChanged: (stored: StoredExecution) => void;
  /** Tells who watches of an event. */
  readonly observe: (observed: ObservedEvent) => void;
}

/** @throws AwsError InvalidArn, StateMachineDoesNotExist */
export function machineByArn({ machines }: Store, arn: string | undefined): StateMachine {
  const machine = machines.get(arnOfType(arn, "stateMachine"));
  if (machine) return machine;
  throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
}

/** How long an execution is kept after its end, and its name with it. */
const retention = 90 * 24 * 60 * 60 * 1000;

export function findExecution({ executions, clock }: Store, arn: string): StoredExecution | undefined {
  const stored = executions.get(arn);
  const stopDate = stored?.execution.stopDate;
  if (!stopDate || stopDate.getTime() + retention >= clock.now()) return stored;
  executions.delete(arn);
  return undefined;
}

/** @throws AwsError InvalidArn, ExecutionDoesNotExist */
export function executionByArn(store: Store, arn: string | undefined): StoredExecution {
  const stored = findExecution(store, arnOfType(arn, "execution"));
  if (stored) return stored;
  throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
}

/** A machine's executions, oldest first. */
export function executionsOf(store: Store, machine: StateMachine): StoredExecution[] {
  return [...store.executions.keys()]
    .flatMap((arn) => findExecution(store, arn) ?? [])
    .filter((stored) => stored.machine === machine);
}
