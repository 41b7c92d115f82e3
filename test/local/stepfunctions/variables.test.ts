import { describe, expect, it } from "vitest";
import { alone, inJsonata, inOrder, task } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

const add = (payload: unknown) => {
  const { a, b } = payload as { a: number; b: number };
  return { sum: a + b };
};

describe("variables in JSONPath", () => {
  it("are assigned literals, paths and functions, and read by name", async () => {
    const definition = inOrder({
      Set: { Type: "Pass", Assign: { "x.$": "$.a", k: "lit", "list.$": "States.Array($.a, 2)" } },
      Read: { Type: "Pass", Parameters: { "x.$": "$x", "f.$": "States.Format('{}!', $k)", "second.$": "$list[1]" } },
    });
    expect((await playMachine({ definition, input: { a: 4 } })).output).toEqual({ x: 4, f: "lit!", second: 2 });
  });

  it("of a task are made of its result, whatever ResultPath does with that", async () => {
    const definition = inOrder({
      Add: task("add", { Assign: { "s.$": "$.sum" }, ResultPath: null }),
      Read: { Type: "Pass", Parameters: { "s.$": "$s", "a.$": "$.a" } },
    });
    expect((await playMachine({ definition, input: { a: 1, b: 2 }, tasks: { add } })).output).toEqual({ s: 3, a: 1 });
  });

  it("count loops", async () => {
    const definition = {
      StartAt: "Init",
      States: {
        Init: { Type: "Pass", Assign: { n: 0 }, Next: "Enough?" },
        "Enough?": {
          Type: "Choice",
          Choices: [{ Variable: "$n", NumericGreaterThanEquals: 3, Next: "Done" }],
          Default: "Count",
        },
        Count: { Type: "Pass", Assign: { "n.$": "States.MathAdd($n, 1)" }, Next: "Enough?" },
        Done: { Type: "Pass", Parameters: { "n.$": "$n" }, End: true },
      },
    };
    expect((await playMachine({ definition })).output).toEqual({ n: 3 });
  });

  it("have their old values throughout the state that assigns them", async () => {
    const definition = inOrder({
      Set: { Type: "Pass", Assign: { answer: 42 } },
      Change: {
        Type: "Pass",
        InputPath: "$answer",
        ResultPath: "$.x",
        OutputPath: "$answer",
        Assign: { answer: "changed" },
      },
      Read: { Type: "Pass", Parameters: { "before.$": "$", "after.$": "$answer" } },
    });
    expect((await playMachine({ definition })).output).toEqual({ before: 42, after: "changed" });
  });

  it("may be null", async () => {
    const definition = inOrder({
      Set: { Type: "Pass", Assign: { x: null } },
      Read: { Type: "Pass", Parameters: { "x.$": "$x" } },
    });
    expect((await playMachine({ definition })).output).toEqual({ x: null });
  });

  it("that nobody assigned end the execution", async () => {
    const definition = alone({ Type: "Pass", Parameters: { "x.$": "$nobody" } });
    expect(await playMachine({ definition })).toMatchObject({ error: "States.Runtime" });
  });

  it.each(["Map", "Parallel"])("are seen inside a %s; what is assigned there is not seen outside", async (Type) => {
    const inside = inOrder({
      Read: { Type: "Pass", Parameters: { "seen.$": "$outer" }, Assign: { inner: "mine" } },
      Again: { Type: "Pass", Parameters: { "seen.$": "$.seen", "inner.$": "$inner" } },
    });
    const both = Type === "Map" ? { Type, ItemProcessor: inside } : { Type, Branches: [inside] };
    const definition = inOrder({ Set: { Type: "Pass", Result: [1], Assign: { outer: 7 } }, Both: both });
    expect((await playMachine({ definition })).output).toEqual([{ seen: 7, inner: "mine" }]);
    const look = inOrder({
      Set: { Type: "Pass", Result: [1], Assign: { outer: 7 } },
      Both: both,
      Look: { Type: "Pass", Parameters: { "x.$": "$inner" } },
    });
    expect(await playMachine({ definition: look })).toMatchObject({ error: "States.Runtime" });
  });
});

describe("variables in JSONata", () => {
  it("are assigned by any state, and read as $name", async () => {
    const definition = {
      ...inJsonata,
      StartAt: "Count",
      States: {
        Count: { Type: "Pass", Assign: { n: "{% $count($states.input.l) %}" }, Next: "Many?" },
        "Many?": {
          Type: "Choice",
          Choices: [{ Condition: "{% $n > 2 %}", Next: "Yes", Assign: { twice: "{% $n * 2 %}" } }],
          Default: "No",
        },
        Yes: { Type: "Wait", Seconds: "{% $n %}", Assign: { waited: true }, Next: "Tell" },
        Tell: { Type: "Succeed", Output: { twice: "{% $twice %}", waited: "{% $waited %}" } },
        No: { Type: "Fail" },
      },
    };
    expect(await playMachine({ definition, input: { l: [1, 2, 3] } })).toMatchObject({
      output: { twice: 6, waited: true },
      seconds: 3,
    });
  });

  it("are the same for states in JSONPath", async () => {
    const definition = inOrder({
      Set: { Type: "Pass", Assign: { x: 1 } },
      Double: { Type: "Pass", ...inJsonata, Assign: { y: "{% $x * 2 %}" }, Output: "{% $states.input %}" },
      Read: { Type: "Pass", Parameters: { "y.$": "$y" } },
    });
    expect((await playMachine({ definition })).output).toEqual({ y: 2 });
  });
});
