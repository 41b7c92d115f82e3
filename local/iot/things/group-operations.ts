import { randomUUID } from "node:crypto";
import type {
  CreateThingGroupRequest,
  CreateThingGroupResponse,
  DeleteThingGroupRequest,
  DescribeThingGroupRequest,
  DescribeThingGroupResponse,
  ListThingGroupsRequest,
  ListThingGroupsResponse,
  UpdateThingGroupRequest,
  UpdateThingGroupResponse,
} from "@aws-sdk/client-iot";
import { pageOf } from "../../http/pages.ts";
import { alreadyExists, checkVersion, invalidRequest } from "../errors.ts";
import { defaultPageSize } from "../page-size.ts";
import { sameAttributes, withAttributes } from "./attributes.ts";
import {
  ancestorsOf,
  childrenOf,
  descendantsOf,
  groupArn,
  groupOf,
  type Registry,
  type ThingGroup,
  tellMembershipChanged,
} from "./registry.ts";

/** Answers again for a group that exists just like that, as AWS does. */
export function createThingGroup(request: CreateThingGroupRequest, registry: Registry): CreateThingGroupResponse {
  const { thingGroupName: name = "", parentGroupName, thingGroupProperties, tags } = request;
  const wanted = {
    parent: parentGroupName === undefined ? undefined : groupOf(registry, parentGroupName),
    description: thingGroupProperties?.thingGroupDescription,
    attributes: withAttributes({}, thingGroupProperties?.attributePayload),
  };
  const old = registry.groups.get(name);
  if (old && !isAlike(old, wanted)) {
    const message = `Thing group ${name} already exists in account with different properties`;
    throw alreadyExists(message, { resourceId: name, resourceArn: old.arn });
  }
  const group = old ?? newGroup(name, wanted, registry);
  if (!old) registry.tags.register(group.arn, tags);
  registry.groups.set(name, group);
  return { thingGroupName: name, thingGroupArn: group.arn, thingGroupId: group.id };
}

export function describeThingGroup(
  { thingGroupName }: DescribeThingGroupRequest,
  registry: Registry,
): DescribeThingGroupResponse {
  const group = groupOf(registry, thingGroupName);
  return {
    thingGroupName: group.name,
    thingGroupId: group.id,
    thingGroupArn: group.arn,
    version: group.version,
    thingGroupProperties: {
      thingGroupDescription: group.description,
      attributePayload: { attributes: { ...group.attributes } },
    },
    thingGroupMetadata: {
      parentGroupName: group.parent?.name,
      rootToParentThingGroups: ancestorsOf(group).map(nameAndArn),
      creationDate: group.createdAt,
    },
  };
}

/** Properties that are left out stay. @throws AwsError `ResourceNotFoundException`, `VersionConflictException` */
export function updateThingGroup(request: UpdateThingGroupRequest, registry: Registry): UpdateThingGroupResponse {
  const group = groupOf(registry, request.thingGroupName);
  checkVersion(request.expectedVersion, group.version, `Thing group ${group.name}`);
  const { thingGroupDescription, attributePayload } = request.thingGroupProperties ?? {};
  group.description = thingGroupDescription ?? group.description;
  group.attributes = withAttributes(group.attributes, attributePayload);
  group.version += 1;
  return { version: group.version };
}

/** Things in the group stay; deleting a group that does not exist succeeds, as on AWS. */
export function deleteThingGroup(request: DeleteThingGroupRequest, registry: Registry): void {
  const group = registry.groups.get(request.thingGroupName ?? "");
  if (!group) return;
  checkVersion(request.expectedVersion, group.version, `Thing group ${group.name}`);
  if (childrenOf(registry, group).length > 0) {
    throw invalidRequest(`Cannot delete thing group : ${group.name} when there are still child groups attached to it.`);
  }
  registry.groups.delete(group.name);
  registry.tags.forget(group.arn);
  for (const thingName of group.things) tellMembershipChanged(registry, thingName);
}

/** Below a parent: its own children, or with `recursive` all below it. Without one: all groups, or with `recursive: false` the roots. */
export function listThingGroups(request: ListThingGroupsRequest, registry: Registry): ListThingGroupsResponse {
  const { maxResults: limit = defaultPageSize, nextToken, namePrefixFilter = "" } = request;
  const groups = groupsMeant(request, registry).filter(({ name }) => name.startsWith(namePrefixFilter));
  const page = pageOf(groups, { limit, nextToken }, ({ name }) => name);
  return { thingGroups: page.items.map(nameAndArn), nextToken: page.nextToken };
}

export function nameAndArn({ name, arn }: ThingGroup): { groupName: string; groupArn: string } {
  return { groupName: name, groupArn: arn };
}

function groupsMeant({ parentGroup, recursive }: ListThingGroupsRequest, registry: Registry): ThingGroup[] {
  if (parentGroup === undefined) {
    return [...registry.groups.values()].filter(({ parent }) => recursive !== false || parent === undefined);
  }
  const parent = groupOf(registry, parentGroup);
  return recursive ? descendantsOf(registry, parent) : childrenOf(registry, parent);
}

type Wanted = Pick<ThingGroup, "parent" | "description" | "attributes">;

function newGroup(name: string, wanted: Wanted, { account, clock }: Registry): ThingGroup {
  const createdAt = new Date(clock.now());
  return { name, arn: groupArn(account, name), id: randomUUID(), version: 1, createdAt, things: new Set(), ...wanted };
}

function isAlike(group: ThingGroup, { parent, description, attributes }: Wanted): boolean {
  const isSame = group.parent === parent && group.description === description;
  return isSame && sameAttributes(group.attributes, attributes);
}
