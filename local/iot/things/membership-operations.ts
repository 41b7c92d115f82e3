import type {
  AddThingToThingGroupRequest,
  ListThingGroupsForThingRequest,
  ListThingGroupsForThingResponse,
  ListThingsInThingGroupRequest,
  ListThingsInThingGroupResponse,
} from "@aws-sdk/client-iot";
import { pageOf } from "../../http/pages.ts";
import { invalidRequest } from "../errors.ts";
import { defaultPageSize } from "../page-size.ts";
import { nameAndArn } from "./group-operations.ts";
import {
  ancestorsOf,
  groupNameIn,
  groupOf,
  groupsOf,
  type Registry,
  type Thing,
  type ThingGroup,
  tellMembershipChanged,
  thingNameIn,
  thingOf,
  thingsBelow,
} from "./registry.ts";

const mostGroups = 10; // per thing

/** The thing and the group of a membership, each by name or ARN. */
type Membership = Pick<AddThingToThingGroupRequest, "thingName" | "thingArn" | "thingGroupName" | "thingGroupArn">;

/** Adding a thing that is already in the group succeeds. */
export function addThingToThingGroup(request: Membership, registry: Registry): void {
  const { thing, group } = membershipOf(request, registry);
  if (group.things.has(thing.name)) return;
  refuseJoining(thing, group, groupsOf(registry, thing.name));
  group.things.add(thing.name);
  tellMembershipChanged(registry, thing.name);
}

/** Removing a thing that is not in the group succeeds. */
export function removeThingFromThingGroup(request: Membership, registry: Registry): void {
  const { thing, group } = membershipOf(request, registry);
  if (group.things.delete(thing.name)) tellMembershipChanged(registry, thing.name);
}

export function listThingsInThingGroup(
  { thingGroupName, recursive, maxResults: limit = defaultPageSize, nextToken }: ListThingsInThingGroupRequest,
  registry: Registry,
): ListThingsInThingGroupResponse {
  const group = groupOf(registry, thingGroupName);
  const names = recursive ? thingsBelow(registry, group) : [...group.things];
  const page = pageOf(names, { limit, nextToken }, (name) => name);
  return { things: page.items, nextToken: page.nextToken };
}

/** The groups the thing is in, and those above them. */
export function listThingGroupsForThing(
  { thingName, maxResults: limit = defaultPageSize, nextToken }: ListThingGroupsForThingRequest,
  registry: Registry,
): ListThingGroupsForThingResponse {
  const own = groupsOf(registry, thingOf(registry, thingName).name);
  const groups = [...new Set(own.flatMap((group) => [...ancestorsOf(group), group]))];
  const page = pageOf(groups, { limit, nextToken }, ({ name }) => name);
  return { thingGroups: page.items.map(nameAndArn), nextToken: page.nextToken };
}

function membershipOf(request: Membership, registry: Registry): { thing: Thing; group: ThingGroup } {
  const { thingName, thingArn = "", thingGroupName, thingGroupArn = "" } = request;
  const thing = thingName ?? thingNameIn(registry, thingArn);
  const group = thingGroupName ?? groupNameIn(registry, thingGroupArn);
  if (thing === undefined) throw invalidRequest("Either thingName or the thingArn of a thing must be given");
  if (group === undefined) throw invalidRequest("Either thingGroupName or the thingGroupArn of a group must be given");
  return { group: groupOf(registry, group), thing: thingOf(registry, thing) };
}

/** "You can add a thing to a maximum of 10 groups. But you can't add a thing to more than one group in the same hierarchy." */
function refuseJoining(thing: Thing, group: ThingGroup, groups: ThingGroup[]): void {
  if (groups.length >= mostGroups) {
    throw invalidRequest(`Thing ${thing.name} is in ${groups.length} thing groups; at most ${mostGroups} are allowed`);
  }
  const relative = groups.find((other) => rootOf(other) === rootOf(group));
  if (relative) {
    throw invalidRequest(
      `Thing ${thing.name} is already in ${relative.name}, which is of the same hierarchy as ${group.name}`,
    );
  }
}

function rootOf(group: ThingGroup): ThingGroup {
  return ancestorsOf(group)[0] ?? group;
}
