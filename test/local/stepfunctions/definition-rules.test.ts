import { describe, expect, it } from "vitest";
import type { Definition } from "../../../local/stepfunctions/definition.ts";
import { brokenRules } from "../../../local/stepfunctions/definition-rules.ts";
import { alone, inJsonata, inOrder, task } from "../../support/asl.ts";

const broken = (definition: Definition) =>
  brokenRules(definition).map(({ location, message }) => `${location}: ${message}`);
const all = ["States.ALL"];
const after = { ErrorEquals: ["x"] };
const tokenTask = (fields: object) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
  ...fields,
});

describe("a definition breaks a rule", () => {
  it.each([
    [
      "when States.ALL is not alone",
      task("f", { Retry: [{ ErrorEquals: ["x", ...all] }] }),
      "/States/S/Retry[0]: States.ALL must appear alone and at end of list",
    ],
    [
      "when States.ALL is not last",
      task("f", {
        Catch: [
          { ErrorEquals: all, Next: "S" },
          { ...after, Next: "S" },
        ],
      }),
      "/States/S/Catch[0]: States.ALL must appear alone and at end of list",
    ],
    [
      "when the longest delay is not longer than the first",
      task("f", { Retry: [after, { ...after, IntervalSeconds: 5, MaxDelaySeconds: 5 }] }),
      "/States/S/Retry[1]: MaxDelaySeconds must be greater than IntervalSeconds",
    ],
    [
      "when it names a jitter that does not exist",
      task("f", { Retry: [{ ...after, JitterStrategy: "SOME" }] }),
      "/States/S/Retry[0]: Value should be one of the following: [NONE, FULL]",
    ],
    [
      "when a heartbeat may take as long as the task",
      task("f", { TimeoutSeconds: 60, HeartbeatSeconds: 60 }),
      "/States/S: HeartbeatSeconds must be smaller than TimeoutSeconds",
    ],
    [
      "when a task waits for a token that nobody gets",
      tokenTask({ Parameters: { FunctionName: "f", Payload: { "name.$": "$$.Execution.Name" } } }),
      "/States/S: A task that waits for its token must hand it over: $$.Task.Token, or $states.context.Task.Token",
    ],
    [
      "when it assigns the variable that is AWS's",
      { Type: "Pass", Assign: { states: 1 } },
      "/States/S/Assign: The variable name 'states' is reserved",
    ],
    [
      "when it assigns a variable that has no name",
      { Type: "Pass", Assign: { "1a.$": "$" } },
      "/States/S/Assign: The variable name '1a' must be a Unicode identifier",
    ],
    [
      "when it assigns a variable of a very long name",
      { Type: "Pass", Assign: { ["é".repeat(81)]: 1 } },
      `/States/S/Assign: The variable name '${"é".repeat(81)}' must have at most 80 characters`,
    ],
    [
      "when a Map's label is too long",
      { Type: "Map", Label: "a".repeat(41), ItemProcessor: inOrder({ Inside: { Type: "Pass" } }) },
      `/States/S/Label: The label '${"a".repeat(41)}' exceeds the 40-character limit allowed by the service`,
    ],
    [
      "when a Map's label has what cannot stand in an ARN",
      { Type: "Map", Label: "a b", ItemProcessor: inOrder({ Inside: { Type: "Pass" } }) },
      "/States/S/Label: The label 'a b' has a character that is not allowed",
    ],
    [
      "when a resource is none",
      { Type: "Task", Resource: "lambda" },
      "/States/S/Resource: Value is not a valid resource ARN",
    ],
    [
      "when a path cannot be read",
      { Type: "Pass", Parameters: { "a.$": "$.x[" } },
      "/States/S/Parameters/a.$: Invalid path '$.x[': a bracket is not closed",
    ],
    [
      "when a function does not exist",
      { Type: "Pass", Parameters: { list: [{ "a.$": "States.Nope(1)" }] } },
      "/States/S/Parameters/list[0]/a.$: Invalid intrinsic function: States.Nope(1)",
    ],
    [
      "when ResultPath is no reference",
      { Type: "Pass", ResultPath: "$.a[*]" },
      "/States/S/ResultPath: $.a[*] is no reference path",
    ],
    [
      "when a path field has a function",
      { Type: "Pass", InputPath: "States.UUID()" },
      "/States/S/InputPath: States.UUID() is no path",
    ],
  ])("%s", (_words, state, problem) => {
    expect(broken(alone(state))).toEqual([problem]);
  });

  it.each([
    ["cannot be read", "{% 1 + %}", "Unexpected end of expression"],
    ["misses a bracket", "{% a[1,2) %}", 'Expected "]", got ","'],
    ["asks for the input document", "{% $ %}", "Reference to '$' at the top level is not supported."],
    ["asks for a field of it", "{% [1, state = 'x'] %}", "Reference to 'state' at the top level is not supported."],
    [
      "asks for it inside a function",
      "{% $map($l, function($v) { $v + bias }) %}",
      "Reference to 'bias' at the top level is not supported.",
    ],
  ])("when an expression %s", (_words, Output, problem) => {
    expect(broken(alone({ Type: "Pass", Output: { deep: [Output] } }, inJsonata))).toEqual([
      `/States/S/Output/deep[0]: ${problem}`,
    ]);
  });

  it("when a state leaves the JSONata of its machine", () => {
    expect(broken(alone({ Type: "Pass", QueryLanguage: "JSONPath" }, inJsonata))).toEqual([
      "/States/S: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
    ]);
  });

  it.each([
    ["a Map", (inside: Definition) => ({ Type: "Map", ItemProcessor: inside }), "/ItemProcessor"],
    ["a Parallel", (inside: Definition) => ({ Type: "Parallel", Branches: [inside] }), "/Branches[0]"],
  ])("when %s assigns a variable of the outer scope", (_words, around, at) => {
    const inside = inOrder({ Inner: { Type: "Pass", Assign: { "wait.$": "$.x", own: 1 } } });
    const later = { Type: "Choice", Choices: [{ Variable: "$.a", IsNull: true, Next: "Both", Assign: { wait: 1 } }] };
    expect(broken(inOrder({ Both: around(inside), Later: later }))).toEqual([
      `/States/Both${at}/States/Inner/Assign: The variable 'wait' exists in the outer scope`,
    ]);
  });
});

describe("a definition breaks no rule", () => {
  it.each([
    ["with States.ALL alone and last", task("f", { Retry: [after, { ErrorEquals: all }] }), {}],
    ["with a token in the whole context object", tokenTask({ Parameters: { "all.$": "$$" } }), {}],
    ["with a token in JSONata", tokenTask({ Arguments: { t: "{% $states.context.Task.Token %}" } }), inJsonata],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a substitution, as SAM writes it
    ["with a resource that is filled in later", { Type: "Task", Resource: "${StartSigningFunctionArn}" }, {}],
    ["with filters in paths", { Type: "Pass", Parameters: { "a.$": "$.l[?(@.x == 'y')]" } }, {}],
    ["with texts that only look like paths", { Type: "Pass", Parameters: { errorPath: "no path", a: "$.x[" } }, {}],
    ["with fields inside filters", { Type: "Pass", Output: "{% $states.input.l[x > 1 and $ != 2].(y) %}" }, inJsonata],
    [
      "with blocks, groups and orders",
      { Type: "Pass", Output: "{% ($l := [3,1]; $l^(>$){ 'a': $sum(b) }) %}" },
      inJsonata,
    ],
  ])("%s", (_words, state, machine) => {
    expect(broken(alone(state, machine))).toEqual([]);
  });
});

it("a definition stays as it was when it is judged", () => {
  const definition = alone({ Type: "Pass" });
  const before = structuredClone(definition);
  brokenRules(definition);
  expect(definition).toEqual(before);
});
