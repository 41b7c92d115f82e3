import { createHash, randomInt, randomUUID } from "node:crypto";
import { isEqual, isObject, type Json } from "../json.ts";

/** What a function does not take; becomes `States.IntrinsicFailure`. */
export class ArgumentError extends Error {
  override readonly name = "ArgumentError";
}

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

const longestRange = 1000;

/** From `first` to `last`, both included where the steps meet them. Shared with JSONata's `$range`. */
export function range(first: number, last: number, step: number): number[] {
  if (step === 0) refuse("the step of a range cannot be 0");
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > longestRange) refuse(`a range has at most ${longestRange} items`);
  return Array.from({ length }, (_, at) => first + at * step);
}

/** An array in pieces of `size`. Shared with JSONata's `$partition`. */
export function partition(array: readonly Json[], size: number): Json[][] {
  if (size < 1) refuse("the size of a partition must be at least 1");
  return Array.from({ length: Math.ceil(array.length / size) }, (_, at) => array.slice(at * size, (at + 1) * size));
}

const algorithms: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

/** The hash of a text, or of another value's JSON, in hex. Shared with JSONata's `$hash`. */
export function hash(data: Json, algorithm: string): string {
  const name = algorithms[algorithm] ?? refuse(`the algorithm is one of ${Object.keys(algorithms).join(", ")}`);
  return createHash(name)
    .update(typeof data === "string" ? data : JSON.stringify(data))
    .digest("hex");
}

/** A number in [0, 1) that is the same for the same seed. Shared with JSONata's `$random`. */
export function seededRandom(seed: number): number {
  const digest = createHash("sha256").update(String(seed)).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
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

function refuse(why: string): never {
  throw new ArgumentError(why);
}
