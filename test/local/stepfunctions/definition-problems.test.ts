import { describe, expect, it } from "vitest";
import { definitionProblems } from "../../../local/stepfunctions/validation/definition-problems.ts";
import { alone, inJsonata, inOrder, task } from "../../support/asl.ts";

/** As CreateStateMachine puts them into its message. */
const problems = (definition: object) =>
  definitionProblems(JSON.stringify(definition)).map(
    ({ code, location, message }) => `${code}: ${message} at ${location || "null"}`,
  );
const notSupported = (field: string, at = "/States/S") =>
  `SCHEMA_VALIDATION_FAILED: Field '${field}' is not supported at ${at}`;
const pass = { Type: "Pass" };

describe("a definition leads astray", () => {
  const loop = inOrder({ A: pass, B: { ...pass, Next: "A" } });
  const end = "MISSING_END_STATE: Workflow has no terminal state at null";
  const missing = (name: string, at: string) => `MISSING_TRANSITION_TARGET: Missing 'Next' target: ${name} at ${at}`;
  const lost = (name: string, at = `/States/${name}`) =>
    `MISSING_TRANSITION_TARGET: State "${name}" is not reachable. at ${at}`;
  const catcher = { ErrorEquals: ["x"], Next: "Nope" };
  const rule = { Variable: "$.x", IsNull: true, Next: "Nope" };

  it.each([
    ["without an end", loop, [end]],
    ["without an end, whatever else is not reached", withState(loop, { ...pass, Next: "A" }), [end]],
    ["with an end that nobody reaches", withState(loop, { ...pass, End: true }), [lost("C")]],
    [
      "to a state that is not there",
      inOrder({ A: { ...pass, Next: "Nope" } }),
      [missing("Nope", "/States/A/Next"), end],
    ],
    [
      "from its start",
      { StartAt: "Nope", States: { A: { ...pass, End: true } } },
      [missing("Nope", "/StartAt"), lost("A")],
    ],
    [
      "by a rule and a Default",
      inOrder({ C: { Type: "Choice", Choices: [rule], Default: "Nope" }, D: { Type: "Succeed" } }),
      [missing("Nope", "/States/C/Choices[0]/Next"), missing("Nope", "/States/C/Default"), lost("D")],
    ],
    ["by a Catch", alone(task("f", { Catch: [catcher] })), [missing("Nope", "/States/S/Catch[0]/Next")]],
    [
      "out of a Map",
      inOrder({
        M: { Type: "Map", ItemProcessor: inOrder({ P: { ...pass, Next: "Z" }, Q: { Type: "Succeed" } }) },
        Z: pass,
      }),
      [missing("Z", "/States/M/ItemProcessor/States/P/Next"), lost("Q", "/States/M/ItemProcessor/States/Q")],
    ],
  ])("%s", (_words, definition, expected) => {
    expect(problems(definition)).toEqual(expected);
  });

  function withState(definition: { StartAt: string; States: object }, C: object) {
    return { ...definition, States: { ...definition.States, C } };
  }
});

describe("a definition has a field that AWS does not support there", () => {
  const processor = alone(pass);
  it.each([
    ["in a Pass", { ...pass, Catch: [], Retry: [] }, ["Catch", "Retry"]],
    ["in a Map", { Type: "Map", TimeoutSeconds: 1, ItemProcessor: processor }, ["TimeoutSeconds"]],
    ["in a Parallel", { Type: "Parallel", TimeoutSeconds: 1, Branches: [processor] }, ["TimeoutSeconds"]],
    ["in a Wait", { Type: "Wait", Seconds: 1, Parameters: {} }, ["Parameters"]],
    ["that nobody has", { ...pass, Colour: "red" }, ["Colour"]],
  ])("%s", (_words, state, fields) => {
    expect(problems(alone(state))).toEqual(fields.map((field) => notSupported(field)));
  });

  it.each(["ItemProcessor", "Iterator"])("in %s", (field) => {
    const definition = alone({ Type: "Map", [field]: { ...processor, ...inJsonata } });
    expect(problems(definition)).toEqual([notSupported("QueryLanguage", `/States/S/${field}`)]);
  });

  it.each([
    ["JSONata in JSONPath", alone({ ...pass, Output: 1 }), "Output", "JSONPath", "JSONata", "/States/S"],
    [
      "JSONPath in JSONata",
      alone({ ...pass, InputPath: "$" }, inJsonata),
      "InputPath",
      "JSONata",
      "JSONPath",
      "/States/S",
    ],
    [
      "JSONata inside a Map that has it",
      alone({ Type: "Map", ...inJsonata, ItemProcessor: alone({ ...pass, Output: 1 }) }),
      "Output",
      "JSONPath",
      "JSONata",
      "/States/S/ItemProcessor/States/S",
    ],
  ])("for it is of the other language: %s", (_words, definition, field, language, other, at) => {
    const message = `The QueryLanguage is set to '${language}', but field '${field}' is only supported for the '${other}' QueryLanguage`;
    expect(problems(definition)).toContain(`SCHEMA_VALIDATION_FAILED: ${message} at ${at}`);
  });
});

describe("a definition has states of the wrong shape", () => {
  const long = "a".repeat(81);
  const only = "There should only be one of the following fields:";
  const one = "This object should have only one of the following fields:";
  const next = { Next: "S" };
  const choosing = (rule: object) => inOrder({ S: { Type: "Choice", Choices: [rule] }, T: { Type: "Succeed" } });
  it.each([
    ["without a type", alone({}), "These fields are required: [Type] at /States/S"],
    [
      "of no type",
      alone({ Type: "Tusk" }),
      "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/S/Type",
    ],
    ["without a resource", alone({ Type: "Task" }), "These fields are required: [Resource] at /States/S"],
    ["without branches", alone({ Type: "Parallel" }), "These fields are required: [Branches] at /States/S"],
    [
      "without a start in a branch",
      alone({ Type: "Parallel", Branches: [{ States: {} }] }),
      "These fields are required: [StartAt] at /States/S/Branches[0]",
    ],
    ["without a processor", alone({ Type: "Map" }), `${one} [ItemProcessor, Iterator] at /States/S`],
    [
      "with two times to wait for",
      alone({ Type: "Wait", Seconds: 1, SecondsPath: "$.s" }),
      `${only} [SecondsPath, Seconds, TimestampPath, Timestamp] at /States/S`,
    ],
    ["that go on and end", alone({ ...pass, ...next }), `${only} [Next, End] at /States/S`],
    ["that neither go on nor end", { StartAt: "S", States: { S: pass } }, `${one} [Next, End] at /States/S`],
    [
      "that do not end, and do not go on",
      { StartAt: "S", States: { S: { ...pass, End: false } } },
      `${one} [Next, End] at /States/S`,
    ],
    ["with no rules", inOrder({ S: { Type: "Choice", Choices: [] } }), "Value cannot be empty at /States/S/Choices"],
    [
      "with a rule that leads nowhere",
      choosing({ Variable: "$.a", IsNull: true }),
      "These fields are required: [Next] at /States/S/Choices[0]",
    ],
    [
      "with a rule of two tests",
      choosing({ Variable: "$.a", Not: {}, ...next }),
      "The object must have only one of the following fields, [And, Or, Not, Variable, Condition] at /States/S/Choices[0]",
    ],
    [
      "with a retrier for no error",
      alone(task("f", { Retry: [{ ErrorEquals: [] }] })),
      "Value cannot be empty at /States/S/Retry[0]/ErrorEquals",
    ],
    [
      "with a catcher that leads nowhere",
      alone(task("f", { Catch: [{ ErrorEquals: ["x"] }] })),
      "These fields are required: [Next] at /States/S/Catch[0]",
    ],
  ])("%s", (_words, definition, expected) => {
    expect(problems(definition)).toEqual([`SCHEMA_VALIDATION_FAILED: ${expected}`]);
  });

  const inMap = (ProcessorConfig: object) =>
    alone({ Type: "Map", ItemProcessor: { ...inOrder({ Inside: pass }), ProcessorConfig } });
  const configAt = "/States/S/ItemProcessor/ProcessorConfig";
  it.each([
    ["a timeout of nothing", alone(task("f", { TimeoutSeconds: 0 })), "Minimum value is 1 at /States/S/TimeoutSeconds"],
    [
      "a timeout of years",
      alone(task("f", { TimeoutSeconds: 1e8 })),
      "Maximum value is 99999999 at /States/S/TimeoutSeconds",
    ],
    [
      "a text for a number",
      alone({ Type: "Wait", Seconds: "5" }),
      "Expected value of type Integer at /States/S/Seconds",
    ],
    [
      "ever shorter waits",
      alone(task("f", { Retry: [{ ErrorEquals: ["x"], BackoffRate: 0.9 }] })),
      "Minimum value is 1 at /States/S/Retry[0]/BackoffRate",
    ],
    [
      "a time that is none",
      alone({ Type: "Wait", Timestamp: "noon" }),
      "String does not match RFC3339 timestamp at /States/S/Timestamp",
    ],
    [
      "a value and a path to one",
      alone(task("f", { TimeoutSeconds: 1, TimeoutSecondsPath: "$.t" })),
      `${only} [TimeoutSeconds, TimeoutSecondsPath] at /States/S`,
    ],
    [
      "a distributed Map whose children are of no type",
      inMap({ Mode: "DISTRIBUTED" }),
      `These fields are required: [ExecutionType] at ${configAt}`,
    ],
    [
      "a distributed Map whose children are of another type",
      inMap({ Mode: "DISTRIBUTED", ExecutionType: "SLOW" }),
      `Value should be one of the following: [STANDARD, EXPRESS] at ${configAt}/ExecutionType`,
    ],
    [
      "an inline Map with a type for children",
      inMap({ Mode: "INLINE", ExecutionType: "STANDARD" }),
      `Field 'ExecutionType' is not supported at ${configAt}`,
    ],
    [
      "a Map of another mode",
      inMap({ Mode: "OTHER" }),
      `Value should be one of the following: [INLINE, DISTRIBUTED] at ${configAt}/Mode`,
    ],
  ])("with %s", (_words, definition, expected) => {
    expect(problems(definition)).toEqual([`SCHEMA_VALIDATION_FAILED: ${expected}`]);
  });

  it("with a rule of two operators", () => {
    expect(problems(choosing({ Variable: "$.a", IsNull: true, IsString: true, ...next }))).toEqual([
      expect.stringMatching(/^SCHEMA_VALIDATION_FAILED: There should only .*IsNull.* at \/States\/S\/Choices\[0\]$/),
    ]);
  });

  it("with a name that is too long", () => {
    expect(problems(inOrder({ [long]: pass }))).toEqual([
      `INVALID_STATE_NAME: The state name '${long}' exceeds the 80-character limit allowed by the service at /States/${long}`,
    ]);
  });

  it("with a label that another Map has", () => {
    const map = (name: string) => ({ Type: "Map", Label: "L", ItemProcessor: inOrder({ [name]: pass }) });
    expect(problems(inOrder({ One: map("A"), Two: map("B") }))).toEqual([
      "DUPLICATE_LABEL_NAME: Duplicate Label name: L at /States/Two/Label",
    ]);
  });

  it("with what is no path", () => {
    expect(problems(alone({ ...pass, InputPath: "a.b", Parameters: { "x.$": "a.b" } }))).toEqual([
      "SCHEMA_VALIDATION_FAILED: a.b is no path at /States/S/InputPath",
      "SCHEMA_VALIDATION_FAILED: The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call at /States/S/Parameters/x.$",
    ]);
  });
});

describe("an expression in JSONata", () => {
  it.each([
    ["cannot be read", "phone[1,2)", ['INVALID_JSONATA_EXPRESSION: Expected "]", got ","']],
    [
      "refers to what is not there, each thing once",
      "phone & age & phone",
      ["phone", "age"].map(
        (name) => `UNSUPPORTED_JSONATA_EXPRESSION: Reference to '${name}' at the top level is not supported.`,
      ),
    ],
  ])("%s", (_words, expression, expected) => {
    const definition = alone({ ...pass, Output: { v: `{% ${expression} %}` } }, inJsonata);
    expect(problems(definition)).toEqual(expected.map((problem) => `${problem} at /States/S/Output/v`));
  });
});

describe("a definition", () => {
  it.each([
    ["a list with null in variables", alone({ ...pass, Assign: { list: [null, 1, [], {}] } })],
    ["a literal for an output", alone({ ...pass, Output: "t" }, inJsonata)],
    ["an SDK's action", alone({ Type: "Task", Resource: "arn:aws:states:::aws-sdk:sfn:listExecutions" })],
    ["a state that is named like a field", inOrder({ Output: pass, Parameters: pass })],
    ["a state that is named like a member of all objects", inOrder({ constructor: pass, toString: pass })],
  ])("has no problem where AWS takes %s", (_words, definition) => {
    expect(problems(definition)).toEqual([]);
  });

  it("whose names come twice is refused", () => {
    const twice = alone({ Type: "Map", ItemProcessor: alone(pass) });
    expect(problems(twice)).toEqual([
      "DUPLICATE_STATE_NAME: Duplicate State name: S at /States/S/ItemProcessor/States/S",
    ]);
  });
});
