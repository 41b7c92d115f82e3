import validate from "asl-validator";
import type { Problem } from "../definition-rules.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";

/** By what was shown: asl-validator compiles its schemas each time it is asked, which takes 70 ms. */
const judged = new Map<string, Problem[]>();

/** Of so many definitions it is remembered: of those that were asked for last. */
const mostJudged = 100;

/**
 * What asl-validator finds wrong with the shape of a definition. It is shown the definition without the contents of
 * payload templates, paths' forms and ARNs: its schemas refuse some of those that AWS takes, and our own rules read them.
 */
export function shapeProblems(definition: JsonObject): Problem[] {
  const copy = structuredClone(definition);
  blankStates(copy);
  const shown = JSON.stringify(copy);
  const problems = judged.get(shown) ?? problemsOf(copy);
  judged.delete(shown);
  judged.set(shown, problems);
  if (judged.size > mostJudged) judged.delete([...judged.keys()][0] ?? "");
  return problems;
}

/** What asl-validator finds too, but not as exactly as AWS tells it: see `transitions.ts` and `names.ts`. */
const foundByOthers = new Set([
  "DUPLICATE_STATE_NAMES",
  "BRANCH_OUTBOUND_TRANSITION_TARGET",
  "MAP_OUTBOUND_TRANSITION_TARGET",
  "MISSING_TERMINAL_STATE",
  "MISSING_TRANSITION_TARGET",
]);

function problemsOf(definition: JsonObject): Problem[] {
  try {
    const { errors } = validate(definition, { checkPaths: false, checkArn: false });
    const problems = errors
      .filter(({ "Error code": code }) => !foundByOthers.has(code))
      .map(({ Message, schemaError }) => ({
        code: "SCHEMA_VALIDATION_FAILED",
        message: Message,
        location: schemaError?.instancePath ?? "/",
      }));
    return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]; // it tells some things twice
  } catch (error) {
    return [{ code: "SCHEMA_VALIDATION_FAILED", message: (error as Error).message, location: "/" }];
  }
}

/** What stands for the contents of a field that may hold anything. */
const blanks: Readonly<Record<string, Json>> = {
  Arguments: {},
  Assign: {},
  BatchInput: {},
  ItemSelector: {},
  Output: "{% 1 %}",
  Parameters: {},
  Result: {},
  Resource: "arn:aws:lambda:us-east-1:123456789012:function:any",
  ResultSelector: {},
};

function blankStates(list: JsonObject): void {
  for (const state of members(list["States"])) {
    blankFields(state);
    if (state["End"] === false) delete state["End"]; // says nothing
    for (const holder of [...members(state["Choices"]), ...members(state["Catch"]), ...members(state["ItemBatcher"])]) {
      blankFields(holder);
    }
    for (const inner of [state["ItemProcessor"], state["Iterator"], ...members(state["Branches"])]) {
      if (isObject(inner)) blankStates(inner);
    }
  }
}

function blankFields(holder: JsonObject): void {
  for (const [field, blank] of Object.entries(blanks)) if (field in holder) holder[field] = blank;
}

function members(value: Json | undefined): JsonObject[] {
  return typeof value === "object" && value !== null ? Object.values(value).filter(isObject) : [];
}
