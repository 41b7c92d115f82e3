import type { State } from "../definition.ts";
import { assignedIn } from "./places.ts";

interface NameProblem {
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

/** A `Label` is a part of the ARNs of a Map's runs. */
export function* labelProblems(state: State): Iterable<NameProblem> {
  if (state.Type !== "Map" || state.Label === undefined) return;
  if (state.Label.length > longestLabel) {
    yield { at: "/Label", message: `Label must have at most ${longestLabel} characters` };
  }
  if (notInLabels.test(state.Label)) yield { at: "/Label", message: `Label has a character that it may not have` };
}
