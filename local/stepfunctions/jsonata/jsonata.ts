import type { OutputFields } from "../definition.ts";
import type { FieldValue, QueryLanguage } from "../interpreter/query-language.ts";
import { causeIn, noteEvent, type Visit } from "../interpreter/run.ts";
import { StatesError, statesErrors } from "../interpreter/states-errors.ts";
import { isObject, type Json, type JsonObject, typeOf } from "../json.ts";
import { evaluateExpression, expressionIn } from "./expression.ts";

/** States in JSONata (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html). */
export const jsonata: QueryLanguage<Visit> = {
  name: "JSONata",

  effectiveInput: (visit) => visit.input,

  async payload(visit) {
    const { Arguments } = visit.state as { Arguments?: Json };
    return Arguments === undefined ? visit.input : fillTemplate(visit, Arguments, "Arguments", bindingsOf(visit));
  },

  conclude(visit, result, from: OutputFields = visit.state) {
    return outputAndVariables(visit, from, result === undefined ? {} : { result }, result ?? visit.input);
  },

  recover: (visit, catcher, errorOutput) => outputAndVariables(visit, catcher, { errorOutput }, errorOutput),

  async read(visit, field, type, holder = visit.state, location = field) {
    const value = (holder as Record<string, Json | undefined>)[field];
    const text = expressionIn(value);
    if (text === undefined) return value === undefined ? undefined : ({ value } as FieldValue<never>);
    const result = await evaluate(visit, text, location, bindingsOf(visit));
    if (typeOf(result) !== type) throw unexpectedType(visit, text, location, type, result);
    return { value: result as never };
  },

  async items(visit) {
    const { Items } = visit.state as { Items?: Json };
    if (Items === undefined) {
      if (Array.isArray(visit.input)) return visit.input;
      throw evaluationFailed(
        visit,
        "Items",
        `Map state input must be an array but was: ${JSON.stringify(visit.input)}`,
      );
    }
    const items = await fillTemplate(visit, Items, "Items", bindingsOf(visit));
    if (!Array.isArray(items)) throw unexpectedType(visit, expressionIn(Items) ?? "", "Items", "array", items);
    return items;
  },

  fill: (visit, template, location) => fillTemplate(visit, template, location, bindingsOf(visit)),

  async matches(visit, rule, at) {
    const condition = await jsonata.read(visit, "Condition", "boolean", rule, `Choices[${at}]/Condition`);
    return condition?.value ?? false;
  },
};

async function outputAndVariables(visit: Visit, from: OutputFields, states: JsonObject, otherwise: Json) {
  const bindings = bindingsOf(visit, states);
  const output = from.Output === undefined ? otherwise : await fillTemplate(visit, from.Output, "Output", bindings);
  const assigned = from.Assign === undefined ? {} : await fillTemplate(visit, from.Assign, "Assign", bindings);
  return { output, assigned: isObject(assigned) ? assigned : {} };
}

/** What an expression of the visit sees. @param states members of `$states` beside `input` and `context` */
function bindingsOf({ branch, input, context }: Visit, states: JsonObject = {}): JsonObject {
  return { ...branch.variables.all(), states: { input, context: context as unknown as Json, ...states } };
}

/** A value with its `{% … %}` evaluated, however deep they are. */
async function fillTemplate(visit: Visit, template: Json, location: string, bindings: JsonObject): Promise<Json> {
  const text = expressionIn(template);
  if (text !== undefined) return evaluate(visit, text, location, bindings);
  if (Array.isArray(template)) {
    return Promise.all(template.map((item, at) => fillTemplate(visit, item, `${location}[${at}]`, bindings)));
  }
  if (!isObject(template)) return template;
  const filled: JsonObject = {};
  for (const [key, value] of Object.entries(template)) {
    filled[key] = await fillTemplate(visit, value, `${location}/${key}`, bindings);
  }
  return filled;
}

async function evaluate(visit: Visit, text: string, location: string, bindings: JsonObject): Promise<Json> {
  let result: Json | undefined;
  try {
    result = await evaluateExpression(text, bindings, visit.branch.run.clock);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    throw evaluationFailed(
      visit,
      location,
      `The JSONata expression '${text}' specified for the field '${location}' threw an error during evaluation. ${code ? `${code}: ` : ""}${message}`,
    );
  }
  if (result !== undefined) return result;
  throw evaluationFailed(
    visit,
    location,
    `The JSONata expression '${text}' specified for the field '${location}' returned nothing (undefined).`,
  );
}

function unexpectedType(visit: Visit, text: string, location: string, wanted: string, result: Json): StatesError {
  return evaluationFailed(
    visit,
    location,
    `The JSONata expression '${text}' specified for the field '${location}' returned an unexpected result type. Expected '${wanted}', but was '${typeOf(result)}' for value: ${JSON.stringify(result)}`,
  );
}

/** Writes the `EvaluationFailed` event that AWS writes first; what it gives is then thrown. */
export function evaluationFailed(visit: Visit, location: string, message: string): StatesError {
  const { branch, name, eventIdBefore } = visit;
  const cause = causeIn(visit, message);
  const error = statesErrors.queryEvaluationError;
  const details = { evaluationFailedEventDetails: { error, cause, location, state: name } };
  branch.chain.last = noteEvent(branch, "EvaluationFailed", details, eventIdBefore);
  return new StatesError(error, cause);
}
