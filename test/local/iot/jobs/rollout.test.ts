import { describe, expect, it } from "vitest";
import { group, jobsBench } from "../../../support/jobs-bench.ts";

const minute = 60_000;
const queued = async (statuses: Promise<Record<string, string>>) => Object.keys(await statuses).length;

/** How many things have been told after each of some minutes, the first count at once. */
async function counts(bench: Awaited<ReturnType<typeof jobsBench>>, minutes: number): Promise<number[]> {
  const seen = [await queued(bench.statuses("j"))];
  for (let passed = 1; passed < minutes; passed++) {
    await bench.clock.advance(minute);
    seen.push(await queued(bench.statuses("j")));
  }
  return seen;
}

describe("a rollout", () => {
  it("tells everyone at once when it has no rate", async () => {
    const bench = await jobsBench();
    await bench.things(12, "beta");
    await bench.job("j", { targets: [group("beta")] });
    expect(await counts(bench, 1)).toEqual([12]);
    expect((await bench.iot.describeJob({ jobId: "j" })).job?.isConcurrent).toBe(false);
  });

  it("tells as many a minute as its rate says, and does not complete before the last", async () => {
    const bench = await jobsBench();
    await bench.things(8, "beta");
    await bench.job("j", { targets: [group("beta")], jobExecutionsRolloutConfig: { maximumPerMinute: 3 } });
    for (const name of ["t1", "t2", "t3"]) await bench.report(name, "j", "SUCCEEDED");
    expect((await bench.iot.describeJob({ jobId: "j" })).job).toMatchObject({
      status: "IN_PROGRESS",
      isConcurrent: true,
    });
    expect(await counts(bench, 4)).toEqual([3, 6, 8, 8]);
  });

  it("grows by its factor each time as many things more were notified", async () => {
    const bench = await jobsBench();
    await bench.things(20, "beta");
    const exponentialRate = {
      baseRatePerMinute: 2,
      incrementFactor: 2,
      rateIncreaseCriteria: { numberOfNotifiedThings: 4 },
    };
    await bench.job("j", {
      targets: [group("beta")],
      jobExecutionsRolloutConfig: { exponentialRate, maximumPerMinute: 7 },
    });
    // 2 a minute up to 4 things, 4 a minute up to 8, then 8, which the maximum cuts to 7
    expect(await counts(bench, 6)).toEqual([2, 4, 8, 15, 20, 20]);
  });

  it("grows with those who succeeded, when that is its criterion", async () => {
    const bench = await jobsBench();
    await bench.things(12, "beta");
    const exponentialRate = {
      baseRatePerMinute: 2,
      incrementFactor: 1.5,
      rateIncreaseCriteria: { numberOfSucceededThings: 2 },
    };
    await bench.job("j", {
      targets: [group("beta")],
      jobExecutionsRolloutConfig: { exponentialRate, maximumPerMinute: 100 },
    });
    expect(await counts(bench, 2)).toEqual([2, 4]);
    for (const name of ["t1", "t2"]) await bench.report(name, "j", "SUCCEEDED");
    expect(await counts(bench, 2)).toEqual([4, 7]);
  });

  it("follows a new rate from the next minute on", async () => {
    const bench = await jobsBench();
    await bench.things(6, "beta");
    await bench.job("j", { targets: [group("beta")], jobExecutionsRolloutConfig: { maximumPerMinute: 1 } });
    await bench.iot.updateJob({ jobId: "j", jobExecutionsRolloutConfig: { maximumPerMinute: 5 } });
    expect(await counts(bench, 2)).toEqual([1, 6]);
  });

  it("ends with the job: who has not been told by then never is", async () => {
    const bench = await jobsBench();
    await bench.things(4, "beta");
    await bench.job("j", { targets: [group("beta")], jobExecutionsRolloutConfig: { maximumPerMinute: 1 } });
    await bench.iot.cancelJob({ jobId: "j" });
    expect(await counts(bench, 3)).toEqual([1, 1, 1]);
  });

  it("passes over things deleted while they waited", async () => {
    const bench = await jobsBench();
    await bench.things(3, "beta");
    await bench.job("j", { targets: [group("beta")], jobExecutionsRolloutConfig: { maximumPerMinute: 1 } });
    await bench.iot.deleteThing({ thingName: "t2" });
    await bench.clock.advance(minute);
    expect(await bench.statuses("j")).toEqual({ t1: "QUEUED", t3: "QUEUED" });
  });
});
