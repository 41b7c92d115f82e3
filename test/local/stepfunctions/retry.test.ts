import { describe, expect, it } from "vitest";
import { alone, catching, namedError, task } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

/** Fails with these names, one after the other, and then succeeds with the number of calls. */
function failing(...names: string[]) {
  let calls = 0;
  return () => {
    const name = names[calls++];
    if (name !== undefined) throw namedError(name);
    return calls;
  };
}

const play = (Retry: object[], ...names: string[]) =>
  playMachine({ definition: alone(task("fn", { Retry })), tasks: { fn: failing(...names) } });

const flaky = { ErrorEquals: ["Flaky"] };

describe("a Retry", () => {
  it.each([
    ["3 times, after 1, 2 and 4 seconds, when it says no more", flaky, 3, 1 + 2 + 4],
    ["with the interval and the backoff it says", { ...flaky, IntervalSeconds: 3, BackoffRate: 1 }, 2, 3 + 3],
    ["at most MaxDelaySeconds apart", { ...flaky, BackoffRate: 10, MaxDelaySeconds: 15 }, 3, 1 + 10 + 15],
    ["as often as MaxAttempts says", { ...flaky, IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 10 }, 10, 10],
  ])("tries again %s", async (_words, retrier, failures, seconds) => {
    const played = await play([retrier], ...Array<string>(failures).fill("Flaky"));
    expect(played).toMatchObject({ status: "SUCCEEDED", output: failures + 1, seconds });
  });

  it("with full jitter waits any time up to the delay", async () => {
    const retrier = { ...flaky, IntervalSeconds: 100, BackoffRate: 1, JitterStrategy: "FULL" };
    const waits = await Promise.all(Array.from({ length: 20 }, () => play([retrier], "Flaky")));
    const seconds = waits.map((played) => played.seconds);
    expect(Math.max(...seconds)).toBeLessThan(100);
    expect(new Set(seconds).size).toBeGreaterThan(10);
  });

  it("of 0 attempts tries nothing again", async () => {
    expect(await play([{ ...flaky, MaxAttempts: 0 }], "Flaky")).toMatchObject({ status: "FAILED", error: "Flaky" });
  });

  it("ends with the error when its attempts are used up", async () => {
    const played = await play([{ ...flaky, MaxAttempts: 1 }], "Flaky", "Flaky", "Flaky");
    expect(played).toMatchObject({ status: "FAILED", error: "Flaky", seconds: 1 });
  });

  it("leaves the error to Catch when its attempts are used up", async () => {
    const definition = catching(task("fn", { Retry: [{ ...flaky, MaxAttempts: 1 }] }), { ResultPath: "$.e" });
    const played = await playMachine({ definition, tasks: { fn: failing("Flaky", "Flaky") } });
    expect(played.output).toMatchObject({ e: { Error: "Flaky" } });
  });

  it("counts the attempts of each retrier by itself", async () => {
    const once = { IntervalSeconds: 1, MaxAttempts: 1, BackoffRate: 1 };
    const retriers = [
      { ErrorEquals: ["A"], ...once },
      { ErrorEquals: ["B"], ...once },
    ];
    expect(await play(retriers, "A", "B")).toMatchObject({ status: "SUCCEEDED" });
    expect(await play(retriers, "A", "B", "A")).toMatchObject({ status: "FAILED", error: "A" });
  });

  it("does not try again what it does not name", async () => {
    expect(await play([flaky], "Other")).toMatchObject({ status: "FAILED", error: "Other", seconds: 0 });
  });
});
