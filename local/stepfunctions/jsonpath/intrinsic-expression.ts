import type { Json } from "../json.ts";
import { intrinsicFunctions } from "./intrinsic-functions.ts";
import { parsePath } from "./parse-path.ts";
import { type Path, PathSyntaxError } from "./path.ts";

/** A call such as `States.Format('{} of {}', $.part, States.ArrayLength($.parts))`, parsed. */
export interface IntrinsicCall {
  /** The name after `States.`. */
  readonly name: string;
  readonly values: readonly IntrinsicValue[];
}

export type IntrinsicValue =
  | { readonly kind: "literal"; readonly value: Json }
  | { readonly kind: "path"; readonly path: Path; readonly text: string }
  | { readonly kind: "call"; readonly call: IntrinsicCall };

const parsed = new Map<string, IntrinsicCall>();

/** @throws PathSyntaxError when `text` is no call of a function that exists */
export function parseIntrinsic(text: string): IntrinsicCall {
  let call = parsed.get(text);
  if (!call) {
    call = readCall(text.trim());
    parsed.set(text, call);
  }
  return call;
}

const callPattern = /^States\.(\w+)\s*\((.*)\)$/s;

function readCall(text: string): IntrinsicCall {
  const [, name = "", inside = ""] = callPattern.exec(text) ?? [];
  const called = Object.hasOwn(intrinsicFunctions, name) ? intrinsicFunctions[name] : undefined;
  if (!called) throw new PathSyntaxError(`Invalid intrinsic function: ${text}`);
  const values = cutAtCommas(inside, text).map((part) => readValue(part, name));
  if (values.length >= called.least && values.length <= called.most) return { name, values };
  throw new PathSyntaxError(`Invalid number of arguments of States.${name}: ${text}`);
}

function readValue(text: string, caller: string): IntrinsicValue {
  if (text.startsWith("'")) return { kind: "literal", value: unescaped(text.slice(1, -1), caller) };
  if (text.startsWith("$")) return { kind: "path", path: parsePath(text), text };
  if (text.startsWith("States.")) return { kind: "call", call: readCall(text) };
  if (/^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(text)) {
    return { kind: "literal", value: JSON.parse(text) as Json };
  }
  throw new PathSyntaxError(`Invalid argument of States.${caller}: ${text}`);
}

/** `\'`, `\{`, `\}` and `\\` stand for the characters; braces stay escaped for Format, which fills the plain ones. */
function unescaped(text: string, caller: string): string {
  return text.replace(/\\(['{}\\])/g, (whole, character: string) =>
    caller === "Format" && (character === "{" || character === "}") ? whole : character,
  );
}

/** The arguments, cut at the commas outside quotes, parentheses and brackets. */
function cutAtCommas(text: string, whole: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (quoted) {
      if (character === "\\") at++;
      else if (character === "'") quoted = false;
    } else if (character === "'") quoted = true;
    else if ("([".includes(character)) depth++;
    else if (")]".includes(character)) depth--;
    else if (character === "," && depth === 0) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  if (quoted || depth !== 0) throw new PathSyntaxError(`Invalid intrinsic function: ${whole}`);
  const last = text.slice(start).trim();
  return last === "" && parts.length === 0 ? [] : [...parts, last];
}
