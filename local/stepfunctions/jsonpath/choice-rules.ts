import type { ChoiceRule } from "../definition.ts";
import { runtimeError, type Visit } from "../interpreter/run.ts";
import { isTimestamp } from "../interpreter/timestamps.ts";
import { type Json, typeOf } from "../json.ts";
import { valueAt } from "./evaluate.ts";
import { parsePath } from "./parse-path.ts";
import { matchesPattern } from "./wildcards.ts";

/** Holds for the variable's value and what the rule compares it with. A value of the wrong type matches nothing. */
type Predicate = (value: Json, expected: Json) => boolean;

const texts = (compare: (value: string, expected: string) => boolean): Predicate => {
  return (value, expected) => typeof value === "string" && typeof expected === "string" && compare(value, expected);
};

const numbers = (compare: (value: number, expected: number) => boolean): Predicate => {
  return (value, expected) => typeof value === "number" && typeof expected === "number" && compare(value, expected);
};

const times = (compare: (value: number, expected: number) => boolean): Predicate => {
  return (value, expected) =>
    isTimestamp(value) && isTimestamp(expected) && compare(Date.parse(value), Date.parse(expected));
};

/** `Is…: true` asks whether the value is such, `false` whether it is not. */
const is = (test: (value: Json) => boolean): Predicate => {
  return (value, expected) => test(value) === expected;
};

/** The comparison operators (https://states-language.net/#choice-state). Those that compare also come as `…Path`. */
const comparisons: Readonly<Record<string, Predicate>> = {
  BooleanEquals: (value, expected) => typeof value === "boolean" && value === expected,
  NumericEquals: numbers((value, expected) => value === expected),
  NumericGreaterThan: numbers((value, expected) => value > expected),
  NumericGreaterThanEquals: numbers((value, expected) => value >= expected),
  NumericLessThan: numbers((value, expected) => value < expected),
  NumericLessThanEquals: numbers((value, expected) => value <= expected),
  StringEquals: texts((value, expected) => value === expected),
  StringGreaterThan: texts((value, expected) => value > expected),
  StringGreaterThanEquals: texts((value, expected) => value >= expected),
  StringLessThan: texts((value, expected) => value < expected),
  StringLessThanEquals: texts((value, expected) => value <= expected),
  StringMatches: texts(matchesPattern),
  TimestampEquals: times((value, expected) => value === expected),
  TimestampGreaterThan: times((value, expected) => value > expected),
  TimestampGreaterThanEquals: times((value, expected) => value >= expected),
  TimestampLessThan: times((value, expected) => value < expected),
  TimestampLessThanEquals: times((value, expected) => value <= expected),
};

const typeTests: Readonly<Record<string, Predicate>> = {
  IsBoolean: is((value) => typeOf(value) === "boolean"),
  IsNull: is((value) => value === null),
  IsNumeric: is((value) => typeOf(value) === "number"),
  IsString: is((value) => typeOf(value) === "string"),
  IsTimestamp: is((value) => isTimestamp(value)),
};

/** Every operator that a rule may have one of. */
export const comparisonOperators: readonly string[] = [
  ...Object.keys(comparisons).flatMap((name) => (name === "StringMatches" ? [name] : [name, `${name}Path`])),
  ...Object.keys(typeTests),
  "IsPresent",
];

/** Whether a rule of a Choice in JSONPath holds for the state's input. */
export function ruleMatches(visit: Visit, rule: ChoiceRule, input: Json): boolean {
  if (rule.And) return rule.And.every((inner) => ruleMatches(visit, inner, input));
  if (rule.Or) return rule.Or.some((inner) => ruleMatches(visit, inner, input));
  if (rule.Not) return !ruleMatches(visit, rule.Not, input);
  if ("IsPresent" in rule) return (lookUp(visit, rule.Variable, input) !== undefined) === rule["IsPresent"];
  for (const [operator, expected] of Object.entries(rule) as [string, Json][]) {
    const test = comparisons[operator] ?? typeTests[operator];
    if (test) return test(present(visit, rule.Variable, input), expected);
    const compare = operator.endsWith("Path") ? comparisons[operator.slice(0, -"Path".length)] : undefined;
    if (compare) return compare(present(visit, rule.Variable, input), present(visit, expected, input));
  }
  throw runtimeError(visit, "A choice rule has no comparison operator.");
}

function lookUp(visit: Visit, path: Json | undefined, input: Json): Json | undefined {
  return valueAt(parsePath(String(path)), { data: input, visit });
}

function present(visit: Visit, path: Json | undefined, input: Json): Json {
  const value = lookUp(visit, path, input);
  if (value !== undefined) return value;
  throw runtimeError(visit, `Invalid path '${path}': The choice state's condition path references an invalid value.`);
}
