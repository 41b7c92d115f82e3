import { describe, expect, it } from "vitest";
import { handler } from "../../functions/check-rollout.ts";
import { handler as createOtaUpdate } from "../../functions/create-ota-update.ts";
import { handler as createStream } from "../../functions/create-stream.ts";
import type { Release } from "../../functions/firmware/release.ts";
import type { Rollout } from "../../functions/firmware/rollout.ts";
import { invoke, pipelineBench } from "../support/pipeline-bench.ts";
import { releaseWalk } from "../support/release-walk.ts";

const bench = await pipelineBench();
const { iot, clock } = bench;
const walk = releaseWalk(bench);

const look = (release: Release, lastLook: Rollout | null = null) => invoke(handler, { release, lastLook });
const jobOf = ({ id }: Release) => ({ jobId: `AFR_OTA-${id}` });

describe("a rollout", () => {
  it("runs until every device has finished, and is then released", async () => {
    const release = await walk.offer();
    const { product } = release;
    expect(await look(release)).toMatchObject({ state: "running", settled: false, devices: { queued: 2 } });
    await bench.report(`${product}-1`, release, "IN_PROGRESS");
    await bench.report(`${product}-2`, release, "SUCCEEDED");
    expect(await look(release)).toMatchObject({ state: "running", devices: { inProgress: 1, succeeded: 1 } });
    await bench.report(`${product}-1`, release, "SUCCEEDED");
    expect(await look(release)).toMatchObject({ state: "released", settled: true, devices: { succeeded: 2 } });
  });

  it("fails with the counts, and with what the first devices said", async () => {
    const release = await walk.offer();
    const { product } = release;
    await bench.report(`${product}-1`, release, "SUCCEEDED");
    await bench.report(`${product}-2`, release, "FAILED", "0x000000e3: 0x00000000");
    await expect(look(release)).rejects.toMatchObject({
      name: "RolloutFailedError",
      message: `1 succeeded, 1 failed; 100 % had to succeed. ${product}-2: the signature does not fit the image (0x000000e3: 0x00000000)`,
    });
  });

  it("fails by its own name also when nobody may read what the devices said", async () => {
    const release = await walk.offer();
    for (const device of [1, 2]) await bench.report(`${release.product}-${device}`, release, "FAILED", "no way");
    bench.faults.add({ service: "iot", operation: "DescribeJobExecution", calls: "2-", fault: "denied" });
    await expect(look(release)).rejects.toMatchObject({
      name: "RolloutFailedError",
      message: expect.stringMatching(/^2 failed; 100 % had to succeed\. \S+: no way$/),
    });
    bench.faults.clear();
  });

  it("is released all the same when as many succeeded as had to", async () => {
    const release = await walk.offer({ settings: { successPercent: 50 } });
    await bench.report(`${release.product}-1`, release, "SUCCEEDED");
    await bench.report(`${release.product}-2`, release, "FAILED");
    expect(await look(release)).toMatchObject({ state: "released" });
  });

  it("tells at most five reasons, fit for a log", async () => {
    const product = await bench.product(8);
    const release = await walk.offer({ product });
    for (let device = 1; device <= 8; device++)
      await bench.report(`${product}-${device}`, release, "FAILED", "no\u00A0way");
    const failure = await look(release).catch((error: Error) => error);
    expect(failure).toMatchObject({ name: "RolloutFailedError" });
    expect(String(failure).match(/: no\\u\{a0\}way/g)).toHaveLength(5);
  });

  it("is aborted when its job is cancelled, with the reason", async () => {
    const release = await walk.offer();
    await iot.cancelJob({ ...jobOf(release), reasonCode: "LUNCH", comment: "back at one" });
    await expect(look(release)).rejects.toMatchObject({
      name: "RolloutAbortedError",
      message: "The job was cancelled (LUNCH: back at one): 2 canceled",
    });
  });

  it("goes on after that while a device in the middle may still turn it", async () => {
    const release = await walk.offer({ settings: { successPercent: 50 } });
    await bench.report(`${release.product}-1`, release, "IN_PROGRESS");
    await iot.cancelJob(jobOf(release));
    expect(await look(release)).toMatchObject({ state: "running", devices: { inProgress: 1, canceled: 1 } });
    await bench.report(`${release.product}-1`, release, "SUCCEEDED");
    expect(await look(release)).toMatchObject({ state: "released" });
  });

  it("is lost when its job is deleted", async () => {
    const release = await walk.offer();
    const lastLook = await look(release);
    await iot.deleteJob({ ...jobOf(release), force: true });
    await expect(look(release, lastLook)).rejects.toMatchObject({ name: "JobGoneError" });
    await clock.advance(600_000);
    const missed = await look(release, lastLook);
    expect(missed).toEqual({ state: "running", settled: false, devices: lastLook.devices, isMissing: true });
    await expect(look(release, missed)).rejects.toMatchObject({ name: "JobGoneError" });
  });

  it("is lost at once when its OTA update is gone too", async () => {
    const release = await walk.offer();
    const lastLook = await look(release);
    await iot.deleteOTAUpdate({ otaUpdateId: release.id, forceDeleteAWSJob: true });
    await clock.advance(600_000);
    await expect(look(release, lastLook)).rejects.toMatchObject({ name: "JobGoneError" });
  });

  it("goes on when AWS does not show its job for a moment", async () => {
    const release = await walk.offer();
    const lastLook = await look(release);
    bench.faults.add({ service: "iot", operation: "DescribeJob", calls: "1", fault: "not-found" });
    const missed = await look(release, lastLook);
    expect(missed).toMatchObject({ state: "running", isMissing: true });
    expect(await look(release, missed)).toEqual(lastLook);
  });

  it("waits for a job that AWS does not show yet, but not for one that has no OTA update", async () => {
    const release = await walk.describe();
    await expect(look(release)).rejects.toMatchObject({ name: "JobGoneError" });
    const signed = await walk.sign(release);
    await invoke(createStream, { release });
    await invoke(createOtaUpdate, { release, signatures: signed });
    const early = { state: "running", settled: false, devices: null };
    expect(await look(release)).toEqual(early);
    bench.faults.add({ service: "iot", operation: "DescribeJob", calls: "1-", fault: "not-found" });
    await walk.created(release);
    await clock.advance(121_000);
    const missed = await look(release);
    expect(missed).toEqual({ ...early, isMissing: true });
    await expect(look(release, missed)).rejects.toMatchObject({ name: "JobGoneError" });
    bench.faults.clear();
  });
});

describe("a CONTINUOUS rollout", () => {
  const settings = { targetSelection: "CONTINUOUS", successPercent: 50 };

  it("serves when all its devices had finished at two looks in a row", async () => {
    const release = await walk.offer({ settings });
    await bench.report(`${release.product}-1`, release, "SUCCEEDED");
    await bench.report(`${release.product}-2`, release, "FAILED");
    const first = await look(release);
    expect(first).toMatchObject({ state: "running", settled: true });
    expect(await look(release, first)).toMatchObject({ state: "serving", devices: { succeeded: 1, failed: 1 } });
  });

  it("is not judged by the devices that AWS told first, while others wait for theirs", async () => {
    const release = await walk.offer({ settings: { ...settings, rollout: { maximumPerMinute: 1 } } });
    const told = (await look(release)).devices;
    expect(told).toMatchObject({ queued: 1 });
    const { executionSummaries = [] } = await iot.listJobExecutionsForJob(jobOf(release));
    const thing = executionSummaries[0]?.thingArn?.split("/").at(-1) ?? expect.fail("nobody was told");
    await bench.report(thing, release, "FAILED");
    const first = await look(release);
    expect(first).toMatchObject({ state: "running", settled: false });
    expect(await look(release, { ...first, settled: true })).toMatchObject({ state: "running", settled: false });
  });

  it("serves an empty group at once", async () => {
    const product = await bench.product(0);
    expect(await look(await walk.offer({ product, settings }))).toMatchObject({ state: "serving", settled: false });
  });
});
