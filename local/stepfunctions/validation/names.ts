import type { State } from "../definition.ts";
import type { Problem } from "../definition-rules.ts";
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

/** White space, wildcards, brackets, `" # % \ ^ | ~ \` $ & , ; :` and control characters (https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what AWS refuses
const notInLabels = /[\s<>{}[\]?*"#%\\^|~`$&,;:\u0000-\u001f\u007f-\u009f]/;
const longestLabel = 40;

/** A `Label` is a part of the ARNs of a Map's runs (codes and limit measured by badmintoncryer/cdk-preflight). */
export function* labelProblems(state: State): Iterable<NameProblem> {
  if (state.Type !== "Map" || state.Label === undefined) return;
  const label = { code: "INVALID_LABEL_NAME", at: "/Label" };
  if (state.Label.length > longestLabel) {
    const limit = `the ${longestLabel}-character limit allowed by the service`;
    yield { ...label, message: `The label '${state.Label}' exceeds ${limit}` };
  }
  if (notInLabels.test(state.Label)) {
    yield { ...label, message: `The label '${state.Label}' has a character that is not allowed` };
  }
}

/** Labels that another Map of the machine has too. */
export function duplicateLabels(places: readonly Place[]): Problem[] {
  const seen = new Set<string>();
  return places.flatMap(({ state, location }) => {
    if (state.Type !== "Map" || state.Label === undefined) return [];
    const isNew = !seen.has(state.Label);
    seen.add(state.Label);
    const message = `Duplicate Label name: ${state.Label}`;
    return isNew ? [] : [{ code: "DUPLICATE_LABEL_NAME", message, location: `${location}/Label` }];
  });
}
