import type { MapState } from "../definition.ts";
import { runtimeError, type Visit } from "../interpreter/run.ts";
import type { Json } from "../json.ts";

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
