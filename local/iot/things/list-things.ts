import type { ListThingsRequest, ListThingsResponse } from "@aws-sdk/client-iot";
import { pageOf } from "../../http/pages.ts";
import { defaultPageSize } from "../page-size.ts";
import type { Registry, Thing } from "./registry.ts";

export function listThings(request: ListThingsRequest, registry: Registry): ListThingsResponse {
  const { maxResults: limit = defaultPageSize, nextToken } = request;
  const things = [...registry.things.values()].filter((thing) => isMeant(thing, request));
  const page = pageOf(things, { limit, nextToken }, ({ name }) => name);
  return {
    things: page.items.map(({ name, arn, attributes, version }) => ({
      thingName: name,
      thingArn: arn,
      attributes: { ...attributes },
      version,
    })),
    nextToken: page.nextToken,
  };
}

function isMeant({ attributes }: Thing, request: ListThingsRequest): boolean {
  const { attributeName, attributeValue = "", usePrefixAttributeValue, thingTypeName } = request;
  if (thingTypeName !== undefined) return false; // no thing has a type
  if (attributeName === undefined) return true;
  const value = attributes[attributeName];
  return usePrefixAttributeValue ? (value?.startsWith(attributeValue) ?? false) : value === attributeValue;
}
