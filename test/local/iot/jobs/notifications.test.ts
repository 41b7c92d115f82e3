import { describe, expect, it } from "vitest";
import { group, jobsBench, thing } from "../../../support/jobs-bench.ts";
import { connectDevice } from "../../../support/jobs-device.ts";
import { settled } from "../../../support/mqtt-client.ts";

/** A device that hears what there is to do, and `heard`: what it was told since the last look, in short. */
async function listeningDevice({ qos = 1 }: { qos?: 0 | 1 } = {}) {
  const bench = await jobsBench();
  await bench.things(1);
  const device = await connectDevice(bench.broker);
  await device.client.subscribeAsync("$aws/things/t1/jobs/+", { qos });
  const heard = async () => {
    await settled(device); // stored messages pass the store: once around for them, once for the answer
    await settled(device);
    return device.received.splice(0).map(({ topic, payload }) => {
      const { jobs = {}, execution } = JSON.parse(payload.toString());
      const lists = Object.entries<{ jobId: string }[]>(jobs).map(
        ([status, list]) => `${status}: ${list.map(({ jobId }) => jobId)}`,
      );
      const first = execution ? `${execution.jobId} ${execution.status}` : "nothing";
      return topic.endsWith("notify") ? `notify ${lists.join(", ") || "nothing"}` : `notify-next ${first}`;
    });
  };
  return { ...bench, device, heard };
}

describe("notifications", () => {
  it("tell of the list and of its head as AWS's own example does", async () => {
    const { iot, job, report, heard } = await listeningDevice();
    await job("job1");
    expect(await heard()).toEqual(["notify QUEUED: job1", "notify-next job1 QUEUED"]);
    await job("job2");
    expect(await heard()).toEqual(["notify QUEUED: job1,job2"]);
    await report("t1", "job1", "IN_PROGRESS");
    expect(await heard()).toEqual([]);
    await job("job3");
    expect(await heard()).toEqual(["notify IN_PROGRESS: job1, QUEUED: job2,job3"]);
    await report("t1", "job1", "SUCCEEDED");
    expect(await heard()).toEqual(["notify QUEUED: job2,job3", "notify-next job2 QUEUED"]);
    await report("t1", "job3", "IN_PROGRESS");
    expect(await heard()).toEqual(["notify-next job3 IN_PROGRESS"]);
    await report("t1", "job2", "REJECTED");
    expect(await heard()).toEqual(["notify IN_PROGRESS: job3"]);
    await iot.deleteJob({ jobId: "job3", force: true });
    expect(await heard()).toEqual(["notify nothing", "notify-next nothing"]);
  });

  it("stay away while a device only makes progress", async () => {
    const { data, job, heard } = await listeningDevice();
    await job("j");
    await heard();
    await data.startNextPendingJobExecution({ thingName: "t1" });
    for (const receive of ["1/26", "25/26"]) {
      const statusDetails = { receive };
      await data.updateJobExecution({ thingName: "t1", jobId: "j", status: "IN_PROGRESS", statusDetails });
    }
    expect(await heard()).toEqual([]);
  });

  it("carry the whole of the new head", async () => {
    const { clock, job, device } = await listeningDevice();
    await job("j", { document: '{"afr_ota":{"files":[]}}' });
    const now = Math.floor(clock.now() / 1000);
    const execution = { jobId: "j", queuedAt: now, lastUpdatedAt: now, versionNumber: 1, executionNumber: 1 };
    expect(await device.next("$aws/things/t1/jobs/notify")).toEqual({
      timestamp: now,
      jobs: { QUEUED: [execution] },
    });
    expect(await device.next("$aws/things/t1/jobs/notify-next")).toEqual({
      timestamp: now,
      execution: { ...execution, status: "QUEUED", jobDocument: { afr_ota: { files: [] } } },
    });
  });

  it("end with nothing but the time when the list is empty", async () => {
    const { clock, job, report, device, heard } = await listeningDevice();
    await job("j");
    await heard();
    await report("t1", "j", "SUCCEEDED");
    const timestamp = Math.floor(clock.now() / 1000);
    expect(await device.next("$aws/things/t1/jobs/notify")).toEqual({ timestamp, jobs: {} });
    expect(await device.next("$aws/things/t1/jobs/notify-next")).toEqual({ timestamp });
  });

  it("name at most 10 executions", async () => {
    const { job, device, heard } = await listeningDevice();
    for (let number = 1; number <= 11; number++) await job(`j${number}`);
    await settled(device);
    await settled(device);
    const last = device.received.at(-1)?.payload.toString() ?? "{}";
    expect(JSON.parse(last).jobs.QUEUED).toHaveLength(10);
    expect(await heard()).toHaveLength(12);
  });

  it("tell a device that what it does was canceled, timed out or taken from it", async () => {
    const { iot, clock, job, report, heard } = await listeningDevice();
    await iot.createThingGroup({ thingGroupName: "beta" });
    const beta = { thingGroupName: "beta", thingName: "t1" };
    await iot.addThingToThingGroup(beta);
    await job("canceled");
    await job("late", { timeoutConfig: { inProgressTimeoutInMinutes: 1 } });
    await job("left", { targets: [group("beta")], targetSelection: "CONTINUOUS" });
    await heard();
    await iot.cancelJob({ jobId: "canceled" });
    expect(await heard()).toEqual(["notify QUEUED: late,left", "notify-next late QUEUED"]);
    await report("t1", "late", "IN_PROGRESS");
    await clock.advance(60_000);
    expect(await heard()).toEqual(["notify QUEUED: left", "notify-next left QUEUED"]);
    await iot.removeThingFromThingGroup(beta);
    expect(await heard()).toEqual(["notify nothing", "notify-next nothing"]);
  });

  it("reach a subscriber of QoS 0, and no other thing's", async () => {
    const { iot, job, heard } = await listeningDevice({ qos: 0 });
    await iot.createThing({ thingName: "t2" });
    await job("other", { targets: [thing("t2")] });
    await job("mine");
    expect(await heard()).toEqual(["notify QUEUED: mine", "notify-next mine QUEUED"]);
  });

  it("tell of a new execution under an old id", async () => {
    const { iot, clock, job, heard } = await listeningDevice();
    await job("j");
    await iot.deleteJob({ jobId: "j", force: true });
    await clock.advance(1000);
    await heard();
    await job("j");
    expect(await heard()).toEqual(["notify QUEUED: j", "notify-next j QUEUED"]);
  });
});
