import type { Definition } from "../definition.ts";
import { brokenRules, type Problem } from "../definition-rules.ts";
import { isObject, type Json } from "../json.ts";
import { type IntegrationModel, nothingKnown } from "../tasks/integration-model.ts";
import { shapeProblems } from "./definition-shape.ts";
import { jsonFault, jsonFaultPlace } from "./json-fault.ts";
import { misplacedFields } from "./misplaced-fields.ts";
import { parameterProblems } from "./parameter-problems.ts";
import { stateShapeProblems } from "./state-shapes.ts";
import { transitionProblems } from "./transitions.ts";

/**
 * All that is wrong with the text of a definition; an empty list when a state machine can be made of it.
 * First its JSON, then its fields and their shape (asl-validator's schemas), then where it leads, then the rules those do
 * not know: a later question is only asked when the earlier ones are answered well.
 */
export function definitionProblems(text: string, model: IntegrationModel = nothingKnown): Problem[] {
  const fault = jsonFault(text);
  if (fault) return [jsonProblem(fault, jsonFaultPlace(text))];
  const definition = JSON.parse(text) as Json;
  if (!isObject(definition)) return [schemaProblem("Definition must be a valid JSON object", "")];
  const missing = ["States", "StartAt"].filter((field) => !(field in definition));
  if (missing.length > 0) return [schemaProblem(`These fields are required: [${missing.join(", ")}]`, "/")];
  const misplaced = misplacedFields(definition);
  const own = misplaced.length > 0 ? misplaced : stateShapeProblems(definition);
  const misshapen = own.length > 0 ? own : shapeProblems(definition);
  if (misshapen.length > 0) return misshapen;
  const wellShaped = definition as unknown as Definition;
  const lost = transitionProblems(wellShaped);
  return lost.length > 0 ? lost : [...brokenRules(wellShaped), ...parameterProblems(wellShaped, model)];
}

function jsonProblem(fault: string, place: string | undefined): Problem {
  const message = place === undefined ? fault : `${fault}\n at ${place}`;
  return { code: "INVALID_JSON_DESCRIPTION", message, location: place ?? "" };
}

function schemaProblem(message: string, location: string): Problem {
  return { code: "SCHEMA_VALIDATION_FAILED", message, location };
}
