import type { NormalizedSchema } from "@smithy/core/schema";
import { XMLBuilder } from "fast-xml-parser";
import { xmlName } from "./xml-name.ts";

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: "@", suppressEmptyNode: true });

/** Elements as text, nested as the object is; a list repeats its element, `@name` is an attribute. What is undefined is left out. */
export function encodeXml(elements: Readonly<Record<string, unknown>>): string {
  return builder.build(elements);
}

/** An output's members as elements, named as its schema says. */
export function elementsOf(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isStructSchema()) {
    const members = value as Readonly<Record<string, unknown>>;
    const elements: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      if (members[name] !== undefined) elements[xmlName(member, name)] = elementsOf(member, members[name]);
    }
    return elements;
  }
  if (schema.isListSchema()) {
    const member = schema.getValueSchema();
    const items = (value as readonly unknown[]).map((item) => elementsOf(member, item));
    return wrapped(schema, xmlName(member, "member"), items);
  }
  if (schema.isMapSchema()) {
    const key = xmlName(schema.getKeySchema(), "key");
    const valueSchema = schema.getValueSchema();
    const entries = Object.entries(value as Readonly<Record<string, unknown>>).map(([name, item]) => ({
      [key]: name,
      [xmlName(valueSchema, "value")]: elementsOf(valueSchema, item),
    }));
    return wrapped(schema, "entry", entries);
  }
  if (schema.isBlobSchema()) return Buffer.from(value as Uint8Array).toString("base64");
  return value instanceof Date ? value.toISOString() : String(value);
}

/** Items stand in an element of their own, unless the schema has the list flat. */
function wrapped(schema: NormalizedSchema, name: string, items: readonly unknown[]): unknown {
  return schema.getMergedTraits().xmlFlattened ? items : { [name]: items };
}
