import { type Account, arnOf } from "../../account.ts";
import type { Clock } from "../../clock.ts";
import { notFound } from "../errors.ts";
import type { Tags } from "../tags.ts";

export type Attributes = Readonly<Record<string, string>>;

export interface Thing {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  attributes: Attributes;
  version: number;
}

/** A static thing group. */
export interface ThingGroup {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly parent: ThingGroup | undefined;
  description: string | undefined;
  attributes: Attributes;
  /** 1 at first, one more with each update. */
  version: number;
  readonly createdAt: Date;
  /** Names of its own things, in the order they joined; those of child groups are not among them. */
  readonly things: Set<string>;
}

/** What the registry's operations work on. */
export interface Registry {
  readonly account: Account;
  readonly clock: Clock;
  readonly tags: Tags;
  readonly things: Map<string, Thing>;
  readonly groups: Map<string, ThingGroup>;
  /** Called after a thing joined or left a group, or was deleted. */
  readonly memberListeners: Set<(thingName: string) => void>;
}

export function createRegistry(context: { account: Account; clock: Clock; tags: Tags }): Registry {
  return { ...context, things: new Map(), groups: new Map(), memberListeners: new Set() };
}

export function thingArn(account: Account, name: string): string {
  return arnOf(account, "iot", `thing/${name}`);
}

export function groupArn(account: Account, name: string): string {
  return arnOf(account, "iot", `thinggroup/${name}`);
}

/** The name in the ARN of a thing of this account and region; nothing in any other ARN. */
export function thingNameIn({ account }: Registry, arn: string): string | undefined {
  return afterPrefix(arn, thingArn(account, ""));
}

/** The name in the ARN of a thing group of this account and region; nothing in any other ARN. */
export function groupNameIn({ account }: Registry, arn: string): string | undefined {
  return afterPrefix(arn, groupArn(account, ""));
}

/** @throws AwsError `ResourceNotFoundException` */
export function thingOf(registry: Registry, name: string | undefined): Thing {
  const thing = registry.things.get(name ?? "");
  if (!thing) throw notFound(`Thing ${name} cannot be found.`);
  return thing;
}

/** @throws AwsError `ResourceNotFoundException` */
export function groupOf(registry: Registry, name: string | undefined): ThingGroup {
  const group = registry.groups.get(name ?? "");
  if (!group) throw notFound(`Thing group ${name} cannot be found.`);
  return group;
}

/** From the root of its hierarchy down to the group's parent. */
export function ancestorsOf(group: ThingGroup): ThingGroup[] {
  return group.parent ? [...ancestorsOf(group.parent), group.parent] : [];
}

export function childrenOf(registry: Registry, group: ThingGroup): ThingGroup[] {
  return [...registry.groups.values()].filter(({ parent }) => parent === group);
}

/** All groups below a group, nearest first. */
export function descendantsOf(registry: Registry, group: ThingGroup): ThingGroup[] {
  const children = childrenOf(registry, group);
  return [...children, ...children.flatMap((child) => descendantsOf(registry, child))];
}

/** Names of the things in a group and in all groups below it. */
export function thingsBelow(registry: Registry, group: ThingGroup): string[] {
  const groups = [group, ...descendantsOf(registry, group)];
  return [...new Set(groups.flatMap(({ things }) => [...things]))];
}

/** The groups a thing was itself put into. */
export function groupsOf(registry: Registry, thingName: string): ThingGroup[] {
  return [...registry.groups.values()].filter(({ things }) => things.has(thingName));
}

export function tellMembershipChanged(registry: Registry, thingName: string): void {
  for (const listener of registry.memberListeners) listener(thingName);
}

function afterPrefix(text: string, prefix: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
