import type { Definition } from "../definition.ts";
import type { Problem } from "../definition-rules.ts";
import { isObject, type Json } from "../json.ts";
import { type Place, places } from "./places.ts";
import { textsIn } from "./texts.ts";

/**
 * What of a definition is no fault and is perhaps not meant: paths and functions where nothing evaluates them
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html).
 */
export function definitionWarnings(definition: Definition): Problem[] {
  return [...places(definition)]
    .filter(({ language }) => language === "JSONPath")
    .flatMap((place) => [...staticResult(place), ...unevaluated(place)]);
}

const path = /^\$(?:$|[.[$A-Za-z_])/;
const intrinsicFunction = /^States\.\w+\(/;

function isEvaluable(text: string): boolean {
  return path.test(text) || intrinsicFunction.test(text);
}

function staticResult({ state, location }: Place): Problem[] {
  if (state.Type !== "Pass" || !strings(state.Result).some(isEvaluable)) return [];
  const message = "The Result of a Pass state is static: paths and intrinsic functions in it are not evaluated";
  return [{ code: "PASS_RESULT_IS_STATIC", message, location: `${location}/Result` }];
}

function strings(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) || isObject(value) ? Object.values(value).flatMap(strings) : [];
}

function unevaluated({ state, location }: Place): Problem[] {
  return [...textsIn(state)].flatMap(({ value, key, at, inTemplate }) => {
    const isTold = inTemplate ? key.endsWith(".$") : key.endsWith("Path") || key === "Variable" || key === "Comment";
    if (isTold || !isEvaluable(value)) return [];
    const [code, end] = inTemplate ? ["NO_DOLLAR", ".$"] : ["NO_PATH", "Path"];
    const message = `The value '${value}' is only evaluated where the name of the field ends with '${end}'`;
    return [{ code, message, location: location + at }];
  });
}
