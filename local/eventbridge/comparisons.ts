import { BlockList, isIP } from "node:net";

/** One value of a pattern's list: how a leaf of the event is compared with it. */
export interface Comparison {
  matches(leaf: unknown): boolean;
  /** `{ "exists": false }`: matches where there is no leaf. */
  readonly absent?: true;
}

/** Why something is no event pattern, in EventBridge's words where they are known. */
export class InvalidPattern extends Error {
  override readonly name = "InvalidPattern";
}

type Predicate = (leaf: unknown) => boolean;

/** By operator: what its operand makes of it. @throws InvalidPattern when the operand is none */
const operators: Readonly<Record<string, (operand: unknown) => Predicate>> = {
  prefix: (operand) => textual("prefix", operand, (text, value) => value.startsWith(text)),
  suffix: (operand) => textual("suffix", operand, (text, value) => value.endsWith(text)),
  "equals-ignore-case": (operand) => ignoringCase("equals-ignore-case", operand, (text, value) => value === text),
  wildcard,
  numeric,
  cidr,
  "anything-but": anythingBut,
};

export function isOperator(name: string): boolean {
  return Object.hasOwn(operators, name) || name === "exists";
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @throws InvalidPattern when `value` is neither a value nor one operator with its operand */
export function comparisonOf(field: string, value: unknown): Comparison {
  if (!isObject(value)) {
    if (Array.isArray(value))
      throw new InvalidPattern(`Match value of "${field}" must be String, number, true, false, or null`);
    return { matches: (leaf) => leaf === value };
  }
  const [operator, ...others] = Object.entries(value);
  if (!operator || others.length > 0)
    throw new InvalidPattern(`Only one key allowed in match expression of "${field}"`);
  const [name, operand] = operator;
  if (name === "exists") {
    if (typeof operand !== "boolean") throw new InvalidPattern("exists match pattern must be either true or false.");
    return operand ? { matches: () => true } : { matches: () => false, absent: true };
  }
  const predicateOf = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (!predicateOf) throw new InvalidPattern(`Unrecognized match type ${name}`);
  return { matches: predicateOf(operand) };
}

/** A comparison of texts, which `{ "equals-ignore-case": … }` inside makes one that ignores case. */
function textual(name: string, operand: unknown, compare: (text: string, value: string) => boolean): Predicate {
  if (isObject(operand)) {
    const { "equals-ignore-case": text, ...others } = operand;
    if (Object.keys(others).length === 0) return ignoringCase(name, text, compare);
  }
  const text = textOperand(name, operand);
  return (leaf) => typeof leaf === "string" && compare(text, leaf);
}

function ignoringCase(name: string, operand: unknown, compare: (text: string, value: string) => boolean): Predicate {
  const text = textOperand(name, operand).toLowerCase();
  return (leaf) => typeof leaf === "string" && compare(text, leaf.toLowerCase());
}

function textOperand(name: string, operand: unknown): string {
  if (typeof operand !== "string") throw new InvalidPattern(`${name} match pattern must be a string`);
  return operand;
}

/** `*` is any number of characters; a backslash takes its meaning from it, and from itself. */
function wildcard(operand: unknown): Predicate {
  const parts = textOperand("wildcard", operand).match(/\\.?|\*|[^\\*]+/gsu) ?? [];
  if (parts.some((part, index) => part === "*" && parts[index + 1] === "*")) {
    throw new InvalidPattern("Consecutive wildcard characters are not allowed");
  }
  const source = parts.map((part) => {
    if (part === "*") return ".*";
    if (part.startsWith("\\") && part !== "\\*" && part !== "\\\\") {
      throw new InvalidPattern("Invalid escape character in wildcard match pattern");
    }
    return part.startsWith("\\") ? part : part.replaceAll(/[$()+./?[\]^{|}]/g, "\\$&");
  });
  const expression = new RegExp(`^${source.join("")}$`, "su");
  return (leaf) => typeof leaf === "string" && expression.test(leaf);
}

const orders: Readonly<Record<string, (leaf: number, bound: number) => boolean>> = {
  "=": (leaf, bound) => leaf === bound,
  "<": (leaf, bound) => leaf < bound,
  "<=": (leaf, bound) => leaf <= bound,
  ">": (leaf, bound) => leaf > bound,
  ">=": (leaf, bound) => leaf >= bound,
};

/** `[">", 0, "<=", 5]`: one bound or two. */
function numeric(operand: unknown): Predicate {
  const invalid = () => new InvalidPattern(`Invalid numeric match: ${JSON.stringify(operand)}`);
  if (!Array.isArray(operand) || ![2, 4].includes(operand.length)) throw invalid();
  const bounds = [operand.slice(0, 2), operand.slice(2)].filter(({ length }) => length > 0);
  const predicates = bounds.map(([order, bound]) => {
    const compare = orders[String(order)];
    if (!compare || typeof bound !== "number" || (order === "=" && bounds.length > 1)) throw invalid();
    return (leaf: number) => compare(leaf, bound);
  });
  return (leaf) => typeof leaf === "number" && predicates.every((matches) => matches(leaf));
}

function cidr(operand: unknown): Predicate {
  const [address = "", bits = ""] = textOperand("cidr", operand).split("/");
  const family = isIP(address);
  if (!family || !/^\d+$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) {
    throw new InvalidPattern(`Malformed CIDR: ${operand}`);
  }
  const subnet = new BlockList();
  subnet.addSubnet(address, Number(bits), family === 4 ? "ipv4" : "ipv6");
  return (leaf) =>
    typeof leaf === "string" && isIP(leaf) === family && subnet.check(leaf, family === 4 ? "ipv4" : "ipv6");
}

/** Everything that none of the operand's values, or none of the texts of its one operator, matches. */
function anythingBut(operand: unknown): Predicate {
  const [name, inner] = isObject(operand) ? (Object.entries(operand)[0] ?? []) : [];
  const operands = [name === undefined ? operand : inner].flat();
  if (operands.length === 0) throw new InvalidPattern("Empty arrays are not allowed");
  const excluded = operands.map((excludedValue): Predicate => {
    if (name !== undefined) {
      const predicateOf = ["prefix", "suffix", "equals-ignore-case", "wildcard"].includes(name)
        ? operators[name]
        : undefined;
      if (!predicateOf) throw new InvalidPattern(`Unsupported anything-but pattern: ${name}`);
      return predicateOf(excludedValue);
    }
    if (typeof excludedValue !== "string" && typeof excludedValue !== "number") {
      throw new InvalidPattern("Value of anything-but must be an array or single string/number value.");
    }
    return (leaf) => leaf === excludedValue;
  });
  return (leaf) => !excluded.some((matches) => matches(leaf));
}
