import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../../local/clock.ts";
import { alone, catching, inJsonata, inOrder, task } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

const output = (Output: unknown, input: unknown = {}) =>
  playMachine({
    definition: alone({ Type: "Pass", Output }, inJsonata),
    input,
    clock: new VirtualClock(Date.UTC(2026, 0, 1)),
  });

describe("an Output in JSONata", () => {
  it.each([
    ["an expression", "{% $states.input.a + 1 %}", { a: 1 }, 2],
    [
      "expressions however deep they are",
      { x: ["{% $states.input.a %}", { y: "lit" }] },
      { a: 1 },
      { x: [1, { y: "lit" }] },
    ],
    ["a literal", "text", {}, "text"],
    ["what only looks like an expression", " {% $states.input %} ", {}, " {% $states.input %} "],
    ["null", "{% null %}", {}, null],
    [
      "a list of one, as JSONata has it",
      { v: "{% $states.input.l[x > 1] %}" },
      { l: [{ x: 1 }, { x: 2 }] },
      { v: { x: 2 } },
    ],
    [
      "a list of one that is wrapped",
      { v: "{% [$states.input.l[x > 1]] %}" },
      { l: [{ x: 1 }, { x: 2 }] },
      { v: [{ x: 2 }] },
    ],
    ["the time of the execution's clock", "{% $millis() %}", {}, Date.UTC(2026, 0, 1)],
    ["that time as a text", "{% $now() %}", {}, "2026-01-01T00:00:00.000Z"],
    ["that time in another form and zone", "{% $now('[H01]:[m01]', '+0200') %}", {}, "02:00"],
  ])("is %s", async (_words, Output, input, expected) => {
    expect((await output(Output, input)).output).toEqual(expected);
  });

  it.each([
    ["$partition([1,2,3], 2)", [[1, 2], [3]]],
    ["$range(1, 5, 2)", [1, 3, 5]],
    ["$hash('hello', 'SHA-256')", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"],
    ["$hash({'a': 1}, 'MD5')", "bb6cb5c68df4652941caf652a366f2d8"],
    ["$length($uuid())", 36],
    ["$random() < 1 and $random() >= 0", true],
    ["$random(42) = $random(42)", true],
    ["$parse('{\"a\": 1}')", { a: 1 }],
  ])("has AWS's own functions: %s", async (expression, expected) => {
    expect((await output(`{% ${expression} %}`)).output).toEqual(expected);
  });

  it("is the input when there is none", async () => {
    expect((await playMachine({ definition: alone({ Type: "Pass" }, inJsonata), input: { a: 1 } })).output).toEqual({
      a: 1,
    });
  });

  it.each([
    ["gives nothing", "$states.input.nope", "returned nothing (undefined)."],
    ["gives a function", "$sum", "returned nothing (undefined)."],
    [
      "calls what is no function",
      "$nosuch()",
      "threw an error during evaluation. T1006: Attempted to invoke a non-function",
    ],
    ["adds a text", "1 + 'a'", "threw an error during evaluation. T2002: "],
    ["calls $eval", "$eval('1')", "threw an error during evaluation. The function $eval is not supported: use $parse"],
    ["asks for more than a range may have", "$range(1, 5000, 1)", "a range has at most 1000 items"],
  ])("that %s fails with States.QueryEvaluationError", async (_words, expression, message) => {
    const { status, error, cause } = await output({ deep: `{% ${expression} %}` });
    expect({ status, error }).toEqual({ status: "FAILED", error: "States.QueryEvaluationError" });
    expect(cause).toContain(
      `An error occurred while executing the state 'S' (entered at the event id #2). The JSONata expression '${expression}' specified for the field 'Output/deep' ${message}`.slice(
        0,
        150,
      ),
    );
    expect(cause).toContain(message);
  });
});

describe("a state in JSONata", () => {
  it("may stand in a machine in JSONPath", async () => {
    const definition = inOrder({
      A: { Type: "Pass", Parameters: { "x.$": "$.a" } },
      B: { Type: "Pass", ...inJsonata, Output: "{% $states.input.x %}" },
    });
    expect((await playMachine({ definition, input: { a: 3 } })).output).toBe(3);
  });

  it("catches an expression of its own that fails, where it has a Catch", async () => {
    const definition = {
      ...catching(task("echo", { Output: "{% $states.result.nope %}" }), {
        ErrorEquals: ["States.QueryEvaluationError"],
      }),
      ...inJsonata,
    };
    const played = await playMachine({ definition, tasks: { echo: (payload) => payload } });
    expect(played.states).toEqual(["S", "Caught"]);
  });

  it("takes the right type only", async () => {
    const definition = alone({ Type: "Wait", Seconds: "{% 'soon' %}" }, inJsonata);
    expect(await playMachine({ definition })).toMatchObject({
      error: "States.QueryEvaluationError",
      cause: expect.stringContaining(
        "The JSONata expression ''soon'' specified for the field 'Seconds' returned an unexpected result type. Expected 'number', but was 'string' for value: \"soon\"",
      ),
    });
  });

  it("cannot change its input or variables by what it makes of them", async () => {
    const definition = inOrder(
      {
        Set: { Type: "Pass", Assign: { list: [1, 2] } },
        Change: { Type: "Pass", Assign: { longer: "{% $append($list, 3) %}" } },
        Tell: { Type: "Pass", Output: { list: "{% $list %}", longer: "{% $longer %}" } },
      },
      inJsonata,
    );
    expect((await playMachine({ definition })).output).toEqual({ list: [1, 2], longer: [1, 2, 3] });
  });
});
