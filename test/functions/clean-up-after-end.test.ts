import { describe, expect, it } from "vitest";
import { handler } from "../../functions/clean-up.ts";
import { handler as createStream } from "../../functions/create-stream.ts";
import { otaUpdateRequest } from "../../functions/firmware/ota-update.ts";
import { cleanedReleases, signingFailure as failure } from "../support/cleaned-releases.ts";
import { invoke, otaUpdateMeans, pipelineBench } from "../support/pipeline-bench.ts";
import { releaseWalk } from "../support/release-walk.ts";

const bench = await pipelineBench();
const { iot, clock } = bench;
const walk = releaseWalk(bench);
const { clean, verdictOf, leftOf, stop, executionEnded } = cleanedReleases(bench);

describe("a clean-up that nobody told what failed", () => {
  it.each([
    ["by a person", undefined, "cancelled"],
    ["for a newer release", "SupersededError", "superseded"],
  ])("asks the execution: it was stopped %s", async (_, error, outcome) => {
    const release = await walk.admit();
    await stop(release, error);
    expect(await invoke(handler, { releaseId: release.id })).toEqual({ state: "clean" });
    expect(await verdictOf(release)).toMatchObject({ outcome, cause: "somebody wanted it" });
  });

  it("says that nobody gave a reason", async () => {
    const release = await walk.admit();
    await bench.sfn.stopExecution({ executionArn: bench.executionArn(release.id) });
    await invoke(handler, { releaseId: release.id });
    expect(await verdictOf(release)).toMatchObject({ outcome: "cancelled", cause: expect.stringContaining("stopped") });
  });

  it("does not let a CONTINUOUS release serve whose execution was stopped, however its devices fared", async () => {
    const release = await walk.offer({ settings: { targetSelection: "CONTINUOUS" } });
    for (const device of [1, 2]) await bench.report(`${release.product}-${device}`, release, "SUCCEEDED");
    await stop(release);
    expect(await invoke(handler, { releaseId: release.id })).toMatchObject({ state: "deleting" });
    expect(await verdictOf(release)).toMatchObject({ outcome: "cancelled", devices: { succeeded: 2 } });
    expect((await iot.describeJob({ jobId: `AFR_OTA-${release.id}` })).job?.status).toBe("CANCELED");
  });

  it("is made for the event of the execution's end", async () => {
    const release = await walk.admit();
    await stop(release);
    const ended = { source: "aws.states", detail: { name: release.id, status: "ABORTED" } };
    expect(await invoke(handler, ended)).toEqual({ state: "clean" });
    expect(await verdictOf(release)).toMatchObject({ outcome: "cancelled" });
  });

  it("is made again a minute later when DescribeExecution does not know of the end yet", async () => {
    const release = await walk.admit();
    const ended = executionEnded(release);
    await expect(invoke(handler, ended)).rejects.toMatchObject({
      name: "TransientError",
      message: "The execution is ABORTED by its event, and RUNNING by DescribeExecution",
    });
    expect(await verdictOf(release)).toBeUndefined();
    await stop(release);
    expect(await invoke(handler, ended)).toEqual({ state: "clean" });
    expect(await verdictOf(release)).toMatchObject({ outcome: "cancelled" });
  });

  it("leaves an execution alone that was redriven since it ended", async () => {
    const release = await walk.admit();
    await stop(release);
    const ended = executionEnded(release);
    await clock.advance(1_000);
    await bench.sfn.redriveExecution({ executionArn: bench.executionArn(release.id) });
    expect(await invoke(handler, ended)).toEqual({ state: "clean" });
    expect(await verdictOf(release)).toBeUndefined();
  });

  it("touches nothing of a release whose execution is alive", async () => {
    const release = await walk.offer();
    expect(await invoke(handler, { releaseId: release.id })).toEqual({ state: "clean" });
    expect(await verdictOf(release)).toBeUndefined();
    expect(await leftOf(release)).toEqual(["OTA update", "job", "stream", "signed object"]);
  });
});

describe("a clean-up that comes right after a stop", () => {
  it("is made again when the release was about to be offered: a step in flight may still do that", async () => {
    const release = await walk.admit();
    const signatures = await walk.sign(release);
    await invoke(createStream, { release });
    await stop(release);
    const ended = executionEnded(release);
    const byName = new Map(signatures.map((signature) => [signature.file, signature]));
    await iot.createOTAUpdate(otaUpdateRequest(release, byName, otaUpdateMeans)); // it had looked for a verdict before
    await expect(invoke(handler, ended)).rejects.toMatchObject({ name: "TransientError" });
    await walk.created(release);
    expect(await invoke(handler, ended)).toMatchObject({ state: "deleting" });
    expect((await iot.describeJob({ jobId: `AFR_OTA-${release.id}` })).job?.status).toBe("CANCELED");
  });

  it("has undone what it found all the same", async () => {
    const release = await walk.admit();
    await invoke(createStream, { release });
    await stop(release);
    await expect(invoke(handler, executionEnded(release))).rejects.toMatchObject({ name: "TransientError" });
    expect(await leftOf(release)).toEqual([]);
    expect(await invoke(handler, executionEnded(release))).toEqual({ state: "clean" });
  });

  it("is not made again when nothing can follow", async () => {
    const signed = await walk.admit();
    await walk.sign(signed);
    const offered = await walk.offer();
    const longAgo = await walk.admit();
    await invoke(createStream, { release: longAgo });
    for (const release of [signed, offered, longAgo]) await stop(release);
    const events = [signed, offered, longAgo].map(executionEnded);
    expect(await invoke(handler, events[0])).toEqual({ state: "clean" });
    expect(await invoke(handler, events[1])).toMatchObject({ state: "deleting" });
    await clock.advance(121_000);
    expect(await invoke(handler, events[2])).toEqual({ state: "clean" });
    expect(await leftOf(longAgo)).toEqual([]);
  });

  it("is not made again for the workflow's own loop, which looks again itself", async () => {
    const release = await walk.admit();
    await invoke(createStream, { release });
    expect(await clean(release)).toEqual({ state: "clean" });
  });
});

it.each(["refused-0123456789abcdef", "thermostat-1_4_0-ffffffff", "", "../thermostat-1_4_0-ffffffff"])(
  "does nothing for what was never announced: '%s'",
  async (releaseId) => {
    expect(await invoke(handler, { releaseId, failure })).toEqual({ state: "clean" });
  },
);
