import { randomUUID } from "node:crypto";
import type {
  CreateThingRequest,
  CreateThingResponse,
  DeleteThingRequest,
  DescribeThingRequest,
  DescribeThingResponse,
  UpdateThingRequest,
} from "@aws-sdk/client-iot";
import { alreadyExists, checkVersion, notFound } from "../errors.ts";
import { sameAttributes, withAttributes } from "./attributes.ts";
import { groupsOf, type Registry, tellMembershipChanged, thingArn, thingOf } from "./registry.ts";

/** Answers again for a thing that exists just like that, as AWS does. */
export function createThing(request: CreateThingRequest, registry: Registry): CreateThingResponse {
  const { thingName: name = "", attributePayload, thingTypeName, billingGroupName } = request;
  refuseType(thingTypeName);
  if (billingGroupName !== undefined) throw notFound(`Billing group ${billingGroupName} cannot be found.`);
  const attributes = withAttributes({}, attributePayload);
  const old = registry.things.get(name);
  if (old && !sameAttributes(old.attributes, attributes)) {
    const message = `Thing ${name} already exists in account with different attributes`;
    throw alreadyExists(message, { resourceId: name, resourceArn: old.arn });
  }
  const thing = old ?? { name, arn: thingArn(registry.account, name), id: randomUUID(), attributes, version: 1 };
  registry.things.set(name, thing);
  return { thingName: name, thingArn: thing.arn, thingId: thing.id };
}

export function describeThing({ thingName }: DescribeThingRequest, registry: Registry): DescribeThingResponse {
  const { name, arn, id, attributes, version } = thingOf(registry, thingName);
  return { defaultClientId: name, thingName: name, thingId: id, thingArn: arn, attributes: { ...attributes }, version };
}

export function updateThing(request: UpdateThingRequest, registry: Registry): void {
  const thing = thingOf(registry, request.thingName);
  refuseType(request.thingTypeName);
  checkVersion(request.expectedVersion, thing.version, `Thing ${thing.name}`);
  thing.attributes = withAttributes(thing.attributes, request.attributePayload);
  thing.version += 1;
}

/** Deleting a thing that does not exist succeeds, as on AWS. */
export function deleteThing({ thingName = "", expectedVersion }: DeleteThingRequest, registry: Registry): void {
  const thing = registry.things.get(thingName);
  if (!thing) return;
  checkVersion(expectedVersion, thing.version, `Thing ${thingName}`);
  registry.things.delete(thingName);
  for (const group of groupsOf(registry, thingName)) group.things.delete(thingName);
  tellMembershipChanged(registry, thingName);
}

/** Nobody can have made a thing type here. */
function refuseType(thingTypeName: string | undefined): void {
  if (thingTypeName !== undefined) throw notFound(`Thing type ${thingTypeName} cannot be found.`);
}
