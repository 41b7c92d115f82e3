import { describe, expect, it } from "vitest";

import { pipelineBench, releaseBucket, roleArn } from "../support/pipeline-bench.ts";
import { recordKey, sweptReleases } from "../support/swept-releases.ts";

const bench = await pipelineBench();
const { iot, s3, clock } = bench;
const { walk, sweep, saysOf, stop, verdictOf, released } = sweptReleases(bench);

const aDay = 24 * 3_600_000;

describe("a release whose retention is over", () => {
  it("is retired: OTA update, job, stream and signed objects, one after the other; its record stays", async () => {
    const release = await released();
    const { id, product } = release;
    await clock.advance(30 * aDay);
    await sweep();
    const all = [
      `job/AFR_OTA-${id} COMPLETED`,
      `otaupdate/${id} CREATE_COMPLETE`,
      recordKey(release),
      expect.stringMatching(`^signed/${id}/`),
      `stream/${id}`,
    ];
    expect(await bench.inventory(product)).toEqual([expect.stringMatching(`^due/.*/${id}$`), ...all]);
    await clock.advance(aDay);
    const why = "the release is released, and its retention is over";
    expect(saysOf(await sweep(), release)).toEqual({
      swept: [`otaupdate/${id}: ${why}`],
      left: [`otaupdate/${id}: it is DELETE_IN_PROGRESS`],
    });
    await clock.advance(5_000);
    expect(await bench.inventory(product)).not.toContainEqual(expect.stringContaining("otaupdate/"));
    expect(saysOf(await sweep(), release)).toEqual({
      swept: [`job/AFR_OTA-${id}: ${why}`],
      left: [`job/AFR_OTA-${id}: AWS is deleting it`],
    });
    await clock.advance(5_000);
    const { swept, left } = saysOf(await sweep(), release);
    expect(swept).toEqual([
      `stream/${id}: ${why}`,
      `signed/${id}/: ${why}`,
      expect.stringMatching(`^due/.*/${id}: ${why}$`),
    ]);
    expect(left).toEqual([]);
    expect(await bench.inventory(product)).toEqual([recordKey(release)]);
    expect(await verdictOf(release)).toMatchObject({ outcome: "released" });
  });

  it("is retired as well when it had failed after devices were offered it", async () => {
    const release = await walk.offer();
    await stop(release);
    await sweep();
    await clock.advance(aDay);
    await sweep();
    expect(await bench.inventory(release.product)).toContainEqual(expect.stringMatching(`^due/.*/${release.id}$`));
    await clock.advance(31 * aDay);
    for (const _ of ["OTA update", "job", "the rest"]) {
      await sweep();
      await clock.advance(5_000);
    }
    expect(await bench.inventory(release.product)).toEqual([recordKey(release)]);
  });

  it("takes the stream that the OTA service made for it along", async () => {
    const release = await walk.admit();
    const { id, targets, files } = release;
    const [{ bucket, key, versionId: version } = expect.fail("no file")] = files;
    const signature = { inlineDocument: Buffer.from("MEUC") };
    const customCodeSigning = { signature, hashAlgorithm: "SHA256", signatureAlgorithm: "ECDSA" };
    const file = { fileName: "app.bin", fileLocation: { s3Location: { bucket, key, version } } };
    const { streams: before } = await iot.listStreams({});
    await iot.createOTAUpdate({
      otaUpdateId: id,
      targets: [...targets],
      files: [{ ...file, codeSigning: { customCodeSigning } }],
      roleArn,
      tags: [{ Key: "ota-pipeline:release", Value: id }],
    });
    await walk.created(release);
    const { streams: beside } = await iot.listStreams({});
    expect(beside).toHaveLength((before?.length ?? 0) + 1);
    await stop(release);
    await sweep();
    expect((await iot.listStreams({})).streams).toEqual(beside); // its OTA update is still the answer to "why not"
    await clock.advance(aDay);
    await sweep();
    await clock.advance(31 * aDay);
    await sweep();
    await clock.advance(5_000);
    expect((await iot.listStreams({})).streams).toEqual(before);
  });

  it("keeps below AWS's quota: four and a half OTA updates a second", async () => {
    for (const _ of [1, 2, 3]) await released();
    await clock.advance(32 * aDay);
    const begun = performance.now();
    const { swept } = await sweep();
    expect(swept.filter(({ what }) => what.startsWith("otaupdate/"))).toHaveLength(3);
    expect(performance.now() - begun).toBeGreaterThan((2 / 4.5) * 1000);
  });

  it("waits while AWS deletes ten jobs already", async () => {
    const release = await released();
    const jobIds = Array.from({ length: 10 }, (_, number) => `theirs-${number}`);
    for (const jobId of jobIds) await iot.createJob({ jobId, targets: [...release.targets], document: "{}" });
    await clock.advance(32 * aDay);
    await sweep();
    await clock.advance(5_000);
    for (const jobId of jobIds) await iot.deleteJob({ jobId, force: true });
    expect(saysOf(await sweep(), release).left).toEqual([`job/AFR_OTA-${release.id}: AWS deletes ten jobs already`]);
    await clock.advance(600_000);
    expect(saysOf(await sweep(), release).swept).toEqual([expect.stringContaining(`job/AFR_OTA-${release.id}`)]);
  });

  it("is left alone without a record, and while somebody runs its execution again", async () => {
    const lost = await released();
    const redriven = await released();
    const verdict = { ...(await verdictOf(redriven)), execution: await bench.execution(`${redriven.id}-again`) };
    await s3.putObject({ Bucket: releaseBucket, Key: recordKey(redriven), Body: JSON.stringify(verdict) });
    await s3.deleteObject({ Bucket: releaseBucket, Key: recordKey(lost) });
    await clock.advance(32 * aDay);
    const before = [...(await bench.inventory(lost.product)), ...(await bench.inventory(redriven.product))];
    const report = await sweep();
    expect(saysOf(report, lost).left).toEqual([expect.stringContaining("the release has no record")]);
    expect(saysOf(report, redriven).left).toEqual([expect.stringContaining("its execution runs again")]);
    expect([...(await bench.inventory(lost.product)), ...(await bench.inventory(redriven.product))]).toEqual(before);
  });
});
