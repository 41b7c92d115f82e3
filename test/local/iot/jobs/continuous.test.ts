import { describe, expect, it } from "vitest";
import { group, jobsBench, thing } from "../../../support/jobs-bench.ts";

const beta = { thingGroupName: "beta" };

/** A continuous job for a group of t1 and t2; t3 is outside. */
async function servingJob(job: object = {}) {
  const bench = await jobsBench();
  await bench.things(2, "beta");
  await bench.iot.createThing({ thingName: "t3" });
  await bench.job("j", { targets: [group("beta")], targetSelection: "CONTINUOUS", ...job });
  const join = (thingName: string) => bench.iot.addThingToThingGroup({ thingName, ...beta });
  const leave = (thingName: string) => bench.iot.removeThingFromThingGroup({ thingName, ...beta });
  return { ...bench, join, leave };
}

describe("a continuous job", () => {
  it("goes on when all its executions have ended", async () => {
    const { iot, report } = await servingJob();
    for (const name of ["t1", "t2"]) await report(name, "j", "SUCCEEDED");
    expect((await iot.describeJob({ jobId: "j" })).job?.status).toBe("IN_PROGRESS");
  });

  it("goes to who joins later at once, whatever its rate", async () => {
    const { join, statuses } = await servingJob({ jobExecutionsRolloutConfig: { maximumPerMinute: 1 } });
    await join("t3");
    expect(await statuses("j")).toEqual({ t1: "QUEUED", t3: "QUEUED" });
  });

  it("goes to who joins a group below its target", async () => {
    const { iot, statuses } = await servingJob();
    await iot.createThingGroup({ thingGroupName: "inner", parentGroupName: "beta" });
    await iot.addThingToThingGroup({ thingName: "t3", thingGroupName: "inner" });
    expect(await statuses("j")).toMatchObject({ t3: "QUEUED" });
  });

  it("is REMOVED from who leaves before the end, and given again to who comes back", async () => {
    const { iot, join, leave, report, statuses } = await servingJob();
    await report("t1", "j", "IN_PROGRESS");
    await report("t2", "j", "SUCCEEDED");
    await leave("t1");
    await leave("t2");
    expect(await statuses("j")).toEqual({ t1: "REMOVED", t2: "SUCCEEDED" });
    await join("t1");
    await join("t2");
    expect(await statuses("j")).toEqual({ t1: "QUEUED", t2: "SUCCEEDED" });
    const { execution } = await iot.describeJobExecution({ jobId: "j", thingName: "t1" });
    expect(execution).toMatchObject({ executionNumber: 2, versionNumber: 1, statusDetails: { detailsMap: {} } });
  });

  it("does not go to who left while waiting for it", async () => {
    const { clock, leave, statuses } = await servingJob({ jobExecutionsRolloutConfig: { maximumPerMinute: 1 } });
    await leave("t2");
    await clock.advance(60_000);
    expect(await statuses("j")).toEqual({ t1: "QUEUED" });
  });

  it("is taken from the members of a group that is deleted", async () => {
    const { iot, statuses } = await servingJob();
    await iot.deleteThingGroup(beta);
    expect(await statuses("j")).toEqual({ t1: "REMOVED", t2: "REMOVED" });
  });

  it("goes to nobody once it is canceled", async () => {
    const { iot, join, statuses } = await servingJob();
    await iot.cancelJob({ jobId: "j" });
    await join("t3");
    expect(await statuses("j")).toEqual({ t1: "CANCELED", t2: "CANCELED" });
  });

  it("gets more targets, whose things are told at once", async () => {
    const { iot, statuses } = await servingJob();
    await iot.createThingGroup({ thingGroupName: "gamma" });
    await iot.addThingToThingGroup({ thingName: "t3", thingGroupName: "gamma" });
    await iot.associateTargetsWithJob({ jobId: "j", targets: [group("gamma")], comment: "wider" });
    expect(await statuses("j")).toMatchObject({ t3: "QUEUED" });
    expect((await iot.describeJob({ jobId: "j" })).job).toMatchObject({
      targets: [group("beta"), group("gamma")],
      comment: "wider",
    });
  });
});

describe("a snapshot job", () => {
  it("keeps to whom it found when it was made", async () => {
    const { join, leave, statuses } = await servingJob({ targetSelection: "SNAPSHOT" });
    await join("t3");
    await leave("t1");
    expect(await statuses("j")).toEqual({ t1: "QUEUED", t2: "QUEUED" });
  });

  it("cannot be given more targets", async () => {
    const { iot } = await servingJob({ targetSelection: "SNAPSHOT" });
    const more = iot.associateTargetsWithJob({ jobId: "j", targets: [thing("t3")] });
    await expect(more).rejects.toMatchObject({ name: "InvalidRequestException" });
  });
});
