import { ArgumentError } from "../built-in-functions.ts";
import { type Branch, causeIn, runtimeError, type Visit } from "../interpreter/run.ts";
import { StatesError, statesErrors } from "../interpreter/states-errors.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { type IntrinsicCall, type IntrinsicValue, parseIntrinsic } from "./intrinsic-expression.ts";
import { intrinsicFunctions } from "./intrinsic-functions.ts";
import { parsePath } from "./parse-path.ts";
import { type Path, select } from "./path.ts";

/** What paths lead into: `$` the data, `$$` the context object, `$name` the variables. */
export interface Scope {
  readonly data: Json;
  readonly visit: { readonly context: Visit["context"]; readonly branch: Branch };
}

/** What a path leads to, as `select` gives it. A variable that nobody assigned leads nowhere. */
export function valueAt(path: Path, scope: Scope): Json | undefined {
  const root = rootOf(path, scope);
  if (root !== undefined) return select(path, root);
  return path.single ? undefined : [];
}

function rootOf(path: Path, { data, visit }: Scope): Json | undefined {
  if (path.root === "$") return data;
  if (path.root === "$$") return visit.context as unknown as Json;
  return visit.branch.variables.get(path.root);
}

/**
 * Fills a payload template: a key that ends in `.$` takes the value of its path or intrinsic function.
 * @throws StatesError `States.Runtime` when a path leads nowhere, `States.IntrinsicFailure` when a function refuses
 */
export function fillTemplate(visit: Visit, template: Json, data: Json): Json {
  if (Array.isArray(template)) return template.map((item) => fillTemplate(visit, item, data));
  if (!isObject(template)) return template;
  const filled: JsonObject = {};
  for (const [key, value] of Object.entries(template)) {
    if (key.endsWith(".$")) filled[key.slice(0, -2)] = evaluate(visit, String(value), data, key);
    else filled[key] = fillTemplate(visit, value, data);
  }
  return filled;
}

/** The value of a path or an intrinsic function. `field` is where it stands, for the message. */
export function evaluate(visit: Visit, expression: string, data: Json, field: string): Json {
  if (!expression.startsWith("$")) return call(visit, parseIntrinsic(expression), data, field);
  const value = valueAt(parsePath(expression), { data, visit });
  return value === undefined ? missing(visit, expression, data, field) : value;
}

function call(visit: Visit, { name, values }: IntrinsicCall, data: Json, field: string): Json {
  const given = values.map((value) => argument(visit, value, data, field));
  try {
    return intrinsicFunctions[name]?.apply(...given) ?? null;
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    throw new StatesError(
      statesErrors.intrinsicFailure,
      causeIn(visit, `Invalid arguments in States.${name}: ${error.message}`),
    );
  }
}

function argument(visit: Visit, value: IntrinsicValue, data: Json, field: string): Json {
  if (value.kind === "literal") return value.value;
  if (value.kind === "call") return call(visit, value.call, data, field);
  const found = valueAt(value.path, { data, visit });
  return found === undefined ? missing(visit, value.text, data, field) : found;
}

function missing(visit: Visit, path: string, data: Json, field: string): never {
  throw runtimeError(
    visit,
    `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${JSON.stringify(data)}'`,
  );
}
