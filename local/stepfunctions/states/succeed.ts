import type { SucceedState } from "../definition.ts";
import type { Outcome, Visit } from "../interpreter/run.ts";

/** Ends the machine, a branch or an item with its input or its `Output`. */
export async function visitSucceed(visit: Visit<SucceedState>): Promise<Outcome> {
  return { ...(await visit.language.conclude(visit)), next: undefined };
}
