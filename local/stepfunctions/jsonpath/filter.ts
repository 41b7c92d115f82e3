import { isEqual, type Json } from "../json.ts";
import { type Filter, type Path, PathSyntaxError, select } from "./path.ts";

/** An operand: one value, or none when a path leads nowhere. */
type Operand = (item: Json, root: Json) => Json | undefined;

type Comparison = (left: Json | undefined, right: Json | undefined) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  "==": (left, right) => left !== undefined && right !== undefined && isEqual(left, right),
  "!=": (left, right) => left === undefined || right === undefined || !isEqual(left, right),
  "<": ordered((left, right) => left < right),
  "<=": ordered((left, right) => left <= right),
  ">": ordered((left, right) => left > right),
  ">=": ordered((left, right) => left >= right),
  in: (left, right) => left !== undefined && Array.isArray(right) && right.some((item) => isEqual(item, left)),
  nin: (left, right) => left === undefined || !Array.isArray(right) || !right.some((item) => isEqual(item, left)),
  "=~": (left, right) => typeof left === "string" && typeof right === "string" && regularExpression(right).test(left),
};

/** Numbers with numbers, texts with texts; nothing else has an order. */
function ordered(compare: (left: number | string, right: number | string) => boolean): Comparison {
  return (left, right) =>
    (typeof left === "number" && typeof right === "number" && compare(left, right)) ||
    (typeof left === "string" && typeof right === "string" && compare(left, right));
}

/** `/pattern/flags`; Jayway's library matches the whole text. */
function regularExpression(text: string): RegExp {
  const [, pattern = "", flags = ""] = /^\/(.*)\/([a-z]*)$/s.exec(text) ?? [];
  return new RegExp(`^(?:${pattern})$`, flags);
}

const token =
  /\s*(?:(&&|\|\||==|!=|<=|>=|=~|<|>|!|\(|\)|\bn?in\b)|(\/(?:[^/\\]|\\.)+\/[a-z]*)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?)|(true|false|null)|(\[[^\]]*\])|([@$][^\s()&|=!<>]*(?:\[[^\]]*\][^\s()&|=!<>]*)*))/y;

/**
 * Reads the `@.b > 1` of `$.a[?(@.b > 1)]`.
 * @param parsePath reads the paths inside it
 * @throws PathSyntaxError when it cannot be read
 */
export function parseFilter(text: string, path: string, parsePath: (text: string) => Path): Filter {
  const tokens = readTokens(text, path);
  let at = 0;
  const unreadable = () => new PathSyntaxError(`Invalid path '${path}': cannot read the filter ${text}`);
  const accept = (wanted: string) => tokens[at] === wanted && ++at > 0;

  const or = (): Filter => {
    let left = and();
    while (accept("||")) left = either(left, and());
    return left;
  };
  const and = (): Filter => {
    let left = unary();
    while (accept("&&")) left = both(left, unary());
    return left;
  };
  const unary = (): Filter => {
    if (accept("!")) return negated(unary());
    if (!accept("(")) return comparison();
    const inner = or();
    if (!accept(")")) throw unreadable();
    return inner;
  };
  const comparison = (): Filter => {
    const left = operand(tokens[at++], parsePath, unreadable);
    const compare = comparisons[tokens[at] ?? ""];
    if (!compare) return (item, root) => left(item, root) !== undefined; // a path alone: it leads somewhere
    at++;
    const right = operand(tokens[at++], parsePath, unreadable);
    return (item, root) => compare(left(item, root), right(item, root));
  };

  const filter = or();
  if (at < tokens.length) throw unreadable();
  return filter;
}

const either =
  (one: Filter, other: Filter): Filter =>
  (item, root) =>
    one(item, root) || other(item, root);

const both =
  (one: Filter, other: Filter): Filter =>
  (item, root) =>
    one(item, root) && other(item, root);

const negated =
  (filter: Filter): Filter =>
  (item, root) =>
    !filter(item, root);

function readTokens(text: string, path: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw new PathSyntaxError(`Invalid path '${path}': cannot read the filter at '${text.slice(at)}'`);
    tokens.push(match[0].trim());
  }
  return tokens;
}

function operand(text: string | undefined, parsePath: (text: string) => Path, unreadable: () => Error): Operand {
  if (text === undefined) throw unreadable();
  if (text.startsWith("@") || text.startsWith("$")) {
    const path = parsePath(`$${text.slice(1)}`);
    return text.startsWith("@") ? (item) => select(path, item) : (_item, root) => select(path, root);
  }
  if (text.startsWith("/")) return () => text;
  if (text.startsWith("'")) return () => text.slice(1, -1).replace(/\\(.)/gs, "$1");
  try {
    const value = JSON.parse(text.startsWith("[") ? text.replaceAll("'", '"') : text) as Json;
    return () => value;
  } catch {
    throw unreadable();
  }
}
