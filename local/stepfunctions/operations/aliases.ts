import { isDeepStrictEqual } from "node:util";
import type {
  CreateStateMachineAliasInput,
  CreateStateMachineAliasOutput,
  DeleteStateMachineAliasInput,
  DescribeStateMachineAliasInput,
  DescribeStateMachineAliasOutput,
  ListStateMachineAliasesInput,
  ListStateMachineAliasesOutput,
  UpdateStateMachineAliasInput,
  UpdateStateMachineAliasOutput,
} from "@aws-sdk/client-sfn";
import { AwsError } from "../../http/aws-error.ts";
import { pageOf } from "../../http/pages.ts";
import { arnOfType } from "../arns.ts";
import type { Alias, StateMachine, Store } from "../store.ts";
import { machineArnIn, targetByArn } from "../targets.ts";
import { pageLimit } from "./page-limit.ts";
import { checkedRouting, notFound } from "./routing.ts";

const mostAliases = 100;

/**
 * Makes an alias of the machine whose versions it leads to. The same request again is answered as the first time was.
 * @throws AwsError ConflictException, ServiceQuotaExceededException; and as checkedRouting
 */
export function createStateMachineAlias(
  { name = "", description, routingConfiguration = [] }: CreateStateMachineAliasInput,
  store: Store,
): CreateStateMachineAliasOutput {
  const { machine, routes } = checkedRouting(routingConfiguration, store);
  const existing = machine.aliases.find((alias) => alias.name === name);
  if (existing) return sameAgain(existing, { description, routes });
  if (machine.aliases.length >= mostAliases) {
    throw new AwsError("ServiceQuotaExceededException", `A state machine has at most ${mostAliases} aliases`);
  }
  const creationDate = new Date(store.clock.now());
  const arn = `${machine.arn}:${name}`;
  machine.aliases = [...machine.aliases, { arn, name, description, routes, creationDate, updateDate: creationDate }];
  return { stateMachineAliasArn: arn, creationDate };
}

function sameAgain(existing: Alias, wanted: Pick<Alias, "description" | "routes">): CreateStateMachineAliasOutput {
  const { arn, description, routes, creationDate } = existing;
  if (isDeepStrictEqual({ description, routes }, wanted)) return { stateMachineAliasArn: arn, creationDate };
  throw new AwsError(
    "ConflictException",
    "Failed to create alias because an alias with the same name and a different routing configuration already exists.",
  );
}

/** Changes what is named. @throws AwsError InvalidArn, ResourceNotFound, ValidationException; and as checkedRouting */
export function updateStateMachineAlias(
  { stateMachineAliasArn, description, routingConfiguration }: UpdateStateMachineAliasInput,
  store: Store,
): UpdateStateMachineAliasOutput {
  const { machine, alias } = aliasByArn(store, stateMachineAliasArn);
  if (description === undefined && routingConfiguration === undefined) {
    throw new AwsError("ValidationException", "Either the description or the routingConfiguration must be specified");
  }
  const routing = routingConfiguration && checkedRouting(routingConfiguration, store);
  if (routing && routing.machine !== machine) throw notFound(alias.arn);
  const updateDate = new Date(store.clock.now());
  const changed: Alias = {
    ...alias,
    ...(description !== undefined && { description }),
    ...(routing && { routes: routing.routes }),
    updateDate,
  };
  machine.aliases = machine.aliases.map((known) => (known === alias ? changed : known));
  return { updateDate };
}

/** @throws AwsError InvalidArn, ResourceNotFound */
export function describeStateMachineAlias(
  { stateMachineAliasArn }: DescribeStateMachineAliasInput,
  store: Store,
): DescribeStateMachineAliasOutput {
  const { arn, name, description, routes, creationDate, updateDate } = aliasByArn(store, stateMachineAliasArn).alias;
  return {
    stateMachineAliasArn: arn,
    name,
    ...(description !== undefined && { description }),
    routingConfiguration: routes.map(({ version, weight }) => ({ stateMachineVersionArn: version.arn, weight })),
    creationDate,
    updateDate,
  };
}

/** The aliases of a machine, or of a version of it, the newest first. @throws AwsError InvalidArn, StateMachineDoesNotExist, InvalidToken */
export function listStateMachineAliases(
  { stateMachineArn, maxResults, nextToken }: ListStateMachineAliasesInput,
  store: Store,
): ListStateMachineAliasesOutput {
  const { machine, version } = targetByArn(store, stateMachineArn);
  const aliases = version ? aliasesOf(machine, version.arn) : machine.aliases;
  const options = { limit: pageLimit(maxResults), nextToken, invalidToken: "InvalidToken" };
  const page = pageOf(aliases.toReversed(), options, ({ arn }) => arn);
  return {
    stateMachineAliases: page.items.map(({ arn, creationDate }) => ({ stateMachineAliasArn: arn, creationDate })),
    nextToken: page.nextToken,
  };
}

/** Deletes an alias; its versions stay. One that is not there is deleted already. @throws AwsError InvalidArn */
export function deleteStateMachineAlias(
  { stateMachineAliasArn }: DeleteStateMachineAliasInput,
  { machines }: Store,
): object {
  const wanted = arnOfType(stateMachineAliasArn, "stateMachine");
  const machine = machines.get(machineArnIn(wanted));
  if (machine) machine.aliases = machine.aliases.filter(({ arn }) => arn !== wanted);
  return {};
}

/** The aliases that lead to a version. */
export function aliasesOf({ aliases }: StateMachine, versionArn: string): Alias[] {
  return aliases.filter(({ routes }) => routes.some(({ version }) => version.arn === versionArn));
}

function aliasByArn({ machines }: Store, arn: string | undefined): { machine: StateMachine; alias: Alias } {
  const wanted = arnOfType(arn, "stateMachine");
  const machine = machines.get(machineArnIn(wanted));
  const alias = machine?.aliases.find((named) => named.arn === wanted);
  if (!machine || !alias) throw notFound(wanted);
  return { machine, alias };
}
