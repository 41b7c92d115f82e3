import * as v from "valibot";
import { closestName } from "./closest-name.ts";
import type { OtherWords } from "./other-words.ts";
import { printable } from "./printable.ts";

/** Refuses a value by what it should have been: `300 is not a whole number from 0 to 255`. */
export function isNot(expected: string): (issue: { readonly input: unknown }) => string {
  return ({ input }) => (input === undefined ? `It is missing: ${expected}` : `${shown(input)} is not ${expected}`);
}

function shown(value: unknown): string {
  if (typeof value === "string") {
    // People take the wrong file, and logs and notices have many readers.
    return value.includes("PRIVATE KEY")
      ? "A private key, which others may have read by now,"
      : `"${printable(value)}"`;
  }
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

const isObject = (input: unknown) => typeof input === "object" && input !== null && !Array.isArray(input);

/**
 * Lets objects pass and nothing else; to valibot, a list is an object too.
 * @param shape what it has in it, for whoever wrote something else: `{ reason }`
 */
export function anObject(shape = "") {
  return v.custom<Record<string, unknown>>(isObject, isNot(`an object ${shape}`.trim()));
}

/** An object of these fields and no others, but only behind `anObject`. */
export function fields<Entries extends v.ObjectEntries>(entries: Entries, otherWords: OtherWords = new Map()) {
  const known = Object.keys(entries);
  const wording = ({ expected, path }: v.StrictObjectIssue) => {
    const { key, input } = path?.[0] ?? {};
    if (expected === "never") {
      const advice = otherWords.get(String(key)) ?? adviceOn(String(key), known);
      return `There is no such setting${advice && `; ${advice}`}`;
    }
    const meant = closestName(
      String(key),
      Object.keys(Object(input)).filter((name) => !known.includes(name)),
    );
    return `It is missing${meant === undefined ? "" : `; did you mean it by ${printable(meant)}?`}`;
  };
  return v.strictObject(entries, wording);
}

/** So many fields are listed in a message; more are for the documentation. */
const mostNames = 10;

function adviceOn(written: string, known: readonly string[]): string {
  const meant = closestName(written, known);
  if (meant !== undefined) return `did you mean ${meant}?`;
  return known.length > mostNames ? "" : `there are ${known.join(", ")}`;
}

/** An object of these fields and no others. */
export function closed<Entries extends v.ObjectEntries>(entries: Entries, otherWords?: OtherWords) {
  const names = Object.keys(entries);
  return v.pipe(anObject(names.length > mostNames ? "" : `{ ${names.join(", ")} }`), fields(entries, otherWords));
}

export function wholeNumber(from: number, to: number) {
  const message = isNot(`a whole number from ${from} to ${to}`);
  return v.pipe(v.number(message), v.integer(message), v.minValue(from, message), v.maxValue(to, message));
}

/** More than 0, at most 100. */
export function percentage() {
  const message = isNot("a number above 0, up to 100");
  return v.pipe(v.number(message), v.gtValue(0, message), v.maxValue(100, message));
}

export function oneOf<const Options extends readonly string[]>(options: Options) {
  return v.picklist(options, isNot(options.length === 1 ? `"${options[0]}"` : `one of ${options.join(", ")}`));
}

/** Text that a pattern describes. @param what in words: `a profile's name: 2 to 64 letters, digits and underscores` */
export function text(pattern: RegExp, what: string) {
  return v.pipe(v.string(isNot(what)), v.regex(pattern, isNot(what)));
}

/** A file's path, or whatever else devices call a thing: the job document takes it as it stands. */
export function nameOnDevice() {
  return text(/^[\x20-\x7e]{1,128}$/, "1 to 128 printable ASCII characters");
}

/** An AWS Signer profile's name. */
export function profileName() {
  return text(/^[A-Za-z0-9_]{2,64}$/, "a signing profile's name: 2 to 64 letters, digits and underscores");
}

/** An object of texts with keys of its own. Names that valibot would leave out without a word are refused. */
export function textMap<Value extends v.GenericSchema<string>>(key: v.GenericSchema<string, string>, value: Value) {
  const nameable = v.rawCheck<Record<string, unknown>>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const name of ["constructor", "prototype"].filter((name) => Object.hasOwn(dataset.value, name))) {
      const path = {
        type: "object",
        origin: "key",
        input: dataset.value,
        key: name,
        value: dataset.value[name],
      } as const;
      addIssue({ message: "no key may be named so", path: [path] });
    }
  });
  return v.pipe(anObject(), nameable, v.record(key, value));
}
