import { describe, expect, it } from "vitest";
import { handler as admitRelease } from "../../functions/admit-release.ts";
import { handler as cleanUp } from "../../functions/clean-up.ts";
import { handler as closeRelease } from "../../functions/close-release.ts";
import { handler as endPreviousRelease } from "../../functions/end-previous-release.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { countDevices } from "../../functions/firmware/rollout.ts";
import { invoke, pipelineBench, releaseBucket, roleArn } from "../support/pipeline-bench.ts";
import { event } from "../support/releases.ts";
import { openKey, recordKey, sweptReleases } from "../support/swept-releases.ts";

const bench = await pipelineBench();
const { iot, s3, clock } = bench;
const { walk, sweep, saysOf, stop, verdictOf, abandoned, released } = sweptReleases(bench);

const aDay = 24 * 3_600_000;

describe("a release whose execution died without a word", () => {
  it("gets its verdict, and is undone", async () => {
    const release = await abandoned();
    const { swept, left } = saysOf(await sweep(event("schedule.sweep")), release);
    const why = "the release is cancelled";
    expect(swept).toEqual([
      `${recordKey(release)}: its execution is ABORTED, and nobody has said that it is cancelled`,
      `stream/${release.id}: ${why}`,
      `signed/${release.id}/: ${why}`,
    ]);
    expect(left).toEqual([]);
    expect(await verdictOf(release)).toMatchObject({ outcome: "cancelled", cause: "lunch", by: "sweep" });
    expect(await bench.inventory(release.product)).toEqual([openKey(release), recordKey(release)]);
  });

  it("is looked after for a day, since something may still come late, and then no longer", async () => {
    const release = await abandoned();
    await sweep();
    await clock.advance(aDay - 1_000);
    expect(saysOf(await sweep(), release)).toEqual({ swept: [], left: [] });
    await clock.advance(1_000);
    expect(saysOf(await sweep(), release).swept).toEqual([
      `${openKey(release)}: the release is cancelled, and nothing of it is left`,
    ]);
    expect(await bench.inventory(release.product)).toEqual([recordKey(release)]);
  });

  it("is closed when its rollout has won all the same", async () => {
    const release = await walk.offer();
    for (const number of [1, 2]) await bench.report(`${release.product}-${number}`, release, "SUCCEEDED");
    await stop(release);
    await sweep();
    expect(await verdictOf(release)).toMatchObject({ outcome: "released", by: "sweep" });
    expect(await bench.inventory(release.product)).toContain(`stream/${release.id}`);
  });

  it("has failed when Step Functions no longer knows the execution", async () => {
    const release = await walk.describe();
    await invoke(admitRelease, { release, execution: bench.executionArn("nobody-knows-it") });
    await sweep();
    expect(await verdictOf(release)).toBeUndefined(); // it may be too new to show
    await clock.advance(5 * 60_000);
    await sweep();
    expect(await verdictOf(release)).toMatchObject({ outcome: "failed", error: "ExecutionDoesNotExist" });
  });

  it("is cleaned up also when its execution may not be seen, once it has its verdict", async () => {
    const release = await abandoned();
    bench.faults.add({ service: "states", operation: "DescribeExecution", calls: "1-", fault: "denied" });
    expect(saysOf(await sweep(), release).left).toEqual([
      expect.stringMatching(`^${release.id}: AccessDeniedException`),
    ]);
    bench.faults.clear();
    await invoke(cleanUp, { releaseId: release.id, failure: { Error: "SigningFailedError" } });
    await s3.putObject({ Bucket: releaseBucket, Key: `signed/${release.id}/late`, Body: "late" });
    bench.faults.add({ service: "states", operation: "DescribeExecution", calls: "1-", fault: "denied" });
    expect(saysOf(await sweep(), release).left).toEqual([]);
    expect(await bench.inventory(release.product)).toEqual([openKey(release), recordKey(release)]);
  });

  it("has its job taken back, and waits for a device in the middle", async () => {
    const release = await walk.offer();
    const jobId = `AFR_OTA-${release.id}`;
    await bench.report(`${release.product}-1`, release, "IN_PROGRESS");
    await stop(release);
    expect(saysOf(await sweep(), release).left).toEqual([`job/${jobId}: devices are in the middle`]);
    expect(saysOf(await sweep(), release)).toEqual({ swept: [], left: [`job/${jobId}: a device is in the middle`] });
    expect(await bench.inventory(release.product)).toContain(`stream/${release.id}`);
    await bench.report(`${release.product}-1`, release, "FAILED");
    expect(saysOf(await sweep(), release).left).toEqual([]);
    expect(await bench.inventory(release.product)).toEqual([
      `job/${jobId} CANCELED`,
      openKey(release),
      `otaupdate/${release.id} CREATE_COMPLETE`,
      recordKey(release),
    ]);
  });
});

describe("what a sweep never touches", () => {
  it("is a release at work, whatever it has made so far", async () => {
    const signing = await walk.admit();
    await walk.sign(signing);
    const offered = await walk.offer();
    const before = [...(await bench.inventory(signing.product)), ...(await bench.inventory(offered.product))];
    const report = await sweep();
    for (const release of [signing, offered]) expect(saysOf(report, release)).toEqual({ swept: [], left: [] });
    expect([...(await bench.inventory(signing.product)), ...(await bench.inventory(offered.product))]).toEqual(before);
  });

  it("is a release that serves, for as long as it does", async () => {
    const release = await walk.offer({ settings: { targetSelection: "CONTINUOUS" } });
    const rollout = { state: "serving", settled: true, devices: countDevices(undefined) } as const;
    await invoke(closeRelease, { release, rollout });
    await stop(release);
    const before = await bench.inventory(release.product);
    await clock.advance(100 * aDay);
    await sweep();
    expect(await bench.inventory(release.product)).toEqual(before);
  });

  it("is somebody else's, whatever its name", async () => {
    const product = await bench.product();
    const release = await walk.describe({ product });
    const [file] = release.files;
    const s3Location = { bucket: file?.bucket, key: file?.key, version: file?.versionId };
    const files = [{ fileId: 0, s3Location }];
    const targets = [...release.targets];
    // Names exactly as ours would be, without our tag; a job that was there before; and names that are near.
    await iot.createJob({ jobId: `AFR_OTA-${release.id}`, targets, document: "{}" });
    await clock.advance(1_000);
    await invoke(admitRelease, { release, execution: await bench.execution(release.id) });
    const tags = [{ Key: "ota-pipeline:release", Value: `${product}-1_4_0-00000000` }];
    await iot.createStream({ streamId: release.id, files, roleArn, tags });
    await iot.createStream({ streamId: `${release.id}0`, files, roleArn });
    await iot.createStream({ streamId: `AFR_OTA-${release.id}`, files, roleArn: `${roleArn}-of-theirs` });
    await iot.createJob({ jobId: `AFR_OTA-${product}-1_4_0-ffffffff`, targets, document: "{}" });
    const codeSigning = { awsSignerJobId: "11111111-2222-3333-4444-555555555555" };
    const otaUpdate = { targets, roleArn, files: [{ fileName: "x", codeSigning }] };
    await iot.createOTAUpdate({ ...otaUpdate, otaUpdateId: `${product}-1_4_0-ffffffff` });
    await s3.putObject({ Bucket: releaseBucket, Key: `signed/${product}-1_4_0-ffffffff/x`, Body: "theirs" });
    await s3.putObject({ Bucket: releaseBucket, Key: `signed/${product}-theirs/x`, Body: "theirs" });
    await stop(release);
    await clock.advance(5_000);
    const before = await bench.inventory(product);
    await sweep();
    await clock.advance(5_000);
    await sweep();
    expect(await bench.inventory(product)).toEqual([...before, recordKey(release)].sort());
  });
});

describe("a release that serves, and whose announcement somebody deleted", () => {
  it("is announced again in its old place: a newer one that is on its way ends it, and not the other way round", async () => {
    const older = await walk.offer({ settings: { targetSelection: "CONTINUOUS" } });
    const rollout = { state: "serving", settled: true, devices: countDevices(undefined) } as const;
    await invoke(closeRelease, { release: older, rollout });
    await stop(older);
    await clock.advance(60_000);
    await s3.deleteObject({ Bucket: releaseBucket, Key: openKey(older) });
    const newer = await walk.admit({ product: older.product, version: "1.5.0" });
    await clock.advance(60_000);
    for (let sweeps = 0; sweeps < 2; sweeps++) {
      const { swept } = saysOf(await sweep(), older);
      expect(swept).toEqual([`${openKey(older)}: the release serves, unannounced`]);
      await s3.deleteObject({ Bucket: releaseBucket, Key: openKey(older) });
      await clock.advance(60_000);
    }
    await sweep();
    expect(await invoke(endPreviousRelease, { release: newer })).toEqual({ state: "ended" });
    expect(await verdictOf(older)).toMatchObject({ outcome: "superseded" });
  });
});

describe("what comes late", () => {
  const late = ({ id }: Release) => ({ Bucket: releaseBucket, Key: `signed/${id}/late` });

  it("is deleted, every version and delete marker, once nothing else of its release is left", async () => {
    const release = await abandoned();
    await sweep();
    await clock.advance(aDay);
    await sweep();
    await s3.putObject({ ...late(release), Body: "one" });
    await s3.putObject({ ...late(release), Body: "two" });
    await s3.deleteObject(late(release));
    expect(await bench.inventory(release.product)).toHaveLength(4);
    expect(saysOf(await sweep(), release).swept).toEqual([
      `signed/${release.id}/: the release is cancelled, and nothing else of it is left`,
    ]);
    expect(await bench.inventory(release.product)).toEqual([recordKey(release)]);
  });

  it("stays while somebody runs the release's execution again", async () => {
    const release = await abandoned();
    await sweep();
    await clock.advance(aDay);
    await sweep();
    const verdict = { ...(await verdictOf(release)), execution: await bench.execution(`${release.id}-again`) };
    await s3.putObject({ Bucket: releaseBucket, Key: recordKey(release), Body: JSON.stringify(verdict) });
    await s3.putObject({ ...late(release), Body: "one" });
    await sweep();
    expect(await bench.inventory(release.product)).toContain(late(release).Key);
  });

  it("is evidence as long as its release is kept", async () => {
    const release = await released();
    await s3.putObject({ ...late(release), Body: "one" });
    await sweep();
    expect(await bench.inventory(release.product)).toContain(late(release).Key);
  });

  it("is deleted with the rest while its release is still looked after", async () => {
    const release = await abandoned();
    await sweep();
    await s3.putObject({ ...late(release), Body: "one" });
    await sweep();
    expect(await bench.inventory(release.product)).toEqual([openKey(release), recordKey(release)]);
  });
});

describe("a stream that the OTA service made", () => {
  async function serviceStream(release: Release, name: string): Promise<string> {
    const streamId = `AFR_OTA-${release.product}-${name}`;
    const files = release.files.map(({ fileId, bucket, key, versionId }) => ({
      fileId,
      s3Location: { bucket, key, version: versionId },
    }));
    await iot.createStream({ streamId, files, roleArn });
    return streamId;
  }

  it("is deleted when its release was undone: nothing names it but its files", async () => {
    const release = await abandoned();
    const streamId = await serviceStream(release, "5f2c9a10");
    const { swept } = await sweep();
    expect(swept).toContainEqual({
      release: "AFR_OTA-*",
      what: `stream/${streamId}`,
      why: `the OTA service made it for ${release.id}, which is cancelled`,
    });
    expect(await bench.inventory(release.product)).toEqual([openKey(release), recordKey(release)]);
  });

  it("is told of by a dry run, and waits when there is no time left", async () => {
    const release = await abandoned();
    const streamId = await serviceStream(release, "5f2c9a10");
    await sweep({}, 1); // the release itself
    expect((await sweep({ dryRun: true })).swept).toMatchObject([{ release: "AFR_OTA-*", what: `stream/${streamId}` }]);
    expect((await sweep({}, 1)).swept).toEqual([]); // it goes on there, begins to look, and has no time for more
    expect(await bench.inventory(release.product)).toContain(`stream/${streamId}`);
    expect((await sweep()).swept).toHaveLength(1);
  });

  it("stays while its release is at work, has won, or has a job", async () => {
    const atWork = await walk.admit();
    const won = await released();
    const cancelled = await walk.offer();
    await stop(cancelled);
    for (const release of [atWork, won, cancelled]) {
      const streamId = await serviceStream(release, "5f2c9a10");
      await sweep();
      expect(await bench.inventory(release.product)).toContain(`stream/${streamId}`);
    }
  });
});
