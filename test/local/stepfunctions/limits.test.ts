import { describe, expect, it } from "vitest";
import { alone, catching, inOrder, lambda, task } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

const text = (bytes: number) => "x".repeat(bytes - 2); // its JSON has two quotes
const limit = 262_144;

describe("256 KiB", () => {
  it.each([
    ["fits", limit, "SUCCEEDED"],
    ["is one byte too large", limit + 1, "FAILED"],
  ])("of a task's result: what %s", async (_words, bytes, status) => {
    expect(await playMachine({ definition: alone(task("big")), tasks: { big: () => text(bytes) } })).toMatchObject({
      status,
    });
  });

  it("is counted in bytes of UTF-8", async () => {
    const tasks = { big: () => "é".repeat(limit / 2) };
    const { error, cause } = await playMachine({ definition: alone(task("big")), tasks });
    expect({ error, cause }).toEqual({
      error: "States.DataLimitExceeded",
      cause: `The state/task '${lambda("big")}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    });
  });

  it("can be caught when a task's result exceeds them", async () => {
    const tasks = { big: () => text(limit + 1) };
    expect((await playMachine({ definition: catching(task("big")), tasks })).states).toEqual(["S", "Caught"]);
  });

  it("cannot be caught when a state's output exceeds them", async () => {
    const definition = catching(task("half", { ResultPath: "$.more" }));
    const tasks = { half: () => text(limit / 2) };
    expect(await playMachine({ definition, input: { have: text(limit / 2) }, tasks })).toMatchObject({
      status: "FAILED",
      error: "States.DataLimitExceeded",
      cause: "The state/task 'S' returned a result with a size exceeding the maximum number of bytes service limit.",
      states: ["S"],
    });
  });

  it("are the most a task is given", async () => {
    const definition = alone(task("any", { Parameters: { "a.$": "$", "b.$": "$" } }));
    expect(await playMachine({ definition, input: text(limit / 2), tasks: { any: () => 1 } })).toMatchObject({
      error: "States.DataLimitExceeded",
    });
  });
});

describe("25,000 events", () => {
  const forever = {
    StartAt: "Again",
    States: { Again: { Type: "Pass", Next: "Again" } },
  };
  const cause = "The execution reached the maximum number of history events (25000).";

  it("are the most of an execution: the last one is its failure", async () => {
    const { status, error, cause: said, events } = await playMachine({ definition: forever });
    expect({ status, error, cause: said }).toEqual({ status: "FAILED", error: "States.Runtime", cause });
    expect([events.length, events.at(-1)?.type, events.at(-1)?.id]).toEqual([25_000, "ExecutionFailed", 25_000]);
  });

  it("end it inside a Parallel too, whoever would catch that", async () => {
    const other = inOrder({ Wait: { Type: "Wait", Seconds: 60 } });
    const definition = catching({ Type: "Parallel", Branches: [forever, other] });
    const { error, cause: said, events } = await playMachine({ definition });
    expect({ error, cause: said, events: events.length }).toEqual({ error: "States.Runtime", cause, events: 25_000 });
  });
});
