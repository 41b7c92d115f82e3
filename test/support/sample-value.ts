import type { NormalizedSchema } from "@smithy/core/schema";
import { requiredMembers } from "../../local/s3/xml.ts";

/**
 * A value of a schema of the SDK's, deep enough to have a member of everything.
 * @param onlyRequired leaves out the members that need not be there
 */
export function sampleValue(schema: NormalizedSchema, { onlyRequired = false } = {}, depth = 0): unknown {
  const deeper = (member: NormalizedSchema) => sampleValue(member, { onlyRequired }, depth + 1);
  if (schema.isUnitSchema()) return {};
  if (schema.getMergedTraits().httpResponseCode) return 202;
  if (schema.isDocumentSchema()) return { any: 1 };
  if (schema.isStructSchema()) {
    const required = onlyRequired && !schema.isUnionSchema() ? requiredMembers(schema) : undefined;
    const members: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      if (name === "EndpointId") continue; // sends an event to a global endpoint, signed another way
      if (required && !required.includes(name)) continue;
      if (depth > 8 && (member.isStructSchema() || member.isListSchema())) continue;
      members[name] = deeper(member);
      if (schema.isUnionSchema()) break;
    }
    return members;
  }
  if (schema.isListSchema()) return [deeper(schema.getValueSchema())];
  if (schema.isMapSchema()) return { key: deeper(schema.getValueSchema()) };
  if (schema.isBlobSchema()) return new Uint8Array([1, 2, 3]);
  if (schema.isTimestampSchema()) return new Date(1_700_000_000_000);
  if (schema.isNumericSchema()) return 7;
  if (schema.isBooleanSchema()) return true;
  return "abc";
}
