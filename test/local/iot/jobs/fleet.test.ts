import type { AbortCriteria, JobExecutionsRolloutConfig } from "@aws-sdk/client-iot";
import { describe, expect, it } from "vitest";
import { group, jobsBench } from "../../../support/jobs-bench.ts";

const minute = 60_000;
const size = 200;
const names = Array.from({ length: size }, (_, at) => `t${at + 1}`);

/** A group of 200 things, and a job for it. */
async function fleetWithJob(job: Parameters<Awaited<ReturnType<typeof jobsBench>>["job"]>[1]) {
  const bench = await jobsBench();
  await bench.things(size, "fleet");
  await bench.job("j", { targets: [group("fleet")], ...job });
  let reported = 0;
  return {
    ...bench,
    details: async () => (await bench.iot.describeJob({ jobId: "j" })).job?.jobProcessDetails ?? {},
    status: async () => (await bench.iot.describeJob({ jobId: "j" })).job?.status,
    /** The next of the things, in the order they are told in, report. */
    async reports(count: number, status: Parameters<typeof bench.report>[2]): Promise<void> {
      for (const name of names.slice(reported, reported + count)) await bench.report(name, "j", status);
      reported += count;
    },
  };
}

type Fleet = Awaited<ReturnType<typeof fleetWithJob>>;

/** How many have been told, at once and after each of some minutes; every minute something may happen. */
async function toldEachMinute(fleet: Fleet, minutes: number, happens = async (_told: number) => {}): Promise<number[]> {
  const told: number[] = [];
  for (;;) {
    told.push(Object.keys(await fleet.statuses("j")).length);
    if (told.length > minutes) return told;
    await happens(told.at(-1) ?? 0);
    await fleet.clock.advance(minute);
  }
}

const exponential = (rateIncreaseCriteria: object, maximumPerMinute?: number): JobExecutionsRolloutConfig => ({
  exponentialRate: { baseRatePerMinute: 10, incrementFactor: 2, rateIncreaseCriteria },
  ...(maximumPerMinute && { maximumPerMinute }),
});

describe("a rollout to 200 things", () => {
  it.each<{ at: string; rollout: JobExecutionsRolloutConfig; told: number[] }>([
    { at: "60 a minute", rollout: { maximumPerMinute: 60 }, told: [60, 120, 180, 200, 200] },
    { at: "1000 a minute", rollout: { maximumPerMinute: 1000 }, told: [200, 200] },
    // 10 a minute below 20 things, 20 from 20 on, 40 from 40 on; 80 are four times 20, so then 160
    {
      at: "twice as many for each 20 told",
      rollout: exponential({ numberOfNotifiedThings: 20 }),
      told: [10, 20, 40, 80, 200],
    },
    {
      at: "twice as many for each 20 told, 50 at most",
      rollout: exponential({ numberOfNotifiedThings: 20 }, 50),
      told: [10, 20, 40, 80, 130, 180, 200],
    },
  ])("goes on at $at", async ({ rollout, told }) => {
    const fleet = await fleetWithJob({ jobExecutionsRolloutConfig: rollout });
    expect(await toldEachMinute(fleet, told.length - 1)).toEqual(told);
  });

  it("grows with those who succeeded: not at all while nobody does", async () => {
    const fleet = await fleetWithJob({ jobExecutionsRolloutConfig: exponential({ numberOfSucceededThings: 15 }) });
    expect(await toldEachMinute(fleet, 3)).toEqual([10, 20, 30, 40]);
    await fleet.reports(20, "SUCCEEDED"); // 20 a minute from 15 on
    await fleet.clock.advance(minute);
    expect(await toldEachMinute(fleet, 1)).toEqual([60, 80]);
    await fleet.reports(25, "SUCCEEDED"); // 80 a minute from 45 on
    await fleet.clock.advance(minute);
    expect(await toldEachMinute(fleet, 1)).toEqual([160, 200]);
  });

  it("completes when the last has succeeded, and not while some are still to be told", async () => {
    const fleet = await fleetWithJob({ jobExecutionsRolloutConfig: { maximumPerMinute: 100 } });
    await fleet.reports(100, "SUCCEEDED");
    expect(await fleet.status()).toBe("IN_PROGRESS");
    await fleet.clock.advance(minute);
    await fleet.reports(99, "SUCCEEDED");
    expect(await fleet.status()).toBe("IN_PROGRESS");
    await fleet.reports(1, "FAILED");
    expect(await fleet.status()).toBe("COMPLETED");
    expect(await fleet.details()).toMatchObject({ numberOfSucceededThings: 199, numberOfFailedThings: 1 });
  });

  it("of a continuous job goes past its rate to who joins in the middle", async () => {
    const fleet = await fleetWithJob({
      targetSelection: "CONTINUOUS",
      jobExecutionsRolloutConfig: { maximumPerMinute: 50 },
    });
    await fleet.iot.createThing({ thingName: "late" });
    await fleet.iot.addThingToThingGroup({ thingName: "late", thingGroupName: "fleet" });
    expect(await toldEachMinute(fleet, 4)).toEqual([51, 101, 151, 201, 201]);
  });
});

const criterion = (given: Partial<AbortCriteria>): AbortCriteria => ({
  failureType: "FAILED",
  action: "CANCEL",
  thresholdPercentage: 10,
  minNumberOfExecutedThings: 40,
  ...given,
});

describe("abort criteria of a rollout to 200 things", () => {
  const rollout = { jobExecutionsRolloutConfig: { maximumPerMinute: 50 } };

  it("end it in the middle: who is told may go on, who is queued is canceled, who waits is never told", async () => {
    const fleet = await fleetWithJob({ ...rollout, abortConfig: { criteriaList: [criterion({})] } });
    await fleet.reports(5, "FAILED");
    await fleet.reports(34, "SUCCEEDED");
    expect(await fleet.status()).toBe("IN_PROGRESS"); // 5 of 39, but 39 are too few
    await fleet.clock.advance(minute);
    await fleet.reports(5, "IN_PROGRESS");
    await fleet.reports(1, "SUCCEEDED"); // 5 of 40 are 12.5 %
    expect(await fleet.status()).toBe("CANCELED");
    expect(await fleet.details()).toMatchObject({
      numberOfFailedThings: 5,
      numberOfSucceededThings: 35,
      numberOfInProgressThings: 5,
      numberOfCanceledThings: 55,
    });
    expect(await toldEachMinute(fleet, 2)).toEqual([100, 100, 100]);
  });

  it("let it go on while fewer fail than they allow", async () => {
    const fleet = await fleetWithJob({
      ...rollout,
      abortConfig: { criteriaList: [criterion({ failureType: "ALL" })] },
    });
    const nextFifty = async () => {
      await fleet.reports(46, "SUCCEEDED");
      await fleet.reports(2, "FAILED");
      await fleet.reports(2, "REJECTED");
    };
    expect(await toldEachMinute(fleet, 4, nextFifty)).toEqual([50, 100, 150, 200, 200]);
    expect(await fleet.status()).toBe("COMPLETED");
  });

  it("count those whose time is up", async () => {
    const fleet = await fleetWithJob({
      ...rollout,
      timeoutConfig: { inProgressTimeoutInMinutes: 3 },
      abortConfig: { criteriaList: [criterion({ failureType: "TIMED_OUT", thresholdPercentage: 50 })] },
    });
    await fleet.reports(20, "SUCCEEDED");
    await fleet.reports(20, "IN_PROGRESS");
    expect(await toldEachMinute(fleet, 4)).toEqual([50, 100, 150, 150, 150]);
    expect(await fleet.status()).toBe("CANCELED");
    expect(await fleet.details()).toMatchObject({ numberOfTimedOutThings: 20, numberOfCanceledThings: 110 });
  });
});

describe("the in-progress timeout of 200 things", () => {
  it("runs for each from its own start, and ends the job with the last", async () => {
    const fleet = await fleetWithJob({ timeoutConfig: { inProgressTimeoutInMinutes: 10 } });
    await fleet.reports(100, "IN_PROGRESS");
    await fleet.clock.advance(4 * minute);
    await fleet.reports(100, "IN_PROGRESS");
    await fleet.clock.advance(6 * minute - 1);
    expect(await fleet.details()).toMatchObject({ numberOfTimedOutThings: 0, numberOfInProgressThings: 200 });
    await fleet.clock.advance(1);
    expect(await fleet.details()).toMatchObject({ numberOfTimedOutThings: 100, numberOfInProgressThings: 100 });
    expect(await fleet.status()).toBe("IN_PROGRESS");
    await fleet.clock.advance(4 * minute);
    expect(await fleet.details()).toMatchObject({ numberOfTimedOutThings: 200 });
    expect(await fleet.status()).toBe("COMPLETED");
  });
});
