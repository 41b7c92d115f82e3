import { describe, expect, it } from "vitest";
import { handler as admitRelease } from "../../functions/admit-release.ts";
import { handler } from "../../functions/clean-up.ts";
import { handler as createOtaUpdate } from "../../functions/create-ota-update.ts";
import { handler as createStream } from "../../functions/create-stream.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { streamRequest } from "../../functions/firmware/stream.ts";
import { cleanedReleases } from "../support/cleaned-releases.ts";
import { invoke, pipelineBench, roleArn } from "../support/pipeline-bench.ts";
import { releaseWalk } from "../support/release-walk.ts";

const bench = await pipelineBench();
const { iot, clock } = bench;
const walk = releaseWalk(bench);
const { clean, verdictOf, leftOf } = cleanedReleases(bench);
const announcementOf = ({ product, id }: Release) => bench.record(`open/${product}/${id}.json`);
const gone = expect.objectContaining({ name: "ResourceNotFoundException" });
const aDay = 24 * 3_600_000;

describe("a clean-up before devices were offered anything", () => {
  it("writes the verdict and undoes everything", async () => {
    const release = await walk.admit();
    await walk.sign(release);
    await invoke(createStream, { release });
    expect(await leftOf(release)).toEqual(["stream", "signed object"]);
    expect(await clean(release)).toEqual({ state: "clean" });
    expect(await leftOf(release)).toEqual([]);
    expect(await verdictOf(release)).toMatchObject({
      outcome: "failed",
      error: "SigningFailedError",
      cause: "no",
      by: "clean-up",
      devices: null,
    });
  });

  it("waits for an OTA update that AWS still creates, since its job may come", async () => {
    const release = await walk.admit();
    const signatures = await walk.sign(release);
    await invoke(createStream, { release });
    await invoke(createOtaUpdate, { release, signatures });
    expect(await clean(release)).toEqual({ state: "deleting", left: [`otaupdate/${release.id}`] });
    expect(await leftOf(release)).toEqual(["OTA update", "stream", "signed object"]);
  });

  it("deletes an OTA update that could not be created, then the rest", async () => {
    const release = await walk.admit();
    const signatures = await walk.sign(release);
    await invoke(createStream, { release });
    const lost = signatures.map((signature) => ({
      ...signature,
      signingJobId: "11111111-2222-3333-4444-555555555555",
    }));
    await invoke(createOtaUpdate, { release, signatures: lost });
    await walk.created(release);
    expect(await clean(release)).toEqual({ state: "deleting", left: [`otaupdate/${release.id}`] });
    await clock.advance(5_000);
    expect(await clean(release)).toEqual({ state: "clean" });
    expect(await leftOf(release)).toEqual([]);
  });

  it("may be made as often as anybody likes; the first verdict stands", async () => {
    const release = await walk.admit();
    await clean(release);
    const verdict = await verdictOf(release);
    expect(await invoke(handler, { releaseId: release.id, failure: { Error: "Other" } })).toEqual({ state: "clean" });
    expect(await verdictOf(release)).toEqual(verdict);
  });

  it("keeps the release announced for a day, for what comes late", async () => {
    const release = await walk.admit();
    await clean(release);
    expect(await announcementOf(release)).toBeDefined();
    await iot.createStream(streamRequest(release, roleArn)); // of a late Lambda
    expect(await clean(release)).toEqual({ state: "clean" });
    expect(await leftOf(release)).toEqual([]);
    await clock.advance(aDay);
    expect(await clean(release)).toEqual({ state: "clean" });
    expect(await announcementOf(release)).toBeUndefined();
    expect((await bench.keys("due/")).filter((key) => key.endsWith(release.id))).toEqual([]);
  });

  it("leaves alone what has the name and is another's", async () => {
    const release = await walk.admit();
    const [file] = release.files;
    const s3Location = { bucket: file?.bucket, key: file?.key, version: file?.versionId };
    await iot.createStream({ streamId: release.id, files: [{ fileId: 0, s3Location }], roleArn });
    expect(await clean(release)).toEqual({ state: "clean" });
    expect(await leftOf(release)).toEqual(["stream"]);
  });
});

describe("a clean-up beside somebody's job of the same name", () => {
  it("leaves it alone: it is older than the release, whose own could not be created", async () => {
    const release = await walk.describe();
    const theirs = { jobId: `AFR_OTA-${release.id}`, targets: [...release.targets], document: "{}" };
    await iot.createJob(theirs);
    await clock.advance(1_000);
    const execution = await bench.execution(release.id);
    await invoke(admitRelease, { release, execution });
    const signatures = await walk.sign(release);
    await invoke(createStream, { release });
    await invoke(createOtaUpdate, { release, signatures });
    expect(await walk.created(release)).toMatchObject({ otaUpdateStatus: "CREATE_FAILED" });
    for (let pass = 0; pass < 3; pass++) {
      await clean(release);
      await clock.advance(5_000);
    }
    expect(await clean(release)).toEqual({ state: "clean" });
    expect(await leftOf(release)).toEqual(["job"]);
    expect((await iot.describeJob({ jobId: theirs.jobId })).job?.status).toBe("IN_PROGRESS");
    expect(await verdictOf(release)).toMatchObject({ outcome: "failed", devices: null });
  });
});

describe("a clean-up after devices were offered the release", () => {
  it("cancels the job, deletes what nobody reads, and keeps job and OTA update as the answer to why not", async () => {
    const release = await walk.offer();
    expect(await clean(release)).toEqual({ state: "deleting", left: [`job/AFR_OTA-${release.id}`] });
    expect(await leftOf(release)).toEqual(["OTA update", "job", "stream", "signed object"]); // its counts may lag
    expect(await clean(release)).toEqual({ state: "clean" });
    const { job } = await iot.describeJob({ jobId: `AFR_OTA-${release.id}` });
    expect(job).toMatchObject({ status: "CANCELED", reasonCode: "RELEASE_FAILED", comment: "SigningFailedError" });
    expect(job?.forceCanceled ?? false).toBe(false);
    expect(await leftOf(release)).toEqual(["OTA update", "job"]);
    expect(await verdictOf(release)).toMatchObject({ outcome: "failed", devices: { queued: 2 } });
  });

  it("deletes nothing while a device is in the middle", async () => {
    const release = await walk.offer();
    await bench.report(`${release.product}-1`, release, "IN_PROGRESS");
    expect(await clean(release)).toEqual({ state: "deleting", left: [`job/AFR_OTA-${release.id}`] });
    expect(await leftOf(release)).toEqual(["OTA update", "job", "stream", "signed object"]);
    await bench.report(`${release.product}-1`, release, "SUCCEEDED");
    expect(await clean(release)).toEqual({ state: "clean" });
    expect(await leftOf(release)).toEqual(["OTA update", "job"]);
  });

  it("leaves the rest to its retention, a day later", async () => {
    const release = await walk.offer();
    for (let pass = 0; pass < 2; pass++) await clean(release);
    await clock.advance(aDay);
    expect(await clean(release)).toEqual({ state: "clean" });
    expect(await announcementOf(release)).toBeUndefined();
    expect((await bench.keys("due/")).filter((key) => key.endsWith(release.id))).toHaveLength(1);
  });

  it("closes a rollout that has won, whatever failed afterwards", async () => {
    const release = await walk.offer();
    for (const device of [1, 2]) await bench.report(`${release.product}-${device}`, release, "SUCCEEDED");
    expect(await clean(release)).toEqual({ state: "clean" });
    expect(await verdictOf(release)).toMatchObject({ outcome: "released", devices: { succeeded: 2 } });
    expect(await verdictOf(release)).not.toHaveProperty("error");
    expect(await announcementOf(release)).toBeUndefined();
    expect(await leftOf(release)).toEqual(["OTA update", "job", "stream", "signed object"]);
  });

  it("leaves what serves as it is", async () => {
    const release = await walk.offer({ settings: { targetSelection: "CONTINUOUS" } });
    for (const device of [1, 2]) await bench.report(`${release.product}-${device}`, release, "SUCCEEDED");
    expect(await clean(release)).toEqual({ state: "clean" });
    expect(await verdictOf(release)).toMatchObject({ outcome: "serving" });
    expect(await announcementOf(release)).toBeDefined();
    expect((await iot.describeJob({ jobId: `AFR_OTA-${release.id}` })).job?.status).toBe("IN_PROGRESS");
  });

  it("does not let it serve by the devices that AWS told first", async () => {
    const settings = { targetSelection: "CONTINUOUS", rollout: { maximumPerMinute: 1 } };
    const release = await walk.offer({ settings });
    const { executionSummaries = [] } = await iot.listJobExecutionsForJob({ jobId: `AFR_OTA-${release.id}` });
    for (const { thingArn } of executionSummaries)
      await bench.report(thingArn?.split("/").at(-1) ?? "", release, "SUCCEEDED");
    await clean(release);
    expect(await verdictOf(release)).toMatchObject({ outcome: "failed", devices: { succeeded: 1 } });
  });

  it("undoes the OTA update when somebody has deleted its job", async () => {
    const release = await walk.offer();
    await iot.deleteJob({ jobId: `AFR_OTA-${release.id}`, force: true });
    await clock.advance(600_000);
    await expect(iot.describeJob({ jobId: `AFR_OTA-${release.id}` })).rejects.toEqual(gone);
    expect(await clean(release)).toMatchObject({ state: "deleting" });
    await clock.advance(5_000);
    expect(await clean(release)).toEqual({ state: "clean" });
    expect(await leftOf(release)).toEqual([]);
  });
});

describe("a clean-up that meets with", () => {
  it("a stream that AWS keeps waits for it, unless a job is there, with which it goes", async () => {
    const undone = await walk.admit();
    const offered = await walk.offer();
    await invoke(createStream, { release: undone });
    bench.faults.add({ service: "iot", operation: "DeleteStream", calls: "1-", fault: "conflict" });
    expect(await clean(undone)).toEqual({ state: "deleting", left: [`stream/${undone.id}`] });
    expect(await clean(offered)).toMatchObject({ state: "deleting" }); // the job, cancelled just now
    expect(await clean(offered)).toEqual({ state: "clean" });
    expect(await leftOf(offered)).toEqual(["OTA update", "job", "stream"]);
    bench.faults.clear();
    expect(await clean(undone)).toEqual({ state: "clean" });
  });

  it("a stream that goes while it is looked at has no trouble", async () => {
    const release = await walk.admit();
    await invoke(createStream, { release });
    bench.faults.add({ service: "iot", operation: "ListTagsForResource", fault: "not-found" });
    expect(await clean(release)).toEqual({ state: "clean" });
    bench.faults.clear();
  });
});
