import { randomInt, randomUUID } from "node:crypto";
import { hash, partition, range, refuse, seededRandom } from "../built-in-functions.ts";
import { isEqual, isObject, type Json } from "../json.ts";

type IntrinsicFunction = (...values: Json[]) => Json;

/** The intrinsic functions (https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html), by their name after `States.`. */
export const intrinsicFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  Array: (...values) => values,
  ArrayContains: (array, wanted = null) => arrayOf(array).some((item) => isEqual(item, wanted)),
  ArrayGetItem: (array, index) => itemAt(arrayOf(array), integerOf(index)),
  ArrayLength: (array) => arrayOf(array).length,
  ArrayPartition: (array, size) => partition(arrayOf(array), integerOf(size)),
  ArrayRange: (first, last, step) => range(integerOf(first), integerOf(last), integerOf(step)),
  ArrayUnique: (array) =>
    arrayOf(array).filter((item, at, all) => all.findIndex((other) => isEqual(other, item)) === at),
  Base64Decode: (text) => Buffer.from(shortTextOf(text), "base64").toString(),
  Base64Encode: (text) => Buffer.from(shortTextOf(text)).toString("base64"),
  Format: (template, ...values) => format(textOf(template), values),
  Hash: (data = null, algorithm) => hash(data, textOf(algorithm)),
  JsonMerge: (one, other, deep) => {
    if (deep !== false) refuse("only shallow merging is supported: the third argument is false");
    if (!isObject(one) || !isObject(other)) return refuse("both values to merge must be objects");
    return { ...one, ...other };
  },
  JsonToString: (value = null) => JSON.stringify(value),
  MathAdd: (one, other) => Math.round(numberOf(one)) + Math.round(numberOf(other)),
  MathRandom: (start, end, seed) => random(integerOf(start), integerOf(end), seed),
  StringSplit: (text, separators) => split(textOf(text), textOf(separators)),
  StringToJson: (text) => {
    try {
      return JSON.parse(textOf(text)) as Json;
    } catch {
      return refuse("the text is no JSON");
    }
  },
  UUID: () => randomUUID(),
};

function itemAt(array: readonly Json[], index: number): Json {
  const item = array[index];
  return item === undefined ? refuse(`there is no item ${index} in an array of ${array.length}`) : item;
}

function random(start: number, end: number, seed: Json | undefined): number {
  if (end <= start) refuse("the end must be greater than the start");
  if (seed === undefined) return randomInt(start, end);
  return start + Math.floor(seededRandom(numberOf(seed)) * (end - start));
}

/** Fills each `{}` of the template; `\{` and `\}` are the characters themselves. */
function format(template: string, values: Json[]): string {
  const holes = template.match(/\\[{}]|\{\}/g)?.filter((hole) => hole === "{}").length ?? 0;
  if (holes !== values.length) refuse(`the template has ${holes} {} for ${values.length} values`);
  let next = 0;
  return template.replace(/\\([{}])|\{\}/g, (_, escaped?: string) => escaped ?? plain(values[next++] ?? null));
}

function plain(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Cuts at every one of the separators' characters; empty pieces are left out. */
function split(text: string, separators: string): string[] {
  const pieces: string[] = [""];
  for (const character of text) {
    if (separators.includes(character)) pieces.push("");
    else pieces.push((pieces.pop() ?? "") + character);
  }
  return pieces.filter((piece) => piece !== "");
}

function arrayOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : refuse(`expected an array, not ${JSON.stringify(value)}`);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : refuse(`expected a string, not ${JSON.stringify(value)}`);
}

function shortTextOf(value: Json | undefined): string {
  const text = textOf(value);
  return text.length <= 10_000 ? text : refuse("the text is longer than 10,000 characters");
}

function numberOf(value: Json | undefined): number {
  return typeof value === "number" ? value : refuse(`expected a number, not ${JSON.stringify(value)}`);
}

function integerOf(value: Json | undefined): number {
  return Math.round(numberOf(value));
}
