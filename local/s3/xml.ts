import { XmlShapeSerializer } from "@aws-sdk/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import type { StaticStructureSchema } from "@smithy/types";
import { XMLBuilder } from "fast-xml-parser";
import { s3Error } from "./errors.ts";
import { type Element, parseXml } from "./xml-elements.ts";

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
const dateTime = 5;

const serializer = new XmlShapeSerializer({
  xmlNamespace: namespace,
  serviceNamespace: "com.amazonaws.s3",
  timestampFormat: { useTrait: true, default: dateTime },
});
const builder = new XMLBuilder({});

/** A structure of AWS's as XML, named and ordered as its schema says. */
export function writeXml(schema: NormalizedSchema, value: unknown): string {
  serializer.write(schema, value);
  return declaration + serializer.flush();
}

/** Elements that no schema describes: `{ Error: { Code: "NoSuchKey" } }`. What is undefined is left out. */
export function writeElements(elements: Readonly<Record<string, unknown>>): string {
  return declaration + builder.build(elements);
}

/** `<LocationConstraint>eu-west-1</LocationConstraint>`: the one answer of S3's whose root element is a member. */
export function writeLocation(region: string | undefined): string {
  return `${declaration}<LocationConstraint xmlns="${namespace}">${region ?? ""}</LocationConstraint>`;
}

/**
 * Reads a document as the structure that a schema describes.
 * @param rootName the name its root element must have
 * @throws AwsError MalformedXML, also for elements that the schema lacks and for those it demands
 */
export function readXml(schema: NormalizedSchema, rootName: string, document: string): unknown {
  const root = parseXml(document);
  if (root.name !== rootName) throw s3Error("MalformedXML");
  return decode(schema, root);
}

function decode(schema: NormalizedSchema, element: Element): unknown {
  if (schema.isStructSchema()) return decodeStructure(schema, element);
  if (schema.isNumericSchema()) return decodeNumber(element.text.trim());
  if (schema.isBooleanSchema()) return element.text.trim() === "true";
  if (schema.isTimestampSchema()) return decodeTimestamp(element.text.trim());
  return element.text;
}

function decodeStructure(schema: NormalizedSchema, element: Element): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  const known = new Set<string>();
  for (const [member, memberSchema] of schema.structIterator()) {
    const { xmlName = member, xmlFlattened, xmlAttribute } = memberSchema.getMergedTraits();
    known.add(xmlName);
    const found = element.children.filter(({ name }) => name === xmlName);
    const [only, ...others] = found;
    if (!only || xmlAttribute) continue;
    if (memberSchema.isListSchema()) {
      const items = xmlFlattened ? found : found.flatMap(({ children }) => children);
      value[member] = items.map((item) => decode(memberSchema.getValueSchema(), item));
    } else if (others.length > 0) throw s3Error("MalformedXML");
    else value[member] = decode(memberSchema, only);
  }
  const isComplete = requiredMembers(schema).every((member) => value[member] !== undefined);
  if (!isComplete || element.children.some(({ name }) => !known.has(name))) throw s3Error("MalformedXML");
  return value;
}

/** A schema lists its members with the required ones first, and says how many those are. */
export function requiredMembers(schema: NormalizedSchema): readonly string[] {
  const [, , , , names, , required = 0] = schema.getSchema() as StaticStructureSchema;
  return names.slice(0, required);
}

function decodeNumber(text: string): number {
  if (!/^-?\d+$/.test(text)) throw s3Error("MalformedXML");
  return Number(text);
}

function decodeTimestamp(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw s3Error("MalformedXML");
  return date;
}
