import { describe, expect, it } from "vitest";
import { alone, namedError, task } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

/** Plays a task that fails once, in an execution of that name; gives the seconds until it was tried again. */
async function waitBefore(retrier: object, name: string): Promise<number> {
  let calls = 0;
  const fn = () => {
    if (++calls === 1) throw namedError("Flaky");
  };
  const definition = alone(task("fn", { Retry: [{ ErrorEquals: ["Flaky"], ...retrier }] }));
  return (await playMachine({ definition, name, tasks: { fn } })).seconds;
}

describe("a Retry", () => {
  it("with full jitter waits any time up to the delay", async () => {
    const retrier = { IntervalSeconds: 100, BackoffRate: 1, JitterStrategy: "FULL" };
    const seconds = await Promise.all(Array.from({ length: 20 }, (_, n) => waitBefore(retrier, `execution-${n}`)));
    expect(Math.max(...seconds)).toBeLessThan(100);
    expect(new Set(seconds).size).toBeGreaterThan(10);
  });

  it("waits another jitter for each attempt, and the same when all is played again", async () => {
    const Retry = [{ ErrorEquals: ["Flaky"], IntervalSeconds: 100, BackoffRate: 1, JitterStrategy: "FULL" }];
    const fn = () => {
      throw namedError("Flaky");
    };
    const play = () => playMachine({ definition: alone(task("fn", { Retry })), tasks: { fn } });
    const [{ events }, again] = await Promise.all([play(), play()]);
    const failed = events.flatMap(({ type, timestamp }) =>
      type === "LambdaFunctionFailed" ? [Number(timestamp)] : [],
    );
    const waits = failed.slice(1).map((time, index) => time - (failed[index] ?? 0));
    expect(new Set(waits).size).toBe(3);
    expect(again.events).toEqual(events);
  });
});
