import { describe, expect, it } from "vitest";
import { pace } from "../../../functions/aws/pace.ts";

/** A stopwatch that jumps by what is slept, and by what a call takes. */
function stopwatch() {
  let time = 5;
  return {
    now: () => time,
    async sleep(milliseconds: number) {
      time += milliseconds;
    },
    pass(milliseconds: number) {
      time += milliseconds;
    },
  };
}

describe("a pace", () => {
  it("lets the first call go at once, and spaces out those behind it", async () => {
    const watch = stopwatch();
    const turn = pace(4.5, watch);
    const times: number[] = [];
    for (let call = 0; call < 10; call++) {
      await turn();
      times.push(watch.now());
    }
    expect(times[0]).toBe(5);
    expect((times[9] ?? 0) - 5).toBeCloseTo(9 * (1000 / 4.5));
  });

  it("counts what the calls themselves take", async () => {
    const watch = stopwatch();
    const turn = pace(10, watch);
    await turn();
    watch.pass(60);
    await turn();
    expect(watch.now()).toBe(105);
    watch.pass(700);
    await turn();
    expect(watch.now()).toBe(805);
  });

  it("saves nothing up: a pause is followed by no burst", async () => {
    const watch = stopwatch();
    const turn = pace(10, watch);
    await turn();
    watch.pass(10_000);
    await turn();
    await turn();
    expect(watch.now()).toBe(10_105);
  });

  it("gives each of several who ask at once a turn of its own", async () => {
    const waits: number[] = [];
    const turn = pace(10, { now: () => 0, sleep: async (milliseconds) => waits.push(milliseconds) });
    await Promise.all([turn(), turn(), turn()]);
    expect(waits).toEqual([100, 200]);
  });
});
