import { describe, expect, it } from "vitest";
import { sleep } from "../../../local/clock.ts";
import { alone, catching, inJsonata, inOrder, namedError, task } from "../../support/asl.ts";
import { playMachine, type TaskContext } from "../../support/state-machine.ts";

const pass = alone({ Type: "Pass" });

/** Counts how many are at work at once. */
function counting() {
  const seen = { now: 0, most: 0 };
  const stub = async (_payload: unknown, { clock }: TaskContext) => {
    seen.now++;
    seen.most = Math.max(seen.most, seen.now);
    await sleep(clock, 1000);
    seen.now--;
  };
  return { seen, stub };
}

const tasks = {
  notThree: (payload: unknown) => {
    if (payload === 3) throw namedError("Three");
    return payload;
  },
};

describe("a Map", () => {
  it("plays its processor for each item and gives the outputs in their order", async () => {
    const processor = inOrder({ Wait: { Type: "Wait", SecondsPath: "$" }, Done: { Type: "Pass" } });
    const definition = alone({ Type: "Map", ItemProcessor: processor });
    expect(await playMachine({ definition, input: [3, 1, 2] })).toMatchObject({ output: [3, 1, 2], seconds: 3 });
  });

  it("makes what each item starts with by ItemSelector", async () => {
    const ItemSelector = { "i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "k.$": "$.k" };
    const fields = { ItemsPath: "$.items", ItemSelector, ItemProcessor: pass, ResultPath: "$.out" };
    const { output } = await playMachine({
      definition: alone({ Type: "Map", ...fields }),
      input: { items: ["a", "b"], k: 9 },
    });
    expect(output).toEqual({
      items: ["a", "b"],
      k: 9,
      out: [
        { i: 0, v: "a", k: 9 },
        { i: 1, v: "b", k: 9 },
      ],
    });
  });

  it("goes by its older names, Iterator and Parameters, too", async () => {
    const definition = alone({ Type: "Map", Parameters: { "v.$": "$$.Map.Item.Value" }, Iterator: pass });
    expect((await playMachine({ definition, input: ["a"] })).output).toEqual([{ v: "a" }]);
  });

  it("of no items gives an empty list", async () => {
    expect((await playMachine({ definition: alone({ Type: "Map", ItemProcessor: pass }), input: [] })).output).toEqual(
      [],
    );
  });

  it("may be inside another", async () => {
    const inner = alone({ Type: "Map", ItemProcessor: pass });
    const definition = alone({ Type: "Map", ItemProcessor: inner });
    expect((await playMachine({ definition, input: [[1], [2, 3]] })).output).toEqual([[1], [2, 3]]);
  });

  it.each([
    ["MaxConcurrency", { MaxConcurrency: 2 }, {}, 2],
    ["MaxConcurrencyPath", { ItemsPath: "$.items", MaxConcurrencyPath: "$.most" }, {}, 3],
    ["MaxConcurrency in JSONata", { Items: "{% $states.input.items %}", MaxConcurrency: "{% 1 + 1 %}" }, inJsonata, 2],
    ["MaxConcurrency of 0, and all at once then", { MaxConcurrency: 0 }, {}, 6],
    ["no MaxConcurrency, and all at once then", {}, {}, 6],
  ])("works on so many at once: %s", async (_words, fields, machine, most) => {
    const { seen, stub } = counting();
    const definition = alone({ Type: "Map", ItemProcessor: alone(task("count")), ...fields }, machine);
    const items = [1, 2, 3, 4, 5, 6];
    await playMachine({
      definition,
      input: "Items" in fields || "ItemsPath" in fields ? { items, most: 3 } : items,
      tasks: { count: stub },
    });
    expect(seen.most).toBe(most);
  });

  it("works on at most 40 at once", async () => {
    const { seen, stub } = counting();
    const definition = alone({ Type: "Map", ItemProcessor: alone(task("count")) });
    await playMachine({ definition, input: Array(100).fill(0), tasks: { count: stub } });
    expect(seen.most).toBe(40);
  });

  it("fails with the first item that fails", async () => {
    const definition = catching(
      { Type: "Map", ItemsPath: "$.i", ItemProcessor: alone(task("notThree")) },
      { ErrorEquals: ["Three"], ResultPath: "$.e" },
    );
    expect((await playMachine({ definition, input: { i: [1, 2, 3] }, tasks })).output).toMatchObject({
      e: { Error: "Three" },
    });
  });

  it("goes on when the item's own Catch takes the error", async () => {
    const definition = alone({ Type: "Map", ItemProcessor: catching(task("notThree"), { ResultPath: null }) });
    expect(await playMachine({ definition, input: [1, 3], tasks })).toMatchObject({
      status: "SUCCEEDED",
      output: [1, 3],
    });
  });

  it("starts no further items after one has failed", async () => {
    const definition = alone({ Type: "Map", MaxConcurrency: 1, ItemProcessor: alone(task("notThree")) });
    const { states } = await playMachine({ definition, input: [1, 3, 1, 1], tasks });
    expect(states).toEqual(["S", "S", "S"]);
  });

  it.each([
    ["a text", "x", 'Reference path "$" must point to array.'],
    ["an object", {}, 'Reference path "$" must point to array.'],
  ])("ends with States.Runtime when its items are %s", async (_words, input, message) => {
    const { error, cause } = await playMachine({ definition: alone({ Type: "Map", ItemProcessor: pass }), input });
    expect({ error, cause }).toEqual({ error: "States.Runtime", cause: expect.stringContaining(message) });
  });

  it.each([["two"], [1.5], [-1]])("ends with States.Runtime when MaxConcurrencyPath leads to %j", async (most) => {
    const fields = { ItemsPath: "$.items", MaxConcurrencyPath: "$.most", ItemProcessor: pass };
    const { error, cause } = await playMachine({
      definition: alone({ Type: "Map", ...fields }),
      input: { items: [], most },
    });
    expect(error).toBe("States.Runtime");
    expect(cause).toContain(
      `The MaxConcurrencyPath field refers to value ${JSON.stringify(most)} which is not a valid integer: $.most`,
    );
  });
});

describe("a Map in JSONata", () => {
  it("takes its Items and fills its ItemSelector by expressions", async () => {
    const definition = alone(
      {
        Type: "Map",
        Items: "{% [1..3] %}",
        ItemSelector: { v: "{% $states.context.Map.Item.Value %}", i: "{% $states.context.Map.Item.Index %}" },
        ItemProcessor: alone({ Type: "Pass", Output: "{% $states.input.v * 10 + $states.input.i %}" }),
      },
      inJsonata,
    );
    expect((await playMachine({ definition })).output).toEqual([10, 21, 32]);
  });

  it.each([["x"], [true], [1], [{ foo: "bar" }], [null]])("fails when its input is %j and no array", async (input) => {
    const definition = alone({ Type: "Map", ItemProcessor: pass }, inJsonata);
    expect(await playMachine({ definition, input })).toMatchObject({
      error: "States.QueryEvaluationError",
      cause: expect.stringContaining(`Map state input must be an array but was: ${JSON.stringify(input)}`),
    });
  });

  it("fails when its Items are no array", async () => {
    const definition = alone({ Type: "Map", Items: "{% 'x' %}", ItemProcessor: pass }, inJsonata);
    expect(await playMachine({ definition })).toMatchObject({
      error: "States.QueryEvaluationError",
      cause: expect.stringContaining("Expected 'array', but was 'string' for value: \"x\""),
    });
  });
});
