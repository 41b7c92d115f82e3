import type { NormalizedSchema } from "@smithy/core/schema";

/** What a member is called in XML and in forms: `otherwise` unless its schema says. */
export function xmlName(schema: NormalizedSchema, otherwise: string): string {
  return schema.getMergedTraits().xmlName ?? otherwise;
}
