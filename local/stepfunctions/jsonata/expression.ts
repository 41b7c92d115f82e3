import { randomUUID } from "node:crypto";
import compile from "jsonata";
import type { Clock } from "../../clock.ts";
import { hash, partition, range, seededRandom } from "../built-in-functions.ts";
import { type Json, type JsonObject, toDocument } from "../json.ts";
import { followPlainPath } from "./plain-path.ts";

const parsed = new Map<string, compile.Expression>();

/** Where an expression is given up: one that never ends must neither hang the rest of local AWS nor take all its memory. */
const limits = { timeout: 2_000, stack: 20_000 }; // milliseconds; expressions that wait for one another

/** After so many milliseconds an expression lets others work in between. */
const patience = 250;

/** What jsonata calls before it evaluates each part of an expression, and waits for. */
const beforeEachPart = Symbol.for("jsonata.__evaluate_entry") as unknown as string;

function letOthersWork(_part: unknown, _input: unknown, { base }: { base: { timestamp: Date } }): unknown {
  // biome-ignore lint/plugin: what an expression takes, it takes of the computer's own time
  if (Date.now() - base.timestamp.getTime() < patience) return undefined;
  return new Promise((resolve) => setImmediate(resolve));
}

/** `{% … %}` around an expression, and nothing outside it: whatever else stands there is a text. */
const wrapped = /^\{%(.*)%\}$/s;

/** The expression in a field's value; none when the value is meant as it stands. */
export function expressionIn(value: Json | undefined): string | undefined {
  return typeof value === "string" ? wrapped.exec(value)?.[1]?.trim() : undefined;
}

/** Parses once what is evaluated often. @throws when the expression cannot be read: jsonata's error, with `code` and `position` */
export function parseExpression(text: string): compile.Expression {
  let expression = parsed.get(text);
  if (!expression) {
    expression = compile(text, limits);
    registerFunctions(expression);
    expression.assign(beforeEachPart, letOthersWork);
    parsed.set(text, expression);
  }
  return expression;
}

/**
 * Evaluates an expression with `bindings` as its variables; there is no input document, as on AWS.
 * Resolves to `undefined` when the expression gives nothing, and to plain JSON otherwise.
 */
export async function evaluateExpression(text: string, bindings: JsonObject, clock: Clock): Promise<Json | undefined> {
  const found = followPlainPath(text, bindings);
  if (found !== undefined) return found;
  const result: unknown = await parseExpression(text).evaluate(undefined, { ...timeFunctions(clock), ...bindings });
  if (isScalar(result)) return result;
  return result === undefined || isFunction(result) ? undefined : toDocument(result).value;
}

/** What most expressions give; a number that JSON has no word for is none. */
function isScalar(value: unknown): value is null | boolean | number | string {
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

/** JSONata's own functions and lambdas are objects. */
function isFunction(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return typeof value === "function";
  return "_jsonata_function" in value || "_jsonata_lambda" in value;
}

/** AWS's own functions beside JSONata's (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn). */
function registerFunctions(expression: compile.Expression): void {
  expression.registerFunction("partition", partition, "<an:a>");
  expression.registerFunction("range", range, "<nnn:a>");
  expression.registerFunction("hash", (data: Json, algorithm: string) => hash(data, algorithm), "<js:s>");
  expression.registerFunction("random", (seed?: number) => (seed === undefined ? Math.random() : seededRandom(seed)));
  expression.registerFunction("uuid", randomUUID, "<:s>");
  expression.registerFunction("parse", (text: string) => JSON.parse(text) as Json, "<s:j>");
  expression.assign("eval", undefined); // AWS does not have it: such a call is one of no function (floci-io/floci#2737)
}

/** What formats milliseconds: JSONata's own, so that `$now` keeps its pictures and time zones. */
interface NativeFunction {
  implementation(milliseconds: number, picture?: string, timezone?: string): string;
}

const fromMillis = (await compile("$fromMillis").evaluate(undefined)) as NativeFunction;

/** JSONata would ask the computer's clock. As it has it, time stands still while an expression is evaluated. */
function timeFunctions(clock: Clock) {
  const time = clock.now();
  return {
    millis: () => time,
    now: (picture?: string, timezone?: string) => fromMillis.implementation(time, picture, timezone),
  };
}
