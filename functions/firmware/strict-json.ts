import { type FieldPath, fieldProblem } from "./field-path.ts";
import { printable } from "./printable.ts";

/** The bytes are not JSON that everybody reads alike. The message says why, with the path of the field. */
export class JsonInvalidError extends Error {
  override readonly name = "JsonInvalidError";
}

/** No document of ours is half as deep, and readers that call themselves for each level stay far from their end. */
const deepest = 16;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|-?\d[\d.eE+-]*/g;

/** An object or a list whose end has not come: where the walk stands in it, and an object's keys so far. */
interface Open {
  readonly keys: Set<string> | undefined;
  at: string | number;
  awaitsKey: boolean;
}

/**
 * Parses JSON that means the same to every reader: UTF-8 without a byte order mark, no key twice in one object, no
 * `__proto__`, no lone surrogates, no NUL, numbers in the one spelling that loses nothing (no `1e3`, `-0`, `1.0`), at most
 * 16 levels deep.
 * @throws JsonInvalidError
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  if (text.startsWith("\uFEFF")) throw new JsonInvalidError("it begins with a byte order mark");
  const value = parse(text);
  walk(text);
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new JsonInvalidError("it is not UTF-8", { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = text.trim() === "" ? "it is empty" : printable((cause as SyntaxError).message);
    throw new JsonInvalidError(reason, { cause });
  }
}

/** Walks the tokens of valid JSON, and knows at each where it stands. */
function walk(text: string): void {
  const open: Open[] = [];
  for (const [next] of text.matchAll(token)) {
    const innermost = open.at(-1);
    if (next === "{" || next === "[") enter(open, next);
    else if (next === "}" || next === "]") open.pop();
    else if (next === ":" || next === ",") goOn(innermost, next);
    else if (!next.startsWith('"')) checkNumber(next, open);
    else if (innermost?.awaitsKey) checkKey(JSON.parse(next), innermost, open);
    else checkText(JSON.parse(next), open);
  }
}

function enter(open: Open[], bracket: "{" | "["): void {
  if (open.length === deepest) throw problem(open, `it is more than ${deepest} levels deep`);
  const isObject = bracket === "{";
  open.push({ keys: isObject ? new Set() : undefined, at: isObject ? "" : 0, awaitsKey: isObject });
}

function goOn(innermost: Open | undefined, separator: ":" | ","): void {
  if (!innermost) return;
  if (typeof innermost.at === "number") innermost.at += 1;
  else innermost.awaitsKey = separator === ",";
}

function checkKey(key: string, innermost: Open, open: readonly Open[]): void {
  innermost.at = key;
  if (key === "__proto__") throw problem(open, "no key may be named so");
  if (innermost.keys?.has(key)) throw problem(open, "the object has this key twice");
  if (!key.isWellFormed()) throw problem(open, "the key holds half a surrogate pair");
  innermost.keys?.add(key);
}

function checkText(text: string, open: readonly Open[]): void {
  if (!text.isWellFormed()) throw problem(open, "it holds half a surrogate pair");
  if (text.includes("\0")) throw problem(open, "it holds a NUL character");
}

function checkNumber(number: string, open: readonly Open[]): void {
  const kept = String(Number(number));
  if (/[eE]/.test(number)) throw problem(open, `${printable(number)} has an exponent; write it out`);
  if (/[a-z]/i.test(kept)) throw problem(open, `${printable(number)} is beyond what readers keep`);
  if (kept !== number) throw problem(open, `${printable(number)} is read as ${kept}; write that`);
}

function problem(open: readonly Open[], reason: string): JsonInvalidError {
  const path: FieldPath = open.map(({ at }) => at);
  return new JsonInvalidError(fieldProblem(path, reason));
}
