import type { QueryLanguageName, StateType } from "../definition.ts";
import type { Problem } from "../definition-rules.ts";
import type { JsonObject } from "../json.ts";
import { entries, self, within } from "./raw-states.ts";
import { supportedFields } from "./supported-fields.ts";

/** Fields that only one of the query languages has (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html). */
const otherwise: Readonly<Record<QueryLanguageName, RegExp>> = {
  JSONata: /^(Parameters|ResultSelector|Variable|\w+Path)$/,
  JSONPath: /^(Arguments|Output|Items|Condition)$/,
};

/**
 * Fields that a state's type or query language does not have, in states of whatever shape: asl-validator would only say that no
 * schema fits. The words and places are AWS's (measured by floci-io/floci#2735 and #2968).
 */
export function misplacedFields(definition: JsonObject): Problem[] {
  const machineLanguage = definition["QueryLanguage"] === "JSONata" ? "JSONata" : "JSONPath";
  return inList(definition, "", machineLanguage);
}

function inList(list: JsonObject, path: string, machineLanguage: QueryLanguageName): Problem[] {
  return entries(list["States"]).flatMap(([name, state]) => {
    const location = `${path}/States/${name}`;
    const language = state["QueryLanguage"] === "JSONata" ? "JSONata" : machineLanguage;
    const holders = [["", state], ...within(state, "Choices"), ...within(state, "Catch")] as const;
    const processors = [...self(state, "ItemProcessor"), ...self(state, "Iterator")];
    const unsupported = ofType(state, location);
    return [
      ...unsupported,
      ...(unsupported.length > 0 ? [] : holders.flatMap(([at, holder]) => ofLanguage(holder, location + at, language))),
      ...processors.flatMap(([at, inner]) =>
        "QueryLanguage" in inner ? [notSupported("QueryLanguage", location + at)] : [],
      ),
      ...[...within(state, "Branches"), ...processors].flatMap(([at, inner]) =>
        inList(inner, location + at, machineLanguage),
      ),
    ];
  });
}

function ofType(state: JsonObject, location: string): Problem[] {
  const supported = supportedFields[state["Type"] as StateType];
  if (!supported) return [];
  return Object.keys(state).flatMap((field) => (supported.has(field) ? [] : [notSupported(field, location)]));
}

function notSupported(field: string, location: string): Problem {
  return { code: "SCHEMA_VALIDATION_FAILED", message: `Field '${field}' is not supported`, location };
}

function ofLanguage(holder: JsonObject, location: string, language: QueryLanguageName): Problem[] {
  const other = language === "JSONata" ? "JSONPath" : "JSONata";
  return Object.keys(holder)
    .filter((field) => otherwise[language].test(field))
    .map((field) => ({
      code: "SCHEMA_VALIDATION_FAILED",
      message: `The QueryLanguage is set to '${language}', but field '${field}' is only supported for the '${other}' QueryLanguage`,
      location,
    }));
}
