import { describe, expect, it } from "vitest";
import { sleep } from "../../../local/clock.ts";
import { alone, catching, inJsonata, inOrder, namedError, task } from "../../support/asl.ts";
import { playMachine, type TaskContext } from "../../support/state-machine.ts";

const boom = () => {
  throw namedError("CustomError", "boom");
};

/** Waits, and says whether it was told to stop. */
function patient() {
  const told = { stopped: false };
  const stub = async (_payload: unknown, { clock, signal }: TaskContext) => {
    signal.addEventListener("abort", () => {
      told.stopped = true;
    });
    await sleep(clock, 60_000, signal);
  };
  return { told, stub };
}

describe("a Parallel", () => {
  it("plays its branches at once and gives their outputs in their order", async () => {
    const Branches = [
      inOrder({ Wait: { Type: "Wait", Seconds: 10 }, A: { Type: "Pass", Result: "a" } }),
      inOrder({ B: { Type: "Wait", Seconds: 5 } }),
    ];
    const definition = alone({ Type: "Parallel", Branches, ResultPath: "$.p" });
    const { output, seconds } = await playMachine({ definition, input: { k: 1 } });
    expect({ output, seconds }).toEqual({ output: { k: 1, p: ["a", { k: 1 }] }, seconds: 10 });
  });

  it("hands every branch the same: its Parameters, or Arguments in JSONata", async () => {
    const Branches = [alone({ Type: "Pass" }), alone({ Type: "Pass" })];
    const jsonPath = alone({ Type: "Parallel", Branches, Parameters: { "x.$": "$.k" } });
    expect((await playMachine({ definition: jsonPath, input: { k: 1 } })).output).toEqual([{ x: 1 }, { x: 1 }]);
    const jsonata = alone({ Type: "Parallel", Branches, Arguments: "{% $states.input.k %}" }, inJsonata);
    expect((await playMachine({ definition: jsonata, input: { k: 1 } })).output).toEqual([1, 1]);
  });

  it("fails with the first branch that fails, and stops the others", async () => {
    const { told, stub } = patient();
    const Branches = [alone(task("patient")), alone(task("boom"))];
    const definition = catching({ Type: "Parallel", Branches }, { ResultPath: "$.e" });
    const played = await playMachine({ definition, input: { k: 1 }, tasks: { boom, patient: stub } });
    expect(played).toMatchObject({ output: { k: 1, e: { Error: "CustomError" } }, seconds: 0 });
    expect(told.stopped).toBe(true);
  });

  it("is tried again as a whole", async () => {
    let calls = 0;
    const flaky = () => {
      if (++calls === 1) throw namedError("Flaky");
      return calls;
    };
    const Branches = [alone({ Type: "Pass", Result: "a" }), alone(task("flaky"))];
    const definition = alone({ Type: "Parallel", Branches, Retry: [{ ErrorEquals: ["Flaky"], IntervalSeconds: 1 }] });
    const { output, states } = await playMachine({ definition, tasks: { flaky } });
    expect(output).toEqual(["a", 2]);
    expect(states).toEqual(["S", "S", "S", "S", "S"]);
  });

  it("inside a Parallel is stopped with it", async () => {
    const { told, stub } = patient();
    const inner = alone({ Type: "Parallel", Branches: [alone(task("patient"))] });
    const definition = alone({ Type: "Parallel", Branches: [inner, alone(task("boom"))] });
    const played = await playMachine({ definition, tasks: { boom, patient: stub } });
    expect(played).toMatchObject({ status: "FAILED", error: "CustomError", seconds: 0 });
    expect(told.stopped).toBe(true);
  });
});
