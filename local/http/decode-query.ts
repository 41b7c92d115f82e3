import type { NormalizedSchema } from "@smithy/core/schema";
import { AwsError } from "./aws-error.ts";
import { xmlName } from "./xml-name.ts";

/** A form's keys as the tree their dots make: `Tags.member.1.Key=a` is a leaf four levels down. */
interface Node {
  text: string | undefined;
  readonly children: Map<string, Node>;
}

/** Reads an AWS-query operation's input from a form's fields. @throws AwsError MalformedInput */
export function decodeQuery(input: NormalizedSchema, form: URLSearchParams): Record<string, unknown> {
  const root = emptyNode();
  for (const [key, text] of form) {
    let node = root;
    for (const part of key.split(".")) {
      const child = node.children.get(part) ?? emptyNode();
      node.children.set(part, child);
      node = child;
    }
    node.text = text;
  }
  return decodeStructure(input, root, "");
}

function emptyNode(): Node {
  return { text: undefined, children: new Map() };
}

/** The node as the schema has it; what the schema does not know is dropped. */
function decode(schema: NormalizedSchema, node: Node, path: string): unknown {
  if (schema.isStructSchema()) return decodeStructure(schema, node, `${path}.`);
  if (schema.isListSchema()) {
    const member = schema.getValueSchema();
    return items(schema, node, xmlName(member, "member")).map((item, at) => decode(member, item, `${path}.${at + 1}`));
  }
  if (schema.isMapSchema()) return decodeMap(schema, node, path);
  return decodeText(schema, node.text ?? "", path);
}

function decodeStructure(schema: NormalizedSchema, node: Node, path: string): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const child = node.children.get(xmlName(member, name));
    if (child) members[name] = decode(member, child, `${path}${name}`);
  }
  return members;
}

function decodeMap(schema: NormalizedSchema, node: Node, path: string): Record<string, unknown> {
  const key = xmlName(schema.getKeySchema(), "key");
  const valueSchema = schema.getValueSchema();
  const entries = items(schema, node, "entry").map((entry) => {
    const name = entry.children.get(key)?.text ?? "";
    const value = entry.children.get(xmlName(valueSchema, "value")) ?? emptyNode();
    return [name, decode(valueSchema, value, `${path}.${name}`)] as const;
  });
  return Object.fromEntries(entries);
}

/** A list's or a map's numbered nodes in the order of their numbers, which need not be without gaps. */
function items(schema: NormalizedSchema, node: Node, name: string): Node[] {
  const numbered = schema.getMergedTraits().xmlFlattened ? node : node.children.get(name);
  const entries = [...(numbered?.children ?? [])].filter(([number]) => /^\d+$/.test(number));
  return entries.sort(([one], [other]) => Number(one) - Number(other)).map(([, item]) => item);
}

function decodeText(schema: NormalizedSchema, text: string, path: string): unknown {
  if (schema.isNumericSchema()) return number(text, path);
  if (schema.isBooleanSchema()) return text === "true";
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(text, "base64"));
  if (schema.isTimestampSchema()) return new Date(text);
  return text;
}

function number(text: string, path: string): number {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new AwsError("MalformedInput", `Expected a number at '${path}', found '${text.slice(0, 100)}'`, 400);
}
