import * as v from "valibot";
import { fieldProblem } from "./field-path.ts";
import { JsonInvalidError, parseStrictJson } from "./strict-json.ts";

/** Larger documents of people's are refused unread. */
export const largestDocument = 65_536;

/** Why a document of so many bytes is not read. */
export function tooLarge(size: number): string {
  return `it has ${size} bytes, more than ${largestDocument}`;
}

/** Every document may name its JSON Schema; editors then complete and check it. */
export const documentFields = {
  $schema: v.exactOptional(
    v.pipe(v.string(), v.description("Where the JSON Schema is, for your editor. Not read here.")),
  ),
};

/**
 * Reads a JSON document that people write.
 * @param refuse makes the error from what is wrong, the field's path first; it is thrown
 */
export function parseDocument<Schema extends v.GenericSchema>(
  schema: Schema,
  bytes: Uint8Array,
  refuse: (reason: string, options?: ErrorOptions) => Error,
): v.InferOutput<Schema> {
  if (bytes.length > largestDocument) throw refuse(tooLarge(bytes.length));
  const result = v.safeParse(schema, readJson(bytes, refuse), { abortEarly: true });
  if (!result.success) throw refuse(issueProblem(result.issues[0]));
  return result.output;
}

function readJson(bytes: Uint8Array, refuse: (reason: string, options?: ErrorOptions) => Error): unknown {
  try {
    return parseStrictJson(bytes);
  } catch (cause) {
    if (cause instanceof JsonInvalidError) throw refuse(cause.message, { cause });
    throw cause;
  }
}

function issueProblem(issue: v.BaseIssue<unknown>): string {
  const path = issue.path?.map(({ key }) => (typeof key === "number" ? key : String(key))) ?? [];
  return fieldProblem(path, issue.message);
}
