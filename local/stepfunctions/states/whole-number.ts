import { runtimeError, type Visit } from "../interpreter/run.ts";

/**
 * The whole number that a field gives, by itself, by its path or its expression; none when the state has no such field.
 * @throws StatesError `States.Runtime` when it is a fraction, or less than `least`
 */
export async function wholeNumber(visit: Visit, field: string, least: 0 | 1): Promise<number | undefined> {
  const given = await visit.language.read(visit, field, "number");
  if (!given) return undefined;
  const { value, path } = given;
  if (Number.isInteger(value) && value >= least) return value;
  throw runtimeError(
    visit,
    path === undefined
      ? `The ${field} field has the value ${value} which is not a valid integer`
      : `The ${field}Path field refers to value ${value} which is not a valid integer: ${path}`,
  );
}
