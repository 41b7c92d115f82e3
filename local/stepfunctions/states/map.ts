import type { ItemProcessor, MapState } from "../definition.ts";
import { withRetryAndCatch } from "../interpreter/attempts.ts";
import { playChildren } from "../interpreter/children.ts";
import {
  type Conclusion,
  innerBranch,
  noteEvent,
  type Outcome,
  runtimeError,
  type Visit,
  writeEvent,
} from "../interpreter/run.ts";
import type { Json } from "../json.ts";
import { attemptDistributed } from "./distributed-map.ts";

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
      return branch.run.playStates(child, processor, await itemInput({ ...visit, context: child.context }, item));
    },
  });
  noteEvent(branch, "MapStateSucceeded");
  return language.conclude(visit, outputs);
}

/** What the processor starts with: the item, or what `ItemSelector` makes of it. Before it was so named it was `Parameters`. */
export async function itemInput(visit: Visit<MapState>, item: Json): Promise<Json> {
  const selector = visit.state.ItemSelector ?? visit.state.Parameters;
  return selector === undefined ? item : visit.language.fill(visit, selector, "ItemSelector");
}

/** @param most what counts when the field is missing, 0 or larger */
export async function maxConcurrency(visit: Visit<MapState>, most: number): Promise<number> {
  const field = await visit.language.read(visit, "MaxConcurrency", "number");
  if (!field) return most;
  const { value, path } = field;
  if (Number.isInteger(value) && value >= 0) return value === 0 ? most : Math.min(value, most);
  throw runtimeError(
    visit,
    path === undefined
      ? `The MaxConcurrency field has the value ${value} which is not a valid integer`
      : `The MaxConcurrencyPath field refers to value ${value} which is not a valid integer: ${path}`,
  );
}
