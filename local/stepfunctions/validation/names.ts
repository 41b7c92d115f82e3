import type { State } from "../definition.ts";
import type { Problem } from "../definition-rules.ts";
import { notInNames } from "../names.ts";
import { assignedIn, type Place } from "./places.ts";

interface NameProblem {
  /** Left out: `SCHEMA_VALIDATION_FAILED`. */
  readonly code?: string;
  readonly at: string;
  readonly message: string;
}

/** Unicode's identifiers (https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html#variable-limits). */
const identifier = /^\p{ID_Start}\p{ID_Continue}*$/u;
const longestVariable = 80;

/** Names in `Assign` that no variable may have. `$states` is AWS's own. */
export function* variableNameProblems(state: State): Iterable<NameProblem> {
  for (const name of assignedIn(state)) {
    const fault = variableFault(name);
    if (fault) yield { at: "/Assign", message: `The variable name '${name}' ${fault}` };
  }
}

function variableFault(name: string): string | undefined {
  if (name === "states") return "is reserved";
  if (!identifier.test(name)) return "must be a Unicode identifier";
  if ([...name].length > longestVariable) return `must have at most ${longestVariable} characters`;
  return undefined;
}

const longestLabel = 40;

/** A `Label` is a part of the ARNs of a Map's runs (https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html; codes and limit measured by badmintoncryer/cdk-preflight). */
export function* labelProblems(state: State): Iterable<NameProblem> {
  if (state.Type !== "Map" || state.Label === undefined) return;
  const label = { code: "INVALID_LABEL_NAME", at: "/Label" };
  if (state.Label.length > longestLabel) {
    const limit = `the ${longestLabel}-character limit allowed by the service`;
    yield { ...label, message: `The label '${state.Label}' exceeds ${limit}` };
  }
  if (notInNames.test(state.Label)) {
    yield { ...label, message: `The label '${state.Label}' has a character that is not allowed` };
  }
}

/** Names that another state of the machine has too, wherever it stands, and labels that another Map has. */
export function duplicateNames(places: readonly Place[]): Problem[] {
  const labels = places.flatMap(({ state, location }) =>
    state.Type === "Map" && state.Label !== undefined ? [{ name: state.Label, location: `${location}/Label` }] : [],
  );
  return [...duplicates("State", places), ...duplicates("Label", labels)];
}

function duplicates(kind: "State" | "Label", named: readonly { name: string; location: string }[]): Problem[] {
  const seen = new Set<string>();
  return named.flatMap(({ name, location }) => {
    const code = `DUPLICATE_${kind.toUpperCase()}_NAME`;
    if (seen.has(name)) return [{ code, message: `Duplicate ${kind} name: ${name}`, location }];
    seen.add(name);
    return [];
  });
}
