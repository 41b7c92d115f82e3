import type { PassState } from "../definition.ts";
import type { Outcome, Visit } from "../interpreter/run.ts";

/** Passes on its input, its `Parameters`, or a fixed `Result`. */
export async function visitPass(visit: Visit<PassState>): Promise<Outcome> {
  const { state, language } = visit;
  const result = state.Result === undefined ? await passedOn(visit) : state.Result;
  return { ...(await language.conclude(visit, result)), next: state.Next };
}

/** In JSONata there is no result: `$states.result` is not there, and `Output` makes the output. */
async function passedOn(visit: Visit<PassState>) {
  return visit.language.name === "JSONata" ? undefined : visit.language.payload(visit);
}
