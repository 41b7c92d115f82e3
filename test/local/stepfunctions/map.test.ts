import { describe, expect, it } from "vitest";
import { sleep } from "../../../local/clock.ts";
import { alone, task } from "../../support/asl.ts";
import { playMachine, type TaskContext } from "../../support/state-machine.ts";

describe("a Map", () => {
  it("works on at most 40 at once", async () => {
    const seen = { now: 0, most: 0 };
    const count = async (_payload: unknown, { clock }: TaskContext) => {
      seen.most = Math.max(seen.most, ++seen.now);
      await sleep(clock, 1000);
      seen.now--;
    };
    const definition = alone({ Type: "Map", ItemProcessor: alone(task("count")) });
    await playMachine({ definition, input: Array(100).fill(0), tasks: { count } });
    expect(seen.most).toBe(40);
  });
});
