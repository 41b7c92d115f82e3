import { describe, expect, it } from "vitest";
import { sleep } from "../../../local/clock.ts";
import { alone, namedError, task } from "../../support/asl.ts";
import { playMachine, type TaskContext } from "../../support/state-machine.ts";

const boom = () => {
  throw namedError("CustomError", "boom");
};

describe("a Parallel whose branch fails", () => {
  it.each([
    ["tells the tasks that it stops", alone(task("patient"))],
    ["tells those inside an inner one too", alone({ Type: "Parallel", Branches: [alone(task("patient"))] })],
  ])("%s", async (_words, branch) => {
    let told = false;
    const patient = async (_payload: unknown, { clock, signal }: TaskContext) => {
      signal.addEventListener("abort", () => {
        told = true;
      });
      await sleep(clock, 60_000, signal);
    };
    const definition = alone({ Type: "Parallel", Branches: [branch, alone(task("boom"))] });
    expect(await playMachine({ definition, tasks: { boom, patient } })).toMatchObject({ error: "CustomError" });
    expect(told).toBe(true);
  });
});
