import type { FailState } from "../definition.ts";
import type { Visit } from "../interpreter/run.ts";
import { StatesError } from "../interpreter/states-errors.ts";

/** Ends with an error: always rejects with the StatesError it names. */
export async function visitFail(visit: Visit<FailState>): Promise<never> {
  const error = await visit.language.read(visit, "Error", "string");
  const cause = await visit.language.read(visit, "Cause", "string");
  throw new StatesError(error?.value, cause?.value);
}
