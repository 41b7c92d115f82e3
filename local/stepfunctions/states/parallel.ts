import type { ParallelState } from "../definition.ts";
import { withRetryAndCatch } from "../interpreter/attempts.ts";
import { playChildren } from "../interpreter/children.ts";
import type { Conclusion } from "../interpreter/query-language.ts";
import { innerBranch, noteEvent, type Outcome, type Visit, writeEvent } from "../interpreter/run.ts";

/** Plays its branches at once, each with the same input; the result is the array of their outputs. */
export function visitParallel(visit: Visit<ParallelState>): Promise<Outcome> {
  return withRetryAndCatch(visit, () => attempt(visit));
}

async function attempt(visit: Visit<ParallelState>): Promise<Conclusion> {
  const { branch, state, context, language } = visit;
  const input = await language.payload(visit);
  if (!visit.earlier) writeEvent(branch, "ParallelStateStarted");
  const outputs = await playChildren(visit, {
    items: state.Branches,
    limit: state.Branches.length,
    open: (_list, _index, previousEventId, signal) => innerBranch(branch, { previousEventId, signal, context }),
    play: async (list, child) => (await branch.run.playStates(child, list, input)).value,
  });
  noteEvent(branch, "ParallelStateSucceeded");
  return language.conclude(visit, outputs);
}
