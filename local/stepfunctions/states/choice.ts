import type { ChoiceState, OutputFields } from "../definition.ts";
import { causeIn, type Outcome, type Visit } from "../interpreter/run.ts";
import { StatesError, statesErrors } from "../interpreter/states-errors.ts";

/** Goes the way of the first rule that holds. `Assign` and `Output` of that rule count, or the state's own with its `Default`. */
export async function visitChoice(visit: Visit<ChoiceState>): Promise<Outcome> {
  const { state, language } = visit;
  const rule = await firstMatch(visit);
  const next = rule ? rule.Next : state.Default;
  if (next === undefined) {
    throw new StatesError(
      statesErrors.noChoiceMatched,
      causeIn(visit, "Failed to transition out of the state. The state does not point to a next state."),
    );
  }
  const { Assign, Output } = rule ?? state;
  const from: OutputFields = {
    ...(Assign && { Assign }),
    ...(Output !== undefined && { Output }),
    ...(state.OutputPath !== undefined && { OutputPath: state.OutputPath }),
  };
  return { ...(await language.conclude(visit, undefined, from)), next };
}

async function firstMatch(visit: Visit<ChoiceState>) {
  for (const [at, rule] of visit.state.Choices.entries()) {
    if (await visit.language.matches(visit, rule, at)) return rule;
  }
  return undefined;
}
