import { parseFilter } from "./filter.ts";
import { type Path, PathSyntaxError, type Segment } from "./path.ts";

const parsed = new Map<string, Path>();

/** @throws PathSyntaxError when `text` is no JSONPath */
export function parsePath(text: string): Path {
  let path = parsed.get(text);
  if (!path) {
    path = readPath(text);
    parsed.set(text, path);
  }
  return path;
}

const rootPattern = /^\$(?:\$|[\p{ID_Start}_][\p{ID_Continue}]*)?/u;
const namePattern = /[^.[\]()*'"\s,?@]+/y;

function readPath(text: string): Path {
  const root = rootPattern.exec(text)?.[0];
  if (root === undefined) throw new PathSyntaxError(`Invalid path '${text}': it does not start with $`);
  const segments: Segment[] = [];
  let at = root.length;
  while (at < text.length) {
    if (text.startsWith("..", at)) {
      segments.push({ kind: "descent" });
      at += text[at + 2] === "[" ? 2 : 1; // `..[0]` goes on with a bracket, `..a` with `.a`
    } else if (text.startsWith(".*", at)) {
      segments.push({ kind: "wildcard" });
      at += 2;
    } else if (text.startsWith(".[", at)) {
      at += 1; // `.['a b']` is `['a b']`
    } else if (text[at] === ".") {
      namePattern.lastIndex = at + 1;
      const name = namePattern.exec(text)?.[0];
      if (!name) throw new PathSyntaxError(`Invalid path '${text}': a name is missing after the dot`);
      segments.push({ kind: "child", key: name });
      at += 1 + name.length;
    } else if (text[at] === "[") {
      const end = closingBracket(text, at);
      segments.push(readBracket(text.slice(at + 1, end).trim(), text));
      at = end + 1;
    } else {
      throw new PathSyntaxError(`Invalid path '${text}': unexpected '${text[at]}'`);
    }
  }
  return pathOf(root.length > 1 && root !== "$$" ? root.slice(1) : root, segments);
}

function pathOf(root: string, read: readonly Segment[]): Path {
  const segments = read.map((segment, at) => inItsPlace(segment, read[at - 1], at === read.length - 1));
  const last = segments.at(-1);
  const leadsToOne = segments.slice(0, -1).every(({ kind }) => kind === "child");
  return {
    root,
    segments,
    definite: leadsToOne && (last === undefined || last.kind === "child"),
    single: leadsToOne && (last === undefined || last.kind === "child" || last.kind === "members"),
  };
}

/** What several names and a filter mean depends on where they stand. */
function inItsPlace(segment: Segment, before: Segment | undefined, isLast: boolean): Segment {
  const scanned = before?.kind === "descent";
  if (segment.kind === "filter") return { ...segment, each: !scanned };
  if (segment.kind !== "union" || !isLast || !segment.keys.every((key) => typeof key === "string")) return segment;
  return { kind: "members", names: segment.keys, all: scanned };
}

/** Where the bracket that opens at `start` closes, quotes and inner brackets left alone. */
function closingBracket(text: string, start: number): number {
  let depth = 0;
  let quote: string | undefined;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (quote !== undefined) {
      if (character === "\\") at++;
      else if (character === quote) quote = undefined;
    } else if (character === "'" || character === '"') quote = character;
    else if (character === "[") depth++;
    else if (character === "]" && --depth === 0) return at;
  }
  throw new PathSyntaxError(`Invalid path '${text}': a bracket is not closed`);
}

const quotedName = /^(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")$/;
const quotedOrNumber = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+/g;

function readBracket(inside: string, text: string): Segment {
  if (inside === "*") return { kind: "wildcard" };
  if (/^-?\d+$/.test(inside)) return { kind: "child", key: Number(inside) };
  const name = unquote(inside);
  if (name !== undefined) return { kind: "child", key: name };
  const filter = /^\?\s*\((.*)\)$/s.exec(inside)?.[1];
  if (filter !== undefined) return { kind: "filter", filter: parseFilter(filter, text, parsePath), each: true };
  const slice = /^(-?\d*)\s*:\s*(-?\d*)(?:\s*:\s*(-?\d*))?$/.exec(inside);
  if (slice) {
    const [, from, to, step] = slice;
    return { kind: "slice", from: numberOf(from), to: numberOf(to), step: numberOf(step) ?? 1 };
  }
  const keys = inside.match(quotedOrNumber)?.map((key) => unquote(key) ?? Number(key));
  if (keys && inside.replace(quotedOrNumber, "").replace(/[\s,]/g, "") === "") return { kind: "union", keys };
  throw new PathSyntaxError(`Invalid path '${text}': cannot read [${inside}]`);
}

function numberOf(text: string | undefined): number | undefined {
  return text ? Number(text) : undefined;
}

function unquote(text: string): string | undefined {
  const match = quotedName.exec(text);
  return match ? (match[1] ?? match[2] ?? "").replace(/\\(.)/gs, "$1") : undefined;
}
