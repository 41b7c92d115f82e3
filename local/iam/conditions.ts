import { BlockList, isIPv4, isIPv6 } from "node:net";
import { type Condition, PolicyInvalidError } from "../policy.ts";
import { type Context, literalOf, patternOf } from "./text-pattern.ts";

/** Whether a request's value is what a policy says. */
type Test = (actual: string, stated: string, context: Context) => boolean;

interface Operator {
  readonly test: Test;
  /** `StringNotEquals`: it holds when the value is none of those stated, and when there is no value. */
  readonly isNegated: boolean;
}

const equals: Test = (actual, stated, context) => actual === literalOf(stated, context);
const isLike: Test = (actual, stated, context) => patternOf(stated, context, "text")?.test(actual) ?? false;
const isArnLike: Test = (actual, stated, context) => patternOf(stated, context, "arn")?.test(actual) ?? false;
const equalsInAnyCase: Test = (actual, stated, context) =>
  actual.toLowerCase() === literalOf(stated, context)?.toLowerCase();

const compared = (read: (text: string) => number, compare: (one: number, other: number) => boolean): Test => {
  return (actual, stated) => compare(read(actual), read(stated)); // what is no number is NaN, and fits nothing
};
const equal = (one: number, other: number) => one === other;

/** All operators of IAM's reference but BinaryEquals, by their names in lower case; negated ones beside those they negate. */
const operators: ReadonlyMap<string, Operator> = new Map([
  ...withOpposite("string", "equals", equals),
  ...withOpposite("string", "equalsignorecase", equalsInAnyCase),
  ...withOpposite("string", "like", isLike),
  ...withOpposite("arn", "equals", isArnLike),
  ...withOpposite("arn", "like", isArnLike),
  ...orders("numeric", numberOf),
  ...orders("date", dateOf),
  ["bool", { test: equalsInAnyCase, isNegated: false }],
  ["ipaddress", { test: isInRange, isNegated: false }],
  ["notipaddress", { test: isInRange, isNegated: true }],
]);

function withOpposite(kind: string, how: string, test: Test): [string, Operator][] {
  return [
    [kind + how, { test, isNegated: false }],
    [`${kind}not${how}`, { test, isNegated: true }],
  ];
}

function orders(kind: string, read: (text: string) => number): [string, Operator][] {
  const order = (how: string, compare: (one: number, other: number) => boolean): [string, Operator] => {
    return [kind + how, { test: compared(read, compare), isNegated: false }];
  };
  return [
    ...withOpposite(kind, "equals", compared(read, equal)),
    order("lessthan", (one, other) => one < other),
    order("lessthanequals", (one, other) => one <= other),
    order("greaterthan", (one, other) => one > other),
    order("greaterthanequals", (one, other) => one >= other),
  ];
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

/** ISO 8601, or seconds since 1970. */
function dateOf(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function isInRange(actual: string, stated: string): boolean {
  const [address = "", bits] = stated.split("/");
  const family = isIPv4(actual) ? "ipv4" : "ipv6";
  if (family === "ipv6" && !isIPv6(actual)) return false;
  if (family === "ipv4" ? !isIPv4(address) : !isIPv6(address)) return false;
  const range = new BlockList();
  if (Number(bits) > (family === "ipv4" ? 32 : 128)) return false;
  range.addSubnet(address, bits === undefined ? (family === "ipv4" ? 32 : 128) : Number(bits), family);
  return range.check(actual, family);
}

/**
 * Whether a condition holds for a request (IAM User Guide, "condition operators" and "multivalued context keys").
 * @throws PolicyInvalidError for an operator nobody knows
 */
export function holds({ operator, key, values }: Condition, context: Context): boolean {
  const [, quantifier, name = "", ifExists] =
    /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(operator.toLowerCase()) ?? [];
  const actual = context.get(key.toLowerCase());
  if (name === "null") return values.some((value) => (value.toLowerCase() === "true") === (actual === undefined));
  const { test, isNegated } = operatorOf(name, operator);
  if (actual === undefined) return Boolean(ifExists) || (quantifier ? quantifier === "forallvalues" : isNegated);
  const fits = (value: string) => values.some((stated) => test(value, stated, context)) !== isNegated;
  return quantifier === "forallvalues" ? actual.every(fits) : actual.some(fits);
}

function operatorOf(name: string, written: string): Operator {
  const operator = operators.get(name);
  if (!operator) throw new PolicyInvalidError(`There is no condition operator ${written}`);
  return operator;
}
