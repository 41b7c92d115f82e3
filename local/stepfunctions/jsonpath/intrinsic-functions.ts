import { randomUUID } from "node:crypto";
import { hash, partition, range, refuse, seededRandom } from "../built-in-functions.ts";
import { isEqual, isObject, type Json } from "../json.ts";

interface IntrinsicFunction {
  /** How many values it takes. */
  readonly least: number;
  readonly most: number;
  readonly apply: (...values: Json[]) => Json;
}

const any = Number.POSITIVE_INFINITY;

function taking(least: number, apply: IntrinsicFunction["apply"], most = least): IntrinsicFunction {
  return { least, most, apply };
}

/** The intrinsic functions (https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html), by their name after `States.`. */
export const intrinsicFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  Array: taking(0, (...values) => values, any),
  ArrayContains: taking(2, (array, wanted = null) => arrayOf(array).some((item) => isEqual(item, wanted))),
  ArrayGetItem: taking(2, (array, index) => itemAt(arrayOf(array), integerOf(index))),
  ArrayLength: taking(1, (array) => arrayOf(array).length),
  ArrayPartition: taking(2, (array, size) => partition(arrayOf(array), integerOf(size))),
  ArrayRange: taking(3, (first, last, step) => range(integerOf(first), integerOf(last), integerOf(step))),
  ArrayUnique: taking(1, (array) => unique(arrayOf(array))),
  Base64Decode: taking(1, (text) => Buffer.from(shortTextOf(text), "base64").toString()),
  Base64Encode: taking(1, (text) => Buffer.from(shortTextOf(text)).toString("base64")),
  Format: taking(1, (template, ...values) => format(textOf(template), values), any),
  Hash: taking(2, (data = null, algorithm) => hash(shortTextOf(asText(data)), textOf(algorithm))),
  JsonMerge: taking(3, (one, other, deep) => merged(one, other, deep)),
  JsonToString: taking(1, (value = null) => JSON.stringify(value)),
  MathAdd: taking(2, (one, other) => integerOf(one) + integerOf(other)),
  MathRandom: taking(2, (start, end, seed) => random(integerOf(start), integerOf(end), seed), 3),
  StringSplit: taking(2, (text, separators) => split(textOf(text), textOf(separators))),
  StringToJson: taking(1, (text) => parsed(textOf(text))),
  UUID: taking(0, () => randomUUID()),
};

function unique(array: readonly Json[]): Json[] {
  return array.filter((item, at, all) => all.findIndex((other) => isEqual(other, item)) === at);
}

function merged(one: Json | undefined, other: Json | undefined, deep: Json | undefined): Json {
  if (deep !== false) refuse("only shallow merging is supported: the third argument is false");
  if (!isObject(one) || !isObject(other)) return refuse("both values to merge must be objects");
  return { ...one, ...other };
}

function itemAt(array: readonly Json[], index: number): Json {
  const item = array[index];
  return item === undefined ? refuse(`there is no item ${index} in an array of ${array.length}`) : item;
}

function random(start: number, end: number, seed: Json | undefined): number {
  if (end <= start) refuse("the end must be greater than the start");
  const drawn = seed === undefined ? Math.random() : seededRandom(numberOf(seed));
  return start + Math.floor(drawn * (end - start));
}

/** Fills each `{}` of the template; `\{` and `\}` are the characters themselves. */
function format(template: string, values: Json[]): string {
  const holes = template.match(/\\[{}]|\{\}/g)?.filter((hole) => hole === "{}").length ?? 0;
  if (holes !== values.length) refuse(`the template has ${holes} {} for ${values.length} values`);
  let next = 0;
  return template.replace(/\\([{}])|\{\}/g, (_, escaped?: string) => escaped ?? plain(values[next++] ?? null));
}

/** As Java writes values; so it is recorded on AWS: `{a=1, b=[x, null]}`. */
function plain(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(plain).join(", ")}]`;
  if (!isObject(value)) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${name}=${plain(member)}`);
  return `{${members.join(", ")}}`;
}

/** A text of nothing is `null`: so it is recorded on AWS. */
function parsed(text: string): Json {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return refuse("the text is no JSON");
  }
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

function asText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function numberOf(value: Json | undefined): number {
  return typeof value === "number" ? value : refuse(`expected a number, not ${JSON.stringify(value)}`);
}

function integerOf(value: Json | undefined): number {
  return Math.round(numberOf(value));
}
