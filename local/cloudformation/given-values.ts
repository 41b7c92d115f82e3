import type { Parameter } from "@aws-sdk/client-cloudformation";
import type { ParameterValue } from "./parameters.ts";
import { templateError } from "./template-error.ts";

/**
 * What a request gives for its template's parameters.
 * @param previous the parameters of the stack as it is
 * @throws AwsError ValidationError for one whose previous value there is not
 */
export function givenValues(
  parameters: readonly Parameter[],
  previous: ReadonlyMap<string, ParameterValue>,
): Record<string, string> {
  const values = parameters.flatMap(({ ParameterKey: key = "", ParameterValue: value, UsePreviousValue }) => {
    if (!UsePreviousValue) return value === undefined ? [] : [[key, value] as const];
    if (value !== undefined)
      throw templateError(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true and also specify a value`,
      );
    const before = previous.get(key);
    if (before === undefined)
      throw templateError(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
      );
    return [[key, String(before)] as const]; // a list with commas between;
  });
  return Object.fromEntries(values);
}
