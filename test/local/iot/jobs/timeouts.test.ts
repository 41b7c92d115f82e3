import { describe, expect, it } from "vitest";
import { jobsBench } from "../../../support/jobs-bench.ts";

const minute = 60_000;

async function limitedJob() {
  const bench = await jobsBench();
  await bench.things(1);
  await bench.job("j", { timeoutConfig: { inProgressTimeoutInMinutes: 20 } });
  const execution = async () => (await bench.iot.describeJobExecution({ jobId: "j", thingName: "t1" })).execution;
  const step = (stepTimeoutInMinutes?: number) =>
    bench.data.updateJobExecution({ thingName: "t1", jobId: "j", status: "IN_PROGRESS", stepTimeoutInMinutes });
  return { ...bench, execution, step };
}

describe("the in-progress timer", () => {
  it("leaves a queued execution alone for ever", async () => {
    const { clock, execution } = await limitedJob();
    await clock.advance(60 * 24 * minute);
    expect(await execution()).toMatchObject({ status: "QUEUED" });
    expect(await execution()).not.toHaveProperty("approximateSecondsBeforeTimedOut", expect.anything());
  });

  it("runs from the first IN_PROGRESS, whatever is reported in between", async () => {
    const { clock, execution, step, iot } = await limitedJob();
    await clock.advance(5 * minute);
    await step();
    await clock.advance(19 * minute);
    await step();
    expect(await execution()).toMatchObject({ status: "IN_PROGRESS", approximateSecondsBeforeTimedOut: 60 });
    await clock.advance(minute - 1);
    expect(await execution()).toMatchObject({ status: "IN_PROGRESS" });
    await clock.advance(1);
    expect(await execution()).toMatchObject({ status: "TIMED_OUT", versionNumber: 4 });
    expect((await iot.describeJob({ jobId: "j" })).job).toMatchObject({
      status: "COMPLETED",
      jobProcessDetails: { numberOfTimedOutThings: 1 },
    });
  });

  it("does not touch what has ended, or was deleted", async () => {
    const { clock, iot, step, report, execution, news } = await limitedJob();
    await step();
    await report("t1", "j", "SUCCEEDED");
    await clock.advance(30 * minute);
    expect(await execution()).toMatchObject({ status: "SUCCEEDED" });
    await iot.deleteJobExecution({ jobId: "j", thingName: "t1", executionNumber: 1 });
    await clock.advance(30 * minute);
    expect(news.map(({ status }) => status)).not.toContain("TIMED_OUT");
  });
});

describe("the step timer", () => {
  it("is replaced by each new one and never outlasts the in-progress timer", async () => {
    const { clock, execution, step } = await limitedJob(); // the developer guide's own example, from 12:00 on
    await step();
    await clock.advance(5 * minute);
    await step(7);
    expect(await execution()).toMatchObject({ approximateSecondsBeforeTimedOut: 7 * 60 });
    await clock.advance(5 * minute);
    await step(5);
    await clock.advance(3 * minute);
    await step(9);
    expect(await execution()).toMatchObject({ approximateSecondsBeforeTimedOut: 7 * 60 });
    await clock.advance(7 * minute);
    expect(await execution()).toMatchObject({ status: "TIMED_OUT" });
  });

  it("goes on when an update does not name it, and ends with -1", async () => {
    const { clock, execution, step } = await limitedJob();
    await step(2);
    await clock.advance(minute);
    await step();
    expect(await execution()).toMatchObject({ approximateSecondsBeforeTimedOut: 60 });
    await step(-1);
    expect(await execution()).toMatchObject({ approximateSecondsBeforeTimedOut: 19 * 60 });
  });

  it("can be set when the execution is started", async () => {
    const { clock, data, execution } = await limitedJob();
    await data.startNextPendingJobExecution({ thingName: "t1", stepTimeoutInMinutes: 1 });
    await clock.advance(minute);
    expect(await execution()).toMatchObject({ status: "TIMED_OUT" });
  });

  it.each([0, -2, 1.5, 10_081])("is refused with %d minutes", async (minutes) => {
    const { step } = await limitedJob();
    await expect(step(minutes)).rejects.toMatchObject({ name: "InvalidRequestException" });
  });
});
