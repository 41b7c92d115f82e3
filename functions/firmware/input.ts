import * as v from "valibot";
import { printable } from "./printable.ts";

/** What a function was handed is not what it takes: an execution started by hand, an event of another kind. */
export class InputInvalidError extends Error {
  override readonly name = "InputInvalidError";

  constructor(what: string, reason: string) {
    super(`Not ${what}: ${printable(reason)}`);
  }
}

/**
 * Reads an input by its schema; fields the schema does not know are ignored, since AWS adds some now and then.
 * @param what the input in words: `an upload`
 * @throws InputInvalidError with the path of the field that is wrong
 */
export function parseInput<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  what: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (!result.success) throw new InputInvalidError(what, issueText(result.issues[0]));
  return result.output;
}

/** An issue in words, with the path of its field: `rollout.maximumPerMinute: Invalid value: Expected <=1000 …`. */
function issueText(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
}
