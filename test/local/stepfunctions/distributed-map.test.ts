import { describe, expect, it } from "vitest";
import { alone, inOrder, namedError, task } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

function distributed(fields: object, state: Record<string, unknown> = { Type: "Pass" }) {
  const ProcessorConfig = { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" };
  return { Type: "Map", ItemProcessor: { ProcessorConfig, ...alone(state) }, ...fields };
}

const tasks = {
  notThree: (payload: unknown) => {
    if (payload === 3) throw namedError("Three");
    return payload;
  },
};

describe("a Map in distributed mode", () => {
  it("gives the outputs of its children in their order", async () => {
    const definition = alone(distributed({ MaxConcurrency: 3 }));
    expect((await playMachine({ definition, input: [1, 2, 3] })).output).toEqual([1, 2, 3]);
  });

  it("hands batches to its children", async () => {
    const definition = alone(distributed({ ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { k: 1 } } }));
    expect((await playMachine({ definition, input: [1, 2, 3] })).output).toEqual([
      { BatchInput: { k: 1 }, Items: [1, 2] },
      { BatchInput: { k: 1 }, Items: [3] },
    ]);
  });

  it("cuts batches by their bytes too", async () => {
    const definition = alone(distributed({ ItemBatcher: { MaxInputBytesPerBatch: 10 } }));
    expect((await playMachine({ definition, input: ["aaaa", "bb", "cccc"] })).output).toEqual([
      { Items: ["aaaa", "bb"] },
      { Items: ["cccc"] },
    ]);
  });

  it.each([
    ["ToleratedFailureCount", { ToleratedFailureCount: 1 }],
    ["ToleratedFailurePercentage", { ToleratedFailurePercentage: 34 }],
  ])("leaves out what failed within its %s", async (_words, fields) => {
    const definition = alone(distributed(fields, task("notThree")));
    expect(await playMachine({ definition, input: [1, 2, 3], tasks })).toMatchObject({
      status: "SUCCEEDED",
      output: [1, 2],
    });
  });

  it.each([
    ["none are tolerated", {}],
    ["ToleratedFailureCount is 0", { ToleratedFailureCount: 0 }],
    ["ToleratedFailurePercentage is too low", { ToleratedFailurePercentage: 33 }],
  ])("fails by its own name when more fail: %s", async (_words, fields) => {
    const definition = alone(distributed(fields, task("notThree")));
    const { status, error } = await playMachine({ definition, input: [1, 2, 3], tasks });
    expect({ status, error }).toEqual({ status: "FAILED", error: "States.ExceedToleratedFailureThreshold" });
  });

  it("keeps its children's events to themselves", async () => {
    const { events } = await playMachine({ definition: alone(distributed({})), input: [1, 2, 3] });
    expect(events.map(({ type }) => type)).toEqual([
      "ExecutionStarted",
      "MapStateEntered",
      "MapStateStarted",
      "MapRunStarted",
      "MapRunSucceeded",
      "MapStateSucceeded",
      "MapStateExited",
      "ExecutionSucceeded",
    ]);
  });

  it("does not let its children see variables", async () => {
    const look = { Type: "Pass", Parameters: { "x.$": "$x" } };
    const definition = inOrder({ Set: { Type: "Pass", Result: [1], Assign: { x: 1 } }, Each: distributed({}, look) });
    expect((await playMachine({ definition })).error).toBe("States.ExceedToleratedFailureThreshold");
  });
});
