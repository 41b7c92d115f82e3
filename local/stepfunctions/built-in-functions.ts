import { createHash } from "node:crypto";
import type { Json } from "./json.ts";

// Functions that intrinsic functions and AWS's additions to JSONata have in common.

/** What a function does not take; becomes `States.IntrinsicFailure` or `States.QueryEvaluationError`. */
export class ArgumentError extends Error {
  override readonly name = "ArgumentError";
}

/** @throws ArgumentError always */
export function refuse(why: string): never {
  throw new ArgumentError(why);
}

const longestRange = 1000;

/** From `first` to `last`, both included where the steps meet them. */
export function range(first: number, last: number, step: number): number[] {
  if (step === 0) refuse("the step of a range cannot be 0");
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > longestRange) refuse(`a range has at most ${longestRange} items`);
  return Array.from({ length }, (_, at) => first + at * step);
}

/** An array in pieces of `size`. */
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

/** The hash of a text, or of another value's JSON, in hex. */
export function hash(data: Json, algorithm: string): string {
  const name = algorithms[algorithm] ?? refuse(`the algorithm is one of ${Object.keys(algorithms).join(", ")}`);
  return createHash(name)
    .update(typeof data === "string" ? data : JSON.stringify(data))
    .digest("hex");
}

/** A number in [0, 1) that is the same for the same seed. */
export function seededRandom(seed: number | string): number {
  const digest = createHash("sha256").update(String(seed)).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}
