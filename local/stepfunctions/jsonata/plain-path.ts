import { isObject, type Json, type JsonObject } from "../json.ts";

const pattern = /^\$[A-Za-z]\w*(?:\.[A-Za-z]\w*)*$/;

/** After a dot these are no names, or might be none. */
const words = new Set(["and", "or", "in", "true", "false", "null", "function"]);

const parsed = new Map<string, readonly string[]>();

/**
 * What an expression gives that is nothing but a way through objects, as most are: `$states.input.release.id`. It is the
 * very value, not a copy. Nothing for any other expression, nor where the way ends early or leads through an array: there
 * JSONata has rules of its own.
 */
export function followPlainPath(expression: string, bindings: JsonObject): Json | undefined {
  const names = namesIn(expression);
  if (names.length === 0) return undefined;
  let value: Json | undefined = bindings;
  for (const name of names) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}

/** The names of a plain path; none of what is no plain path. */
function namesIn(expression: string): readonly string[] {
  let names = parsed.get(expression);
  if (!names) {
    const parts = pattern.test(expression) ? expression.slice(1).split(".") : [];
    names = parts.some((part) => words.has(part)) ? [] : parts;
    parsed.set(expression, names);
  }
  return names;
}
