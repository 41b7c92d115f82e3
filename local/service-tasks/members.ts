import type { NormalizedSchema } from "@smithy/core/schema";
import { TaskFailure } from "../stepfunctions/task-failure.ts";

type Members = Readonly<Record<string, unknown>>;

/**
 * A task's parameters as the input of an operation. Step Functions begins the names of all members with a capital, whatever
 * the service does; times are texts, and bytes are texts in UTF-8 or the JSON of anything else.
 * @throws TaskFailure States.Runtime for a member that the operation does not have
 */
export function inputOf(schema: NormalizedSchema, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (schema.isBlobSchema()) return Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
  if (schema.isTimestampSchema()) return new Date(value as string | number);
  if (schema.isListSchema() && Array.isArray(value)) return value.map((item) => inputOf(schema.getValueSchema(), item));
  if (typeof value !== "object" || schema.isDocumentSchema()) return value;
  if (schema.isMapSchema()) return mapped(value as Members, (item) => inputOf(schema.getValueSchema(), item));
  if (!schema.isStructSchema()) return value;
  const members = new Map([...schema.structIterator()].map(([name, member]) => [capitalized(name), { name, member }]));
  const given = Object.entries(value).map(([key, item]) => {
    const known = members.get(key);
    if (!known) throw new TaskFailure("States.Runtime", `The field "${key}" is not supported by Step Functions`);
    return [known.name, inputOf(known.member, item)];
  });
  return Object.fromEntries(given);
}

/** What an operation answered as the result of a task: the other way round. */
export async function resultOf(schema: NormalizedSchema, value: unknown): Promise<unknown> {
  if (value === null || value === undefined) return value;
  if (value instanceof Date) return value.toISOString();
  if (schema.isBlobSchema()) return textOf(value);
  if (schema.isListSchema() && Array.isArray(value)) {
    return Promise.all(value.map((item) => resultOf(schema.getValueSchema(), item)));
  }
  if (typeof value !== "object" || schema.isDocumentSchema()) return value;
  if (schema.isMapSchema()) {
    const items = Object.entries(value).map(async ([key, item]) => [
      key,
      await resultOf(schema.getValueSchema(), item),
    ]);
    return Object.fromEntries(await Promise.all(items));
  }
  if (!schema.isStructSchema()) return value;
  const members: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const answered = (value as Members)[name];
    if (answered !== undefined) members[capitalized(name)] = await resultOf(member, answered);
  }
  return members;
}

/** Bytes, or a stream of them as the SDK gives it. */
function textOf(value: unknown): Promise<string> | string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  return (value as { transformToString(): Promise<string> }).transformToString();
}

function mapped(members: Members, change: (value: unknown) => unknown): Members {
  return Object.fromEntries(Object.entries(members).map(([key, value]) => [key, change(value)]));
}

/** A name as Step Functions writes it. */
export function capitalized(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
