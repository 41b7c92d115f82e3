import { isObject, type Properties, type Template, type Value } from "../template.ts";
import { templateError } from "../template-error.ts";

/**
 * The template's `Globals.Function`, which every function's properties are merged over.
 * @throws AwsError ValidationError for the globals of other types, which are not played
 */
export function functionGlobals({ Globals = {} }: Template): Properties {
  const { Function: globals = {}, ...others } = Globals;
  const [other] = Object.keys(others);
  if (other) throw templateError(`Local AWS does not play Globals.${other}`);
  return globals;
}

/** Objects are merged, lists put after one another, anything else is overridden: as SAM merges globals with a resource's own. */
export function merged(globals: Value, own: Value): Value {
  if (own === undefined) return globals;
  if (Array.isArray(globals) && Array.isArray(own)) return [...globals, ...own];
  if (!isObject(globals) || !isObject(own) || isFunction(globals) || isFunction(own)) return own;
  const added = Object.entries(own).map(([key, value]) => [key, merged(globals[key], value)] as const);
  return { ...globals, ...Object.fromEntries(added) };
}

function isFunction(value: Properties): boolean {
  return Object.keys(value).some((key) => key === "Ref" || key.startsWith("Fn::"));
}
