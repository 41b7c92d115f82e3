import { isObject, type Json } from "../json.ts";

/** A JSONPath, parsed. */
export interface Path {
  /** What it starts from: `$` the data, `$$` the context object, else a variable's name. */
  readonly root: string;
  readonly segments: readonly Segment[];
  /** It leads to one place at most: only names and single indices, no wildcard, slice, filter or descent. */
  readonly definite: boolean;
}

/** Whether an item, seen from the whole data, stays: the `?(@.b > 1)` of a path. */
export type Filter = (item: Json, root: Json) => boolean;

export type Segment =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "union"; readonly keys: readonly (string | number)[] }
  | {
      readonly kind: "slice";
      readonly from: number | undefined;
      readonly to: number | undefined;
      readonly step: number;
    }
  | { readonly kind: "wildcard" }
  | { readonly kind: "descent" }
  | { readonly kind: "filter"; readonly filter: Filter };

/** A JSONPath that cannot be read. */
export class PathSyntaxError extends Error {
  override readonly name = "PathSyntaxError";
}

/** All that a path leads to. A definite path leads to one value or none. */
export function select(path: Path, root: Json): Json[] {
  let found: Json[] = [root];
  for (const segment of path.segments) found = found.flatMap((value) => step(segment, value, root));
  return found;
}

function step(segment: Segment, value: Json, root: Json): Json[] {
  switch (segment.kind) {
    case "name":
      return isObject(value) ? member(value, segment.name) : [];
    case "index":
      return Array.isArray(value) ? element(value, segment.index) : [];
    case "union":
      return segment.keys.flatMap((key) =>
        step(typeof key === "number" ? { kind: "index", index: key } : { kind: "name", name: key }, value, root),
      );
    case "slice":
      return Array.isArray(value) ? sliceOf(value, segment) : [];
    case "wildcard":
      return childrenOf(value);
    case "descent":
      return [value, ...childrenOf(value).flatMap((child) => step(segment, child, root))];
    case "filter":
      return childrenOf(value).filter((child) => segment.filter(child, root));
  }
}

function member(value: { [key: string]: Json }, name: string): Json[] {
  return Object.hasOwn(value, name) ? [value[name] ?? null] : [];
}

function element(value: Json[], index: number): Json[] {
  const at = index < 0 ? value.length + index : index;
  return at in value ? [value[at] ?? null] : [];
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
export function normalized(path: Path): string {
  return `$${path.segments.map((segment) => (segment.kind === "index" ? `[${segment.index}]` : `['${"name" in segment ? segment.name : segment.kind}']`)).join("")}`;
}
