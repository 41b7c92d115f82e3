/** A JSON value: what travels between states. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value and its JSON text, made once for all who need it: the size limit, history, the state that follows. */
export interface JsonDocument {
  readonly value: Json;
  readonly text: string;
}

export function documentOf(value: Json): JsonDocument {
  return { value, text: JSON.stringify(value) };
}

/** A value's size as AWS counts it: the bytes of its JSON text in UTF-8. */
export function sizeOf(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** What is left of a value once it has been through JSON; nothing becomes `null`. A copy, so nobody can change it afterwards. */
export function toDocument(value: unknown): JsonDocument {
  const text = JSON.stringify(value) ?? "null";
  return { value: JSON.parse(text) as Json, text };
}

export type JsonType = "array" | "boolean" | "null" | "number" | "object" | "string";

export function typeOf(value: Json): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as "boolean" | "number" | "object" | "string";
}

/** Whether two values say the same, whatever the order of their members. */
export function isEqual(one: Json, other: Json): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isEqual(item, other[index] ?? null));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key] ?? null, other[key] ?? null))
  );
}
