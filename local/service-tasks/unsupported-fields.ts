import type { NormalizedSchema } from "@smithy/core/schema";
import { capitalized } from "./members.ts";
import { modelOfService, type SdkService, sdkServices } from "./sdk-services.ts";

/**
 * The names in a task's `Parameters` or `Arguments` that the operation it calls by `aws-sdk:` does not have, as far as they can be
 * read from the definition. Of any other integration nobody says what it has.
 */
export function unsupportedFields(integration: string, template: unknown): string[] {
  const [kind, name = "", action = ""] = integration.split(":");
  const services: Readonly<Record<string, SdkService>> = sdkServices;
  const service = kind === "aws-sdk" && Object.hasOwn(services, name) ? services[name] : undefined;
  const input = service && modelOfService(service).operations.get(capitalized(action))?.input;
  return input ? [...new Set(unknownNames(input, template))] : [];
}

function unknownNames(schema: NormalizedSchema, template: unknown): string[] {
  if (typeof template !== "object" || template === null || schema.isBlobSchema() || schema.isDocumentSchema())
    return [];
  if (schema.isListSchema() && Array.isArray(template)) {
    return template.flatMap((item) => unknownNames(schema.getValueSchema(), item));
  }
  if (schema.isMapSchema()) {
    return Object.values(template).flatMap((item) => unknownNames(schema.getValueSchema(), item));
  }
  if (!schema.isStructSchema()) return [];
  const members = new Map([...schema.structIterator()].map(([name, member]) => [capitalized(name), member]));
  return Object.entries(template).flatMap(([key, value]) => {
    const name = key.replace(/\.\$$/, "");
    const member = members.get(name);
    return member ? unknownNames(member, value) : [name];
  });
}
