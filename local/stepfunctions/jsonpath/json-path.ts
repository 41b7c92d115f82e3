import type { OutputFields } from "../definition.ts";
import type { FieldType, FieldValue, QueryLanguage } from "../interpreter/query-language.ts";
import { runtimeError, type Visit } from "../interpreter/run.ts";
import { isObject, type Json, typeOf } from "../json.ts";
import { ruleMatches } from "./choice-rules.ts";
import { evaluate, fillTemplate, valueAt } from "./evaluate.ts";
import { parsePath } from "./parse-path.ts";
import { normalized } from "./path.ts";
import { placeAt } from "./reference-path.ts";

/** States in JSONPath (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html). */
export const jsonPath: QueryLanguage<Visit> = {
  name: "JSONPath",

  effectiveInput: (visit) => through(visit, visit.state.InputPath, visit.input),

  async payload(visit) {
    const input = jsonPath.effectiveInput(visit);
    const { Parameters } = visit.state as { Parameters?: Json };
    return Parameters === undefined ? input : fillTemplate(visit, Parameters, input);
  },

  async conclude(visit, result = jsonPath.effectiveInput(visit), from: OutputFields = visit.state) {
    const selected = from.ResultSelector ? fillTemplate(visit, from.ResultSelector, result) : result;
    const combined = combine(visit, from.ResultPath, selected);
    return {
      output: through(visit, from.OutputPath, combined),
      assigned: assignments(visit, from, result),
    };
  },

  async recover(visit, catcher, errorOutput) {
    return {
      output: combine(visit, catcher.ResultPath, errorOutput),
      assigned: assignments(visit, catcher, errorOutput),
    };
  },

  async read(visit, field, type, holder = visit.state) {
    const fields = holder as Record<string, Json | undefined>;
    const path = fields[`${field}Path`];
    if (typeof path === "string") return readPath(visit, `${field}Path`, path, type);
    const value = fields[field];
    return value === undefined ? undefined : ({ value } as FieldValue<never>);
  },

  async items(visit) {
    const { ItemsPath = "$" } = visit.state as { ItemsPath?: string };
    const items = valueAt(parsePath(ItemsPath), { data: jsonPath.effectiveInput(visit), visit });
    if (!Array.isArray(items)) throw runtimeError(visit, `Reference path "${ItemsPath}" must point to array.`);
    return items;
  },

  async fill(visit, template) {
    return fillTemplate(visit, template, jsonPath.effectiveInput(visit));
  },

  async matches(visit, rule) {
    return ruleMatches(visit, rule, jsonPath.effectiveInput(visit));
  },
};

/** `InputPath` and `OutputPath`: all of it when missing, `{}` for `null`. */
function through(visit: Visit, text: string | null | undefined, data: Json): Json {
  if (text === null) return {};
  if (text === undefined) return data;
  const path = parsePath(text);
  const value = valueAt(path, { data, visit });
  if (value !== undefined) return value;
  throw runtimeError(visit, `Invalid path '${text}' : No results for path: ${normalized(path)}`);
}

/** `ResultPath`: the result alone when missing, the state's raw input for `null`. */
function combine(visit: Visit, text: string | null | undefined, result: Json): Json {
  if (text === undefined) return result;
  return text === null ? visit.input : placeAt(text, visit.input, result);
}

function assignments(visit: Visit, { Assign }: OutputFields, data: Json) {
  const assigned = Assign ? fillTemplate(visit, Assign, data) : {};
  return isObject(assigned) ? assigned : {};
}

/** A `…Path` field: a path, or (`ErrorPath`, `CausePath`) an intrinsic function. */
function readPath(visit: Visit, field: string, path: string, type: FieldType): FieldValue<never> {
  const data = jsonPath.effectiveInput(visit);
  const value = path.startsWith("$") ? valueAt(parsePath(path), { data, visit }) : evaluate(visit, path, data, field);
  if (value === undefined) {
    throw runtimeError(visit, `The ${field} parameter does not reference an input value: ${path}`);
  }
  if (typeOf(value) === type) return { value: value as never, path };
  const wanted = type === "number" ? "a valid integer" : `a ${type}`;
  throw runtimeError(
    visit,
    `The ${field} field refers to value ${JSON.stringify(value)} which is not ${wanted}: ${path}`,
  );
}
