import { describe, expect, it } from "vitest";
import { alone, namedError, task } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

/** Plays a task that fails once; gives the seconds until it was tried again. */
async function waitBefore(retrier: object): Promise<number> {
  let calls = 0;
  const fn = () => {
    if (++calls === 1) throw namedError("Flaky");
  };
  const definition = alone(task("fn", { Retry: [{ ErrorEquals: ["Flaky"], ...retrier }] }));
  return (await playMachine({ definition, tasks: { fn } })).seconds;
}

describe("a Retry", () => {
  it("with full jitter waits any time up to the delay", async () => {
    const retrier = { IntervalSeconds: 100, BackoffRate: 1, JitterStrategy: "FULL" };
    const seconds = await Promise.all(Array.from({ length: 20 }, () => waitBefore(retrier)));
    expect(Math.max(...seconds)).toBeLessThan(100);
    expect(new Set(seconds).size).toBeGreaterThan(10);
  });
});
