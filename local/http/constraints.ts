import { readFileSync } from "node:fs";
import type { NormalizedSchema } from "@smithy/core/schema";

/** What botocore's model of a service says beyond the SDK's schemas. Made by scripts/generate-constraints.py. */
export interface Constraints {
  /** Operation → the shape of its input. */
  readonly operations: Readonly<Record<string, string>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

interface Shape {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly members?: Readonly<Record<string, string>>;
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
}

export function readConstraints(name: string): Constraints {
  return JSON.parse(readFileSync(new URL(`./constraints/${name}.json`, import.meta.url), "utf8")) as Constraints;
}

/** What is wrong with an input, a sentence each in AWS's words ("Value 'x' at 'streamId' failed to satisfy constraint: …"); empty when nothing is. */
export function violations(
  constraints: Constraints,
  operation: string,
  schema: NormalizedSchema,
  input: unknown,
): string[] {
  const found = missingMembers(schema, input, "");
  const shape = constraints.operations[operation];
  if (shape !== undefined) checkShape(constraints.shapes, shape, input, "", (sentence) => found.push(sentence));
  return found;
}

/** Required members come first in a schema's list of names, and the schema says how many they are. */
function missingMembers(schema: NormalizedSchema, value: unknown, path: string): string[] {
  if (value === undefined || value === null) return [];
  if (schema.isStructSchema()) {
    const [, , , , names, , required = 0] = schema.getSchema() as unknown as [0, 0, 0, 0, string[], unknown, number?];
    const members = value as Record<string, unknown>;
    const missing = names
      .slice(0, required)
      .filter((name) => members[name] === undefined)
      .map((name) => `Value at '${path}${name}' failed to satisfy constraint: Member must not be null`);
    for (const [name, member] of schema.structIterator())
      missing.push(...missingMembers(member, members[name], `${path}${name}.`));
    return missing;
  }
  if (schema.isListSchema()) {
    const member = schema.getValueSchema();
    return (value as unknown[]).flatMap((item, index) =>
      missingMembers(member, item, `${path.slice(0, -1)}.${index + 1}.member.`),
    );
  }
  return [];
}

type Say = (sentence: string) => void;

function checkShape(shapes: Constraints["shapes"], name: string, value: unknown, path: string, say: Say): void {
  const shape = shapes[name];
  if (!shape || value === undefined || value === null) return;
  const fail: Say = (rule) =>
    say(`Value '${textOf(value)}' at '${path}' failed to satisfy constraint: Member must ${rule}`);
  if (typeof value === "number") checkRange(shape, value, "value", fail);
  else if (typeof value === "string") checkText(shape, value, fail);
  else if (value instanceof Uint8Array) checkRange(shape, value.length, "length", fail);
  else if (Array.isArray(value)) {
    checkRange(shape, value.length, "length", fail);
    for (const [index, item] of value.entries())
      checkShape(shapes, shape.member ?? "", item, `${path}.${index + 1}.member`, say);
  } else if (shape.type === "map") {
    checkRange(shape, Object.keys(value).length, "length", fail);
    for (const [key, item] of Object.entries(value)) {
      checkShape(shapes, shape.key ?? "", key, `${path}.key`, say);
      checkShape(shapes, shape.value ?? "", item, `${path}.${key}.member`, say);
    }
  } else if (shape.members) {
    for (const [member, shapeName] of Object.entries(shape.members)) {
      checkShape(
        shapes,
        shapeName,
        (value as Record<string, unknown>)[member],
        path ? `${path}.${member}` : member,
        say,
      );
    }
  }
}

function checkRange({ min, max }: Shape, size: number, what: "value" | "length", fail: Say): void {
  if (min !== undefined && size < min) fail(`have ${what} greater than or equal to ${min}`);
  if (max !== undefined && size > max) fail(`have ${what} less than or equal to ${max}`);
}

function checkText(shape: Shape, text: string, fail: Say): void {
  checkRange(shape, text.length, "length", fail);
  if (shape.pattern !== undefined && !expression(shape.pattern)?.test(text)) {
    fail(`satisfy regular expression pattern: ${shape.pattern}`);
  }
  if (shape.enum && !shape.enum.includes(text)) fail(`satisfy enum value set: [${shape.enum.join(", ")}]`);
}

const expressions = new Map<string, RegExp>();

/** Java's POSIX classes, which stand inside brackets in the models, as JavaScript writes them. */
const posixClasses: Readonly<Record<string, string>> = {
  Upper: "A-Z",
  Digit: "0-9",
  Graph: "!-~",
  Cntrl: "\\x00-\\x1f\\x7f",
  ASCII: "\\x00-\\x7f",
};

/** The models' patterns are Java's; JavaScript reads nearly all of them with one of two flags. */
function expression(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known) return known;
  const source = `^(?:${pattern.replace(/\\p\{(\w+)\}/g, (whole, name: string) => posixClasses[name] ?? whole)})$`;
  let made: RegExp;
  try {
    made = new RegExp(source, "su");
  } catch {
    made = new RegExp(source, "s");
  }
  expressions.set(pattern, made);
  return made;
}

function textOf(value: unknown): string {
  return (typeof value === "object" ? JSON.stringify(value) : String(value)).slice(0, 256);
}
