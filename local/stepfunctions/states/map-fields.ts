import type { MapState } from "../definition.ts";
import type { Visit } from "../interpreter/run.ts";
import type { Json } from "../json.ts";
import { wholeNumber } from "./whole-number.ts";

/** What the processor starts with: the item, or what `ItemSelector` makes of it. Before it was so named it was `Parameters`. */
export async function itemInput(visit: Visit<MapState>, item: Json): Promise<Json> {
  const selector = visit.state.ItemSelector ?? visit.state.Parameters;
  return selector === undefined ? item : visit.language.fill(visit, selector, "ItemSelector");
}

/** @param most what counts when the field is missing, 0 or larger */
export async function maxConcurrency(visit: Visit<MapState>, most: number): Promise<number> {
  const wanted = await wholeNumber(visit, "MaxConcurrency", 0);
  return Math.min(wanted || most, most);
}
