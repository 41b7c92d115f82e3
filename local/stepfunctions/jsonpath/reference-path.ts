import { StatesError, statesErrors } from "../interpreter/states-errors.ts";
import { isObject, type Json } from "../json.ts";
import { parsePath } from "./parse-path.ts";
import { normalized, type Path, type Segment } from "./path.ts";

/**
 * Puts `value` where a reference path (`ResultPath`) points, in a copy of `target`; what is missing on the way is made.
 * @throws StatesError `States.ResultPathMatchFailure` when the way leads through something that is no object
 */
export function placeAt(text: string, target: Json, value: Json): Json {
  const path = parsePath(text);
  return place(target, path.segments, value, path);
}

function place(target: Json | undefined, segments: readonly Segment[], value: Json, path: Path): Json {
  const [segment, ...rest] = segments;
  if (!segment) return value;
  const key = segment.kind === "child" ? segment.key : segment.kind;
  if (typeof key === "number" && Array.isArray(target) && key < target.length) {
    return target.with(key, place(target[key], rest, value, path));
  }
  const object = target ?? {};
  if (segment.kind === "child" && typeof key === "string" && isObject(object)) {
    const inner = Object.hasOwn(object, key) ? object[key] : undefined;
    return { ...object, [key]: place(inner, rest, value, path) };
  }
  throw new StatesError(
    statesErrors.resultPathMatchFailure,
    `Unable to apply step "${key}" to input ${JSON.stringify(target)} (ResultPath ${normalized(path)})`,
  );
}
