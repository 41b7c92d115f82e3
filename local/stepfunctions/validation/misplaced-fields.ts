import type { QueryLanguageName } from "../definition.ts";
import type { Problem } from "../definition-rules.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";

/** Fields that only one of the query languages has (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html). */
const otherwise: Readonly<Record<QueryLanguageName, RegExp>> = {
  JSONata: /^(Parameters|ResultSelector|Variable|\w+Path)$/,
  JSONPath: /^(Arguments|Output|Items|Condition)$/,
};

/** Fields of the other query language, in states of whatever shape: asl-validator would only say that no schema fits. */
export function misplacedFields(definition: JsonObject): Problem[] {
  const machineLanguage = definition["QueryLanguage"] === "JSONata" ? "JSONata" : "JSONPath";
  return inList(definition, "", machineLanguage);
}

function inList(list: JsonObject, path: string, machineLanguage: QueryLanguageName): Problem[] {
  return members(list["States"]).flatMap(([name, state]) => {
    const location = `${path}/States/${name}`;
    const language = state["QueryLanguage"] === "JSONata" ? "JSONata" : machineLanguage;
    const holders = [["", state], ...within(state, "Choices"), ...within(state, "Catch")] as const;
    const inner = [...within(state, "Branches"), ...self(state, "ItemProcessor"), ...self(state, "Iterator")];
    return [
      ...holders.flatMap(([at, holder]) => inFields(holder, location + at, language)),
      ...inner.flatMap(([at, innerList]) => inList(innerList, location + at, machineLanguage)),
    ];
  });
}

function inFields(holder: JsonObject, location: string, language: QueryLanguageName): Problem[] {
  return Object.keys(holder)
    .filter((field) => otherwise[language].test(field))
    .map((field) => ({
      code: "SCHEMA_VALIDATION_FAILED",
      message: `The field '${field}' is not supported by the query language ${language}`,
      location: `${location}/${field}`,
    }));
}

function members(value: Json | undefined): [string, JsonObject][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).filter((member): member is [string, JsonObject] => isObject(member[1]));
}

function within(state: JsonObject, field: string): [string, JsonObject][] {
  return members(state[field]).map(([index, member]) => [`/${field}[${index}]`, member]);
}

function self(state: JsonObject, field: string): [string, JsonObject][] {
  const value = state[field];
  return isObject(value) ? [[`/${field}`, value]] : [];
}
