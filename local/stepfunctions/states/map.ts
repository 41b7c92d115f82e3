import type { ItemProcessor, MapState } from "../definition.ts";
import { withRetryAndCatch } from "../interpreter/attempts.ts";
import { playChildren } from "../interpreter/children.ts";
import type { Conclusion } from "../interpreter/query-language.ts";
import { innerBranch, noteEvent, type Outcome, runtimeError, type Visit, writeEvent } from "../interpreter/run.ts";
import { attemptDistributed } from "./distributed-map.ts";
import { itemInput, maxConcurrency } from "./map-fields.ts";

/** Plays its processor once for each item; the result is the array of their outputs. */
export function visitMap(visit: Visit<MapState>): Promise<Outcome> {
  const { ItemProcessor, Iterator } = visit.state;
  const processor = ItemProcessor ?? Iterator;
  if (!processor) throw runtimeError(visit, "The Map state has no ItemProcessor.");
  const distributed = processor.ProcessorConfig?.Mode === "DISTRIBUTED";
  const attempt = distributed ? attemptDistributed : attemptInline;
  return withRetryAndCatch(visit, () => attempt(visit, processor));
}

/** So many items are at work at once at most, whatever MaxConcurrency says (https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html). */
const mostAtOnce = 40;

async function attemptInline(visit: Visit<MapState>, processor: ItemProcessor): Promise<Conclusion> {
  const { branch, name, language } = visit;
  const items = await language.items(visit);
  const limit = await maxConcurrency(visit, mostAtOnce);
  if (!visit.earlier) writeEvent(branch, "MapStateStarted", { mapStateStartedEventDetails: { length: items.length } });

  const outputs = await playChildren(visit, {
    items,
    limit,
    mapName: name,
    open(Value, Index, previousEventId, signal) {
      const context = { ...visit.context, Map: { Item: { Index, Value } } };
      return innerBranch(branch, { previousEventId, signal, context });
    },
    async play(item, child) {
      const input = await itemInput({ ...visit, context: child.context }, item);
      return (await branch.run.playStates(child, processor, input)).value;
    },
  });
  noteEvent(branch, "MapStateSucceeded");
  return language.conclude(visit, outputs);
}
