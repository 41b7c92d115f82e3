import { describe, expect, it } from "vitest";
import { handler as admitRelease } from "../../functions/admit-release.ts";
import { handler } from "../../functions/close-release.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { countDevices, type Rollout } from "../../functions/firmware/rollout.ts";
import { invoke, pipelineBench, releaseBucket } from "../support/pipeline-bench.ts";
import { releaseWalk } from "../support/release-walk.ts";

const bench = await pipelineBench();
const walk = releaseWalk(bench);

const devices = { ...countDevices(undefined), succeeded: 2 };
const released: Rollout = { state: "released", settled: true, devices };
const recordKey = ({ product, id }: Release) => `records/${product}/${id}.json`;
const openKey = ({ product, id }: Release) => `open/${product}/${id}.json`;

describe("closing a release", () => {
  it("writes the verdict, and leaves the release to its retention", async () => {
    const release = await walk.admit();
    expect(await invoke(handler, { release, rollout: released })).toEqual({});
    const verdict = await bench.record(recordKey(release));
    expect(verdict).toMatchObject({
      releaseId: release.id,
      outcome: "released",
      by: "close-release",
      execution: expect.stringMatching(`:${release.id}$`),
      devices,
      digest: release.digest,
      source: [{ versionId: release.files[0]?.versionId, sha256: release.files[0]?.sha256 }],
    });
    expect(Date.parse(String(verdict?.["announcedAt"]))).toBeGreaterThan(0);
    const due = new Date(Date.parse(String(verdict?.["endedAt"])) + 30 * 86_400_000).toISOString().slice(0, 10);
    expect(await bench.record(`due/${due}/${release.product}/${release.id}`)).toEqual({ releaseId: release.id });
    expect(await bench.record(openKey(release))).toBeUndefined();
  });

  it("is done once, however often it is tried", async () => {
    const release = await walk.admit();
    await invoke(handler, { release, rollout: released });
    const verdict = await bench.record(recordKey(release));
    expect(await invoke(handler, { release, rollout: released })).toEqual({});
    expect(await bench.record(recordKey(release))).toEqual(verdict);
  });

  it("goes on where it was interrupted between verdict and retention", async () => {
    const release = await walk.admit();
    const announcement = await bench.record(openKey(release));
    await invoke(handler, { release, rollout: released });
    await bench.s3.putObject({ Bucket: releaseBucket, Key: openKey(release), Body: JSON.stringify(announcement) });
    expect(await invoke(handler, { release, rollout: released })).toEqual({});
    expect(await bench.record(openKey(release))).toBeUndefined();
  });

  it("keeps what serves announced: it will have to be ended one day", async () => {
    const release = await walk.admit();
    await invoke(handler, { release, rollout: { ...released, state: "serving" } });
    expect(await bench.record(recordKey(release))).toMatchObject({ outcome: "serving" });
    expect(await bench.record(openKey(release))).toBeDefined();
  });

  it("fails when somebody else has ended the release", async () => {
    const release = await walk.admit();
    await bench.s3.putObject({
      Bucket: releaseBucket,
      Key: recordKey(release),
      Body: JSON.stringify({ outcome: "cancelled" }),
    });
    await expect(invoke(handler, { release, rollout: released })).rejects.toMatchObject({
      name: "ReleaseEndedError",
      outcome: "cancelled",
    });
    expect(await bench.record(openKey(release))).toBeDefined();
  });

  it("leaves nothing that would stand in the way of the next version", async () => {
    const release = await walk.admit();
    await invoke(handler, { release, rollout: released });
    const next = await walk.describe({ product: release.product, version: "1.5.0" });
    const execution = await bench.execution(next.id);
    expect(await invoke(admitRelease, { release: next, execution })).toEqual({ state: "admitted" });
  });
});
