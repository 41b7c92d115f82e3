import { type Comparison, comparisonOf, InvalidPattern, isObject, isOperator } from "./comparisons.ts";

/** Whether an event is what a pattern describes. */
export type EventPattern = (event: unknown) => boolean;

/**
 * Reads an event pattern, as aws/event-ruler does: every field that is named must match, by any of the values its list gives;
 * where the event has a list, one of its elements must match, and fields named together must match in the same element.
 * @throws InvalidPattern that says why it is none
 */
export function parseEventPattern(json: string): EventPattern {
  let pattern: unknown;
  try {
    pattern = JSON.parse(json);
  } catch (error) {
    throw new InvalidPattern((error as Error).message);
  }
  if (!isObject(pattern)) throw new InvalidPattern("Filter is not an object");
  if (Object.keys(pattern).length === 0) throw new InvalidPattern("Empty objects are not allowed");
  return fieldsPattern(pattern);
}

function fieldsPattern(pattern: Readonly<Record<string, unknown>>): EventPattern {
  const fields = Object.entries(pattern).map(([name, value]): EventPattern => {
    if (name === "$or" && isAlternatives(value)) {
      const alternatives = value.map(fieldsPattern);
      return (event) => alternatives.some((matches) => matches(event));
    }
    const matches = fieldPattern(name, value);
    return (event) => matches(isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined);
  });
  return (event) => fields.every((matches) => matches(event));
}

/** Two or more objects whose fields are no operators: else `$or` is a field like any other. */
function isAlternatives(value: unknown): value is Record<string, unknown>[] {
  return (
    Array.isArray(value) &&
    value.length > 1 &&
    value.every((item) => isObject(item) && !Object.keys(item).some(isOperator))
  );
}

function fieldPattern(name: string, value: unknown): EventPattern {
  if (Array.isArray(value)) return leafPattern(name, value);
  if (!isObject(value)) throw new InvalidPattern(`"${name}" must be an object or an array`);
  if (Object.keys(value).length === 0) throw new InvalidPattern("Empty objects are not allowed");
  const matches = fieldsPattern(value);
  return (event) => (Array.isArray(event) ? event.flat(Infinity).some(matches) : matches(event));
}

function leafPattern(name: string, values: readonly unknown[]): EventPattern {
  if (values.length === 0) throw new InvalidPattern("Empty arrays are not allowed");
  const comparisons = values.map((value): Comparison => comparisonOf(name, value));
  return (event) => {
    const leaves = [event].flat(Infinity).filter((leaf) => leaf !== undefined && !isObject(leaf));
    return comparisons.some((comparison) =>
      comparison.absent ? leaves.length === 0 : leaves.some((leaf) => comparison.matches(leaf)),
    );
  };
}
