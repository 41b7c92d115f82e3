import type { StateType } from "../definition.ts";
import type { Problem } from "../definition-rules.ts";
import type { Json, JsonObject } from "../json.ts";
import { comparisonOperators } from "../jsonpath/choice-rules.ts";
import { valueFaults } from "./field-values.ts";
import { entries, self, within } from "./raw-states.ts";
import { supportedFields } from "./supported-fields.ts";

/**
 * What states have too little or too much of, in AWS's words (measured by badmintoncryer/cdk-preflight with
 * ValidateStateMachineDefinition): asl-validator would only say that no schema fits, and that of a field next to it.
 */
export function stateShapeProblems(definition: JsonObject): Problem[] {
  return inList(definition, "");
}

type Fault = readonly [message: string, at: string, code?: string];

function inList(list: JsonObject, path: string): Problem[] {
  return entries(list["States"]).flatMap(([name, state]) => {
    const location = `${path}/States/${name}`;
    const faults = [...nameFaults(name), ...ofState(state)];
    const own = faults.map(([message, at, code = "SCHEMA_VALIDATION_FAILED"]) => ({
      code,
      message,
      location: location + at,
    }));
    const inner = [...within(state, "Branches"), ...self(state, "ItemProcessor"), ...self(state, "Iterator")];
    return [...own, ...inner.flatMap(([at, inside]) => inList(inside, location + at))];
  });
}

const longestName = 80;

function* nameFaults(name: string): Iterable<Fault> {
  if (name.length <= longestName) return;
  yield [
    `The state name '${name}' exceeds the ${longestName}-character limit allowed by the service`,
    "",
    "INVALID_STATE_NAME",
  ];
}

const types = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"];

/** Fields a state of a type cannot do without. */
const required: Readonly<Partial<Record<StateType, string>>> = {
  Choice: "Choices",
  Parallel: "Branches",
  Task: "Resource",
};

/** Fields of which a state may have one, as a value or as the path of one. */
const alternatives = [
  "TimeoutSeconds",
  "HeartbeatSeconds",
  "MaxConcurrency",
  "ToleratedFailureCount",
  "ToleratedFailurePercentage",
  "Error",
  "Cause",
].map((field) => [field, `${field}Path`]);

const timings = ["SecondsPath", "Seconds", "TimestampPath", "Timestamp"];

function* ofState(state: JsonObject): Iterable<Fault> {
  if (!("Type" in state)) return yield needs("Type", "");
  const type = state["Type"] as StateType;
  if (!types.includes(type)) {
    return yield [`The field 'Type' should have one of these values: [${types.join(", ")}]`, "/Type"];
  }
  const field = required[type];
  if (field !== undefined && !(field in state)) yield needs(field, "");
  if (type === "Map") yield* exactlyOne(state, ["ItemProcessor", "Iterator"]);
  if (type === "Wait") yield* exactlyOne(state, timings);
  if (supportedFields[type].has("Next")) yield* exactlyOne(goingOn(state), ["Next", "End"]);
  for (const fields of alternatives) yield* atMostOne(state, fields);
  yield* lists(state);
  yield* valueFaults(state);
  if (type === "Choice") yield* rules(state["Choices"]);
}

/** `End: false` says nothing. */
function goingOn({ End, ...state }: JsonObject): JsonObject {
  return End === undefined || End === false ? state : { ...state, End };
}

function* exactlyOne(holder: JsonObject, fields: readonly string[], at = ""): Iterable<Fault> {
  yield* atMostOne(holder, fields, at);
  if (!fields.some((field) => field in holder))
    yield [`This object should have only one of the following fields: [${fields.join(", ")}]`, at];
}

function* atMostOne(holder: JsonObject, fields: readonly string[], at = ""): Iterable<Fault> {
  const given = fields.filter((field) => field in holder);
  if (given.length > 1) yield [`There should only be one of the following fields: [${fields.join(", ")}]`, at];
}

function needs(field: string, at: string): Fault {
  return [`These fields are required: [${field}]`, at];
}

/** Retriers, catchers and branches. */
function* lists(state: JsonObject): Iterable<Fault> {
  for (const [at, holder] of [...within(state, "Retry"), ...within(state, "Catch")]) {
    const names = holder["ErrorEquals"];
    if (names === undefined) yield needs("ErrorEquals", at);
    else if (Array.isArray(names) && names.length === 0) yield ["Value cannot be empty", `${at}/ErrorEquals`];
  }
  for (const [at, catcher] of within(state, "Catch")) if (!("Next" in catcher)) yield needs("Next", at);
  for (const [at, branch] of within(state, "Branches")) {
    for (const field of ["StartAt", "States"]) if (!(field in branch)) yield needs(field, at);
  }
}

const tests = ["And", "Or", "Not", "Variable", "Condition"];

function* rules(choices: Json | undefined): Iterable<Fault> {
  if (Array.isArray(choices) && choices.length === 0) yield ["Value cannot be empty", "/Choices"];
  for (const [index, rule] of entries(choices)) {
    const at = `/Choices[${index}]`;
    if (!("Next" in rule)) yield needs("Next", at);
    if (tests.filter((test) => test in rule).length !== 1) {
      yield [`The object must have only one of the following fields, [${tests.join(", ")}]`, at];
    } else if ("Variable" in rule) yield* exactlyOne(rule, comparisonOperators, at);
  }
}
