import { isObject, type Json, type JsonObject } from "../json.ts";

/** A JSONPath, parsed. */
export interface Path {
  /** What it starts from: `$` the data, `$$` the context object, else a variable's name. */
  readonly root: string;
  readonly segments: readonly Segment[];
  /** It leads to one place at most: only names and single indices, no wildcard, slice, filter or descent. */
  readonly definite: boolean;
  /** It gives one value at most and not an array of them: it is definite, but for several names at its end. */
  readonly single: boolean;
}

/** Whether an item, seen from the whole data, stays: the `?(@.b > 1)` of a path. */
export type Filter = (item: Json, root: Json) => boolean;

export type Segment =
  | { readonly kind: "child"; readonly key: string | number }
  | { readonly kind: "union"; readonly keys: readonly (string | number)[] }
  | {
      readonly kind: "slice";
      readonly from: number | undefined;
      readonly to: number | undefined;
      readonly step: number;
    }
  | { readonly kind: "wildcard" }
  | { readonly kind: "descent" }
  /** Several names at the end: an object of those members. Behind a descent it takes the objects that have them all. */
  | { readonly kind: "members"; readonly names: readonly string[]; readonly all: boolean }
  /** Asks the items of an array, or an object itself; behind a descent each object itself. */
  | { readonly kind: "filter"; readonly filter: Filter; readonly each: boolean };

/** A JSONPath that cannot be read. */
export class PathSyntaxError extends Error {
  override readonly name = "PathSyntaxError";
}

/**
 * What a path leads to. A single one may lead nowhere; any other gives an array, empty when nothing is there. Where AWS does
 * not say more, it is as in Jayway's library: AWS's messages are in its words.
 */
export function select({ segments, definite, single }: Path, root: Json): Json | undefined {
  if (definite) return follow(segments, root);
  let found: Json[] = [root];
  for (const segment of segments) found = found.flatMap((value) => step(segment, value, root));
  return single ? found[0] : found;
}

/** Most paths are definite, and need no arrays on their way. */
function follow(segments: readonly Segment[], root: Json): Json | undefined {
  let value: Json | undefined = root;
  for (const segment of segments) value = segment.kind === "child" ? childAt(value, segment.key) : undefined;
  return value;
}

function step(segment: Segment, value: Json, root: Json): Json[] {
  switch (segment.kind) {
    case "child":
      return childrenAt(value, [segment.key]);
    case "union":
      return childrenAt(value, segment.keys);
    case "slice":
      return Array.isArray(value) ? sliceOf(value, segment) : [];
    case "wildcard":
      return childrenOf(value);
    case "descent":
      return [value, ...childrenOf(value).flatMap((child) => step(segment, child, root))];
    case "members":
      return isObject(value) ? membersOf(value, segment) : [];
    case "filter": // `@` stands for objects only: docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
      return askedBy(segment, value).filter((item) => isObject(item) && segment.filter(item, root));
  }
}

function childrenAt(value: Json, keys: readonly (string | number)[]): Json[] {
  return keys.map((key) => childAt(value, key)).filter((child) => child !== undefined);
}

/** The member of that name, or the item at that index, which counts from the end when it is negative. */
function childAt(value: Json | undefined, key: string | number): Json | undefined {
  if (typeof key === "number") return Array.isArray(value) ? value.at(key) : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function membersOf(value: JsonObject, { names, all }: { names: readonly string[]; all: boolean }): Json[] {
  const present = names.filter((name) => Object.hasOwn(value, name));
  if (all && present.length < names.length) return [];
  return [Object.fromEntries(present.map((name) => [name, value[name] ?? null]))];
}

function askedBy({ each }: { each: boolean }, value: Json): Json[] {
  return Array.isArray(value) && each ? value : [value];
}

function sliceOf(
  value: Json[],
  { from, to, step }: { from: number | undefined; to: number | undefined; step: number },
): Json[] {
  return value.slice(from ?? 0, to).filter((_, index) => index % Math.max(1, step) === 0);
}

function childrenOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** The path as Jayway's library writes it in messages: `$['a'][0]`. */
export function normalized({ segments }: Path): string {
  return `$${segments.map((segment) => `[${keysOf(segment).map(keyText).join(",")}]`).join("")}`;
}

function keysOf(segment: Segment): readonly (string | number)[] {
  switch (segment.kind) {
    case "child":
      return [segment.key];
    case "union":
      return segment.keys;
    case "members":
      return segment.names;
    default:
      return [segment.kind];
  }
}

function keyText(key: string | number): string {
  return typeof key === "number" ? String(key) : `'${key}'`;
}
