import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { manifestSchema } from "../functions/firmware/manifest.ts";
import { productSettingsSchema } from "../functions/firmware/product-settings.ts";

/**
 * The JSON Schemas (draft 07, which editors know best) of the files people write. They tell what a file's form may be;
 * what fields mean beside one another, the pipeline alone knows.
 */
export function jsonSchemas(): { readonly release: JsonSchema; readonly product: JsonSchema } {
  return { release: jsonSchema("release", manifestSchema), product: jsonSchema("product", productSettingsSchema) };
}

function jsonSchema(name: string, schema: GenericSchema): JsonSchema {
  const { $schema, ...form } = toJsonSchema(schema, {
    typeMode: "output", // of `anObject` and what follows it, the latter
    ignoreActions: ["check"],
    overrideAction: ({ valibotAction, jsonSchema }) =>
      "requirement" in valibotAction && valibotAction.requirement instanceof RegExp
        ? { ...jsonSchema, pattern: valibotAction.requirement.source } // JSON Schema's patterns know \p{…} without a flag
        : undefined,
  });
  return { ...($schema === undefined ? {} : { $schema }), $id: `urn:ota-pipeline:schema:${name}`, ...form };
}
