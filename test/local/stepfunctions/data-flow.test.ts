import { describe, expect, it } from "vitest";
import { alone, inOrder, task } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

const tasks = { echo: (payload: unknown) => payload, five: () => 5 };

describe("a state in JSONPath", () => {
  it.each([
    ["passes its input on", { Type: "Pass" }, { a: 1 }, { a: 1 }],
    ["passes a Result on", { Type: "Pass", Result: { x: 1 } }, { a: 1 }, { x: 1 }],
    ["passes a Result of false on", { Type: "Pass", Result: false }, {}, false],
    ["puts its result where ResultPath says", { Type: "Pass", Result: 5, ResultPath: "$.r" }, { a: 1 }, { a: 1, r: 5 }],
    [
      "makes the objects on the way to ResultPath",
      { Type: "Pass", Result: 5, ResultPath: "$.a.b.c" },
      { z: 1 },
      { z: 1, a: { b: { c: 5 } } },
    ],
    ["drops its result when ResultPath is null", task("five", { ResultPath: null }), { a: 1 }, { a: 1 }],
    ["works on what InputPath selects", { Type: "Pass", InputPath: "$.a" }, { a: { b: 1 } }, { b: 1 }],
    ["works on an empty object when InputPath is null", { Type: "Pass", InputPath: null }, { a: 1 }, {}],
    ["hands on what OutputPath selects", { Type: "Pass", OutputPath: "$.a" }, { a: [1, 2] }, [1, 2]],
    ["hands on an empty object when OutputPath is null", { Type: "Pass", OutputPath: null }, { a: 1 }, {}],
    [
      "puts the result into its raw input, not into what InputPath selects",
      { Type: "Pass", InputPath: "$.a", Result: 1, ResultPath: "$.r" },
      { a: 2 },
      { a: 2, r: 1 },
    ],
    [
      "shapes a task's result by ResultSelector before ResultPath",
      task("echo", { ResultSelector: { "y.$": "$.x", s: "k" }, ResultPath: "$.out" }),
      { x: 7 },
      { x: 7, out: { y: 7, s: "k" } },
    ],
    [
      "fills Parameters however deep they are",
      { Type: "Pass", Parameters: { list: [{ "v.$": "$.x" }, "lit"], deep: { o: { "p.$": "$.y.z" } } } },
      { x: 1, y: { z: 2 } },
      { list: [{ v: 1 }, "lit"], deep: { o: { p: 2 } } },
    ],
    ["leaves texts that look like paths alone", { Type: "Pass", Parameters: { v: "$.x" } }, { x: 1 }, { v: "$.x" }],
    ["keeps null", { Type: "Pass", Parameters: { "v.$": "$.n" } }, { n: null }, { v: null }],
    ["leaves a Result's own .$ keys alone", { Type: "Pass", Result: { "v.$": "$.x" } }, { x: 1 }, { "v.$": "$.x" }],
  ])("%s", async (_words, state, input, output) => {
    expect(await playMachine({ definition: alone(state), input, tasks })).toMatchObject({
      status: "SUCCEEDED",
      output,
    });
  });

  it.each([
    [
      "a parameter that is not there",
      { Type: "Pass", Parameters: { "v.$": "$.nope" } },
      "The JSONPath '$.nope' specified for the field 'v.$' could not be found in the input '{}'",
    ],
    [
      "an InputPath that leads nowhere",
      { Type: "Pass", InputPath: "$.no.such" },
      "Invalid path '$.no.such' : No results for path: $['no']['such']",
    ],
    [
      "an OutputPath that leads nowhere",
      { Type: "Pass", OutputPath: "$.nope" },
      "Invalid path '$.nope' : No results for path: $['nope']",
    ],
  ])("fails with States.Runtime for %s", async (_words, state, message) => {
    expect(await playMachine({ definition: alone(state) })).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
      cause: `An error occurred while executing the state 'S' (entered at the event id #2). ${message}`,
    });
  });

  it("fails when its ResultPath leads through a text", async () => {
    const definition = alone({ Type: "Pass", Result: 1, ResultPath: "$.a.b" });
    const { error } = await playMachine({ definition, input: { a: "text" } });
    expect(error).toBe("States.ResultPathMatchFailure");
  });

  it("catches no path that leads nowhere: nothing catches States.Runtime", async () => {
    const definition = inOrder({
      S: task("echo", { InputPath: "$.nope", Catch: [{ ErrorEquals: ["States.ALL"], Next: "Caught" }] }),
      Caught: { Type: "Pass" },
    });
    const { status, error, states } = await playMachine({ definition, tasks });
    expect({ status, error, states }).toEqual({ status: "FAILED", error: "States.Runtime", states: ["S"] });
  });
});
