import { describe, expect, it } from "vitest";
import { handler as admitRelease } from "../../functions/admit-release.ts";
import { handler as cleanUp } from "../../functions/clean-up.ts";
import { handler as closeRelease } from "../../functions/close-release.ts";
import { handler as createOtaUpdate } from "../../functions/create-ota-update.ts";
import { handler as createStream } from "../../functions/create-stream.ts";
import { otaUpdateRequest } from "../../functions/firmware/ota-update.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { countDevices } from "../../functions/firmware/rollout.ts";
import { gatedReleases, takesItsPlace } from "../support/gated-releases.ts";
import { invoke, otaUpdateMeans, pipelineBench } from "../support/pipeline-bench.ts";

const bench = await pipelineBench();
const { iot, clock, sfn } = bench;
const { walk, gate, verdictOf, executionOf, jobOf, admitLater, close } = gatedReleases(bench);
const records = ({ product, id }: Release) => [`open/${product}/${id}.json`, `records/${product}/${id}.json`];

describe("an earlier release that has no job", () => {
  it("is stopped, superseded and undone, and has ended two minutes later", async () => {
    const older = await walk.admit();
    await walk.sign(older);
    await invoke(createStream, { release: older });
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    const looked = await gate(newer);
    expect(looked).toEqual({
      state: "ending",
      left: [expect.stringMatching(`^${older.id}: until .* a step in flight`)],
    });
    const because = { error: "SupersededError", cause: takesItsPlace(newer) };
    expect(await executionOf(older)).toMatchObject({ status: "ABORTED", ...because });
    expect(await verdictOf(older)).toMatchObject({ outcome: "superseded", ...because, by: "end-previous-release" });
    await clock.advance(120_000);
    expect(await gate(newer)).toMatchObject({ state: "ending" });
    await clock.advance(1_000);
    expect(await gate(newer)).toEqual({ state: "ended" });
    expect(await bench.inventory(older.product)).toEqual(
      [`open/${newer.product}/${newer.id}.json`, ...records(older)].sort(),
    );
  });

  it("is not taken for ended while a Lambda of it that was in flight offers it all the same", async () => {
    const older = await walk.admit();
    const signatures = await walk.sign(older);
    await invoke(createStream, { release: older });
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    // Its Create OTA Update has looked for a verdict already, and asks AWS a moment after the gate has come.
    const codeSignatures = new Map(signatures.map((signature) => [signature.file, signature]));
    const request = otaUpdateRequest(older, codeSignatures, otaUpdateMeans);
    await iot.createOTAUpdate(request);
    expect(await gate(newer)).toEqual({ state: "ending", left: [`${older.id}: its OTA update is CREATE_PENDING`] });
    await walk.created(older);
    expect(await gate(newer)).toEqual({ state: "ended" });
    expect(await jobOf(older)).toMatchObject({ status: "CANCELED", reasonCode: "RELEASE_SUPERSEDED" });
    await expect(invoke(createOtaUpdate, { release: older, signatures })).rejects.toMatchObject({
      name: "ReleaseEndedError",
    });
  });

  it("has ended at once when that was long ago, and is left to the sweeper", async () => {
    const older = await walk.admit();
    await sfn.stopExecution({ executionArn: bench.executionArn(older.id), cause: "lunch" });
    await clock.advance(200_000);
    const newer = await walk.admit({ product: older.product, version: "1.5.0" });
    expect(await gate(newer)).toEqual({ state: "ended" });
    expect(await verdictOf(older)).toMatchObject({ outcome: "cancelled", cause: "lunch", by: "end-previous-release" });
  });
});

describe("an earlier release whose execution", () => {
  it("Step Functions does not show yet is waited for", async () => {
    const older = await walk.admit();
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    bench.faults.add({ service: "states", operation: "DescribeExecution", calls: "1-", fault: "not-found" });
    const isNotOver = { state: "ending", left: [`${older.id}: its execution is not over`] };
    expect(await gate(newer)).toEqual(isNotOver); // it was stopped all the same
    bench.faults.clear();
    expect(await executionOf(older)).toMatchObject({ status: "ABORTED", error: "SupersededError" });
    expect(await gate(newer)).toMatchObject({ state: "ending", left: [expect.stringContaining("a step in flight")] });
  });

  it("may not be seen, since its machine was replaced, keeps nobody waiting for ever", async () => {
    const older = await walk.describe();
    const execution = bench.executionArn(older.id).replace("FirmwareUpdate", "FirmwareUpdateBefore");
    await invoke(admitRelease, { release: older, execution });
    await clock.advance(600_000);
    bench.faults.add({ service: "states", operation: "DescribeExecution", calls: "1-", fault: "denied" });
    const newer = await walk.admit({ product: older.product, version: "1.5.0" });
    expect(await gate(newer)).toEqual({ state: "ended" });
    expect(await verdictOf(older)).toMatchObject({ outcome: "failed", error: "AccessDeniedException" });
    bench.faults.clear();
  });
});

describe("an earlier release that devices were offered", () => {
  it("is cancelled, not forced: devices in the middle finish, and nobody waits for them", async () => {
    const older = await walk.offer();
    await bench.report(`${older.product}-1`, older, "IN_PROGRESS");
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    expect(await gate(newer)).toEqual({ state: "ended" });
    const job = await jobOf(older);
    expect(job).toMatchObject({ status: "CANCELED", reasonCode: "RELEASE_SUPERSEDED" });
    expect(job?.jobProcessDetails).toMatchObject({ numberOfInProgressThings: 1, numberOfCanceledThings: 1 });
    expect(await bench.inventory(older.product)).toContain(`stream/${older.id}`);
    await bench.report(`${older.product}-1`, older, "SUCCEEDED");
    expect((await jobOf(older))?.jobProcessDetails).toMatchObject({ numberOfSucceededThings: 1 });
  });

  it("is superseded when it serves, with how it fared until then", async () => {
    const settings = { targetSelection: "CONTINUOUS" };
    const older = await walk.offer({ settings });
    for (const number of [1, 2]) await bench.report(`${older.product}-${number}`, older, "SUCCEEDED");
    await close(older, "serving");
    const served = await verdictOf(older);
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    expect(await gate(newer)).toEqual({ state: "ended" });
    expect(await jobOf(older)).toMatchObject({ status: "CANCELED" });
    expect(await verdictOf(older)).toEqual({
      ...served,
      outcome: "superseded",
      error: "SupersededError",
      cause: takesItsPlace(newer),
      by: "end-previous-release",
      devices: expect.objectContaining({ succeeded: 2 }),
      servingSince: served?.["endedAt"],
      endedAt: new Date(clock.now()).toISOString(),
    });
  });

  it("does not begin to serve when it is stopped just before", async () => {
    const older = await walk.offer({ settings: { targetSelection: "CONTINUOUS" } });
    for (const number of [1, 2]) await bench.report(`${older.product}-${number}`, older, "SUCCEEDED");
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    expect(await gate(newer)).toEqual({ state: "ended" });
    expect(await verdictOf(older)).toMatchObject({ outcome: "superseded" });
    expect(await jobOf(older)).toMatchObject({ status: "CANCELED" });
  });

  it("has won when its devices were done before it could be told", async () => {
    const older = await walk.offer();
    for (const number of [1, 2]) await bench.report(`${older.product}-${number}`, older, "SUCCEEDED");
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    expect(await gate(newer)).toEqual({ state: "ended" });
    expect(await verdictOf(older)).toMatchObject({ outcome: "released", devices: { succeeded: 2 } });
    expect(await bench.inventory(older.product)).toContain(`stream/${older.id}`);
  });

  it("is not stopped when it has won and its execution is about to end", async () => {
    const older = await walk.offer({ settings: { targetSelection: "CONTINUOUS" } });
    const devices = { ...countDevices(undefined), succeeded: 2 };
    await invoke(closeRelease, { release: older, rollout: { state: "serving", settled: true, devices } });
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    expect(await gate(newer)).toEqual({ state: "ending", left: [`${older.id}: its execution is not over`] });
    expect((await executionOf(older)).status).toBe("RUNNING");
    expect(await verdictOf(older)).toMatchObject({ outcome: "serving" });
  });

  it("keeps its own failure when it is stopped at its own clean-up", async () => {
    const older = await walk.offer();
    await bench.report(`${older.product}-1`, older, "IN_PROGRESS");
    const failure = { Error: "RolloutDeadlineError", Cause: "Not over after 14 days" };
    await invoke(cleanUp, { releaseId: older.id, failure });
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    expect(await gate(newer)).toEqual({ state: "ended" });
    expect(await verdictOf(older)).toMatchObject({ outcome: "failed", error: "RolloutDeadlineError", by: "clean-up" });
    expect(await executionOf(older)).toMatchObject({
      status: "ABORTED",
      error: "RolloutDeadlineError",
      cause: "Not over after 14 days",
    });
  });
});

describe("several earlier releases", () => {
  it("are all ended, and a release between two neither ends nor offers anything", async () => {
    const first = await walk.offer();
    const { product } = first;
    const second = await admitLater({ product, version: "1.5.0" });
    const third = await admitLater({ product, version: "1.6.0" });
    await expect(gate(second)).rejects.toMatchObject({ name: "SupersededError", message: takesItsPlace(third) });
    expect(await verdictOf(first)).toBeUndefined();
    const looked = await gate(third);
    expect(looked).toEqual({ state: "ending", left: [expect.stringContaining(second.id)] });
    await clock.advance(121_000);
    expect(await gate(third)).toEqual({ state: "ended" });
    for (const earlier of [first, second]) expect(await verdictOf(earlier)).toMatchObject({ outcome: "superseded" });
    expect(await verdictOf(third)).toBeUndefined();
  });

  it("may be ended by several looks at once", async () => {
    const older = await walk.offer();
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    const looks = await Promise.all([1, 2, 3].map(() => gate(newer)));
    expect(looks).toEqual([1, 2, 3].map(() => ({ state: "ended" })));
    expect(await verdictOf(older)).toMatchObject({ outcome: "superseded" });
  });
});

describe("what goes wrong at the gate", () => {
  it("holds nobody up when it is only a thing that cannot be deleted", async () => {
    const older = await walk.admit();
    await invoke(createStream, { release: older });
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    const fault = bench.faults.add({ service: "iot", operation: "DeleteStream", calls: "1-", fault: "denied" });
    expect(await gate(newer)).toEqual({ state: "ending", left: [expect.stringContaining("AccessDeniedException")] });
    await clock.advance(121_000);
    expect(await gate(newer)).toEqual({ state: "ended" });
    expect(await bench.inventory(older.product)).toContain(`stream/${older.id}`);
    bench.faults.remove(fault);
    await invoke(cleanUp, { releaseId: older.id });
    expect(await bench.inventory(older.product)).not.toContain(`stream/${older.id}`);
  });

  it("waits for a job that AWS does not cancel yet, and says why", async () => {
    const older = await walk.offer();
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    bench.faults.add({ service: "iot", operation: "CancelJob", calls: "1-2", fault: "limit" });
    expect(await gate(newer)).toEqual({ state: "ending", left: [`${older.id}: its job is IN_PROGRESS`] });
    expect(await gate(newer)).toEqual({ state: "ended" });
  });

  it("is a failure of its own when an execution cannot be stopped", async () => {
    const older = await walk.offer();
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    bench.faults.add({ service: "states", operation: "StopExecution", fault: "denied" });
    await expect(gate(newer)).rejects.toMatchObject({ name: "AccessDeniedException" });
    expect(await jobOf(older)).toMatchObject({ status: "IN_PROGRESS" });
  });
});
