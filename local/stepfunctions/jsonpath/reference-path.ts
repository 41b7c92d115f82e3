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
  if (segment.kind === "index" && Array.isArray(target) && segment.index < target.length) {
    return target.with(segment.index, place(target[segment.index], rest, value, path));
  }
  const object = target ?? {};
  if (segment.kind === "name" && isObject(object)) {
    const inner = Object.hasOwn(object, segment.name) ? object[segment.name] : undefined;
    return { ...object, [segment.name]: place(inner, rest, value, path) };
  }
  throw new StatesError(
    statesErrors.resultPathMatchFailure,
    `Unable to apply step "${segment.kind === "name" ? segment.name : "index" in segment ? segment.index : segment.kind}" to input ${JSON.stringify(target)} (ResultPath ${normalized(path)})`,
  );
}
