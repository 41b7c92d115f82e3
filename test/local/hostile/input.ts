import type { NormalizedSchema } from "@smithy/core/schema";
import type { Constraints } from "../../../local/http/constraints.ts";
import type { SeededRandom } from "../../support/seeded-random.ts";
import { hostileNumber, hostileText, hostileValue } from "./texts.ts";

/** What an operation's input is made of. */
export interface InputSource {
  readonly random: SeededRandom;
  readonly names: ReadonlyMap<string, string>;
  readonly constraints: Constraints | undefined;
}

/**
 * An input for an operation, as JSON has it: most of it as the schema and the constraints want it, and of what exists, so
 * that it comes far; the rest hostile.
 */
export function inputFor(source: InputSource, operation: string, schema: NormalizedSchema): Record<string, unknown> {
  const shape = source.constraints?.operations[operation];
  return structure(source, schema, shape, 0);
}

function structure(
  source: InputSource,
  schema: NormalizedSchema,
  shape: string | undefined,
  depth: number,
): Record<string, unknown> {
  const { random, constraints } = source;
  const required = (schema.getSchema() as unknown as [0, 0, 0, 0, unknown, unknown, number?])[6] ?? 0;
  const members: Record<string, unknown> = {};
  let at = 0;
  for (const [name, member] of schema.structIterator()) {
    const share = at++ < required ? 0.97 : depth > 4 ? 0 : 0.25;
    if (!random.chance(share)) continue;
    const memberShape = constraints?.shapes[shape ?? ""]?.members?.[name];
    members[name] = value(source, member, { name, shape: memberShape, depth: depth + 1 });
    if (schema.isUnionSchema()) break;
  }
  if (random.chance(0.03)) members[hostileText(random)] = hostileValue(random);
  return members;
}

interface Place {
  readonly name: string;
  readonly shape: string | undefined;
  readonly depth: number;
}

function value(source: InputSource, schema: NormalizedSchema, place: Place): unknown {
  const { random, constraints } = source;
  const { name, shape, depth } = place;
  if (random.chance(0.04)) return hostileValue(random);
  const rules = constraints?.shapes[shape ?? ""];
  if (schema.isStructSchema()) return structure(source, schema, shape, depth);
  if (schema.isListSchema()) {
    const length = random.chance(0.02) ? 300 : random.between(0, 2);
    return Array.from({ length }, () =>
      value(source, schema.getValueSchema(), { ...place, shape: rules?.member, depth: depth + 1 }),
    );
  }
  if (schema.isMapSchema()) {
    const entries = Array.from({ length: random.between(0, 2) }, () => [
      random.chance(0.5) ? "key" : hostileText(random),
      value(source, schema.getValueSchema(), { name: "", shape: rules?.value, depth: depth + 1 }),
    ]);
    return Object.fromEntries(entries);
  }
  if (schema.isNumericSchema()) return hostileNumber(random);
  if (schema.isBooleanSchema()) return random.chance(0.5);
  if (schema.isTimestampSchema()) return random.chance(0.5) ? hostileNumber(random) : "2026-11-24T12:00:00Z";
  if (schema.isBlobSchema()) return random.bytes(random.between(0, 20)).toString("base64");
  const choices = rules?.enum;
  if (choices?.[0] !== undefined && random.chance(0.85)) return random.pick([choices[0], ...choices]);
  return text(source, name);
}

function text({ random, names }: InputSource, name: string): string {
  if (random.chance(0.25)) return hostileText(random);
  const wanted = name.toLowerCase();
  for (const [end, known] of names) if (wanted.endsWith(end)) return known;
  return random.chance(0.7) ? `name-${random.between(0, 9)}` : hostileText(random);
}
