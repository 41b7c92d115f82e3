import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { SweepReport } from "../../functions/firmware/sweep.ts";
import { enteredState } from "../support/entered-state.ts";
import { heldSelfTest } from "../support/held-self-test.ts";
import { inventoryChanges } from "../support/inventory-changes.ts";
import { startPipeline } from "../support/local-aws.ts";
import { productJourneys } from "../support/product-journeys.ts";
import { sweeps } from "../support/sweeps.ts";
import { beingTakenBack, complete, serving, takenBack, undone } from "../support/table-of-endings.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });
const { aws, iot, s3, sfn, faults, firmwareBucket, releaseBucket, stateMachineArn } = pipeline;
const { sweep, sweepOut, saysOf, stop } = await sweeps(pipeline);
afterAll(stop);
const product = productJourneys(pipeline);
afterEach(() => faults.clear());

const aDay = 24 * 60 * 60_000;
const roleArn = aws.outputs["OtaRoleArn"] ?? "";

const whatOf = (reports: SweepReport[], id: string) =>
  reports.map(({ swept }) => swept.filter(({ release }) => release === id).map(({ what }) => what));

/** All there is of a product that says its name, with old versions and delete markers of what was signed. */
async function traces(name: string): Promise<string[]> {
  const { streams, otaUpdates, jobs, objects, versions } = await pipeline.inventory();
  const signed = versions.filter((key) => key.startsWith("signed/"));
  const all = [...streams, ...Object.keys(otaUpdates), ...Object.keys(jobs), ...objects, ...signed];
  return all.filter((trace) => trace.includes(`${name}-`) || trace.includes(`/${name}/`));
}

describe("a release whose retention is over", () => {
  it("is retired: OTA update, job, then stream and signed image; record and upload stay", async () => {
    const { name, release, endings } = await product();
    const id = await release("1.4.0");
    pipeline.leap(30 * aDay);
    expect(whatOf(await sweepOut(), id)).toEqual([]);
    expect(await endings()).toEqual({ [id]: complete() });
    pipeline.leap(aDay);
    expect(whatOf(await sweepOut(), id)).toEqual([
      [`otaupdate/${id}`],
      [`job/AFR_OTA-${id}`],
      [`stream/${id}`, `signed/${id}/`, expect.stringMatching(`^due/\\d{4}-\\d\\d-\\d\\d/${name}/${id}$`)],
    ]);
    expect(await traces(name)).toEqual([`records/${name}/${id}.json`]);
    const { Versions } = await s3.listObjectVersions({ Bucket: firmwareBucket, Prefix: `firmware/${name}/` });
    expect(Versions).toEqual([expect.objectContaining({ Key: `firmware/${name}/1.4.0/app.bin` })]);
  });

  it("waits while AWS deletes as many jobs as it does at once", async () => {
    const { name, release } = await product();
    const id = await release("1.4.0");
    pipeline.leap(32 * aDay);
    await sweep();
    await pipeline.pass(5_000);
    faults.add({ caller: "SweepFunction", service: "iot", operation: "DeleteJob", calls: "1-2", fault: "limit" });
    expect(saysOf(await sweep(), id)).toEqual({
      swept: [],
      left: [`job/AFR_OTA-${id}: AWS deletes ten jobs already`],
    });
    await sweepOut();
    expect(await traces(name)).toEqual([`records/${name}/${id}.json`]);
  });

  it("is not made again when its event comes once more, long after Step Functions has forgotten its execution", async () => {
    const { name, release } = await product();
    const id = await release("1.4.0");
    pipeline.leap(100 * aDay);
    await sweepOut();
    const key = `firmware/${name}/1.4.0/app.bin`;
    const { VersionId: versionId } = await s3.headObject({ Bucket: firmwareBucket, Key: key });
    const input = JSON.stringify({ bucket: firmwareBucket, key, versionId });
    await sfn.startExecution({ stateMachineArn, name: id, input });
    await pipeline.until(async () => (await pipeline.states(id)).includes("Nothing To Do") || undefined);
    expect(await traces(name)).toEqual([`records/${name}/${id}.json`]);
  });

  it("is looked through once more when Signer writes something for it afterwards", async () => {
    const { name, release } = await product();
    const id = await release("1.4.0");
    pipeline.leap(32 * aDay);
    await sweepOut();
    const late = { Bucket: releaseBucket, Key: `signed/${id}/late` };
    await s3.putObject({ ...late, Body: "late" });
    await s3.deleteObject(late);
    expect(whatOf(await sweepOut(), id)).toEqual([[`signed/${id}/`]]);
    expect(await traces(name)).toEqual([`records/${name}/${id}.json`]);
  });
});

describe("a device in the middle that is never heard of again", () => {
  it("keeps its stream until its time is up, a day, and then the release is kept as evidence", async () => {
    const held = heldSelfTest();
    const { name, fleet, drop, cancel, endings } = await product({ selfTest: held.selfTest });
    const id = await drop("1.4.0");
    await pipeline.until(() => held.begun);
    fleet.devices[0]?.powerOff();
    await cancel(id);
    await pipeline.execution(id);
    const stopped = "ABORTED ReleaseCancelled";
    expect(saysOf(await sweep(), id).left).toEqual([`job/AFR_OTA-${id}: devices are in the middle`]);
    const inTheMiddle = "CANCELED, 1 inProgress";
    expect(await endings()).toEqual({ [id]: beingTakenBack(stopped, "cancelled", inTheMiddle) });
    pipeline.leap(aDay);
    await pipeline.pass(1_000);
    await sweepOut();
    const ending = takenBack(stopped, "cancelled", "CANCELED, 1 timedOut");
    expect(await endings()).toEqual({ [id]: ending.map((line) => (line === "open" ? "due" : line)).sort() });
    pipeline.leap(32 * aDay);
    await sweepOut();
    expect(await traces(name)).toEqual([`records/${name}/${id}.json`]);
  });
});

describe("a stream that AWS IoT has named itself", () => {
  it("goes when it was made for a release that failed, and stays when somebody made it of the same upload", async () => {
    faults.add({ service: "iot", operation: "CreateOTAUpdate", fault: "denied" });
    const { name, drop, endings } = await product();
    const key = `firmware/${name}/1.4.0/app.bin`;
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, "End Previous Release");
    const { VersionId: version } = await s3.headObject({ Bucket: firmwareBucket, Key: key });
    const files = [{ fileId: 0, s3Location: { bucket: firmwareBucket, key, version } }];
    const before = await pipeline.inventory();
    await iot.createStream({ streamId: "AFR_OTA-0fe3e3a2-of-the-service", files, roleArn });
    await pipeline.execution(id);
    await pipeline.pass(3 * 60_000);
    await iot.createStream({ streamId: "AFR_OTA-4fd1d5b1-of-a-person", files, roleArn });
    const report = await sweep();
    expect(report.swept.filter(({ release }) => release === "AFR_OTA-*")).toEqual([
      {
        release: "AFR_OTA-*",
        what: "stream/AFR_OTA-0fe3e3a2-of-the-service",
        why: `the OTA service made it for ${id}, which is failed`,
      },
    ]);
    expect(inventoryChanges(before, await pipeline.inventory())).toContain("+ stream AFR_OTA-4fd1d5b1-of-a-person");
    expect((await endings())[id]).toEqual(undone("FAILED AccessDeniedException"));
  });
});

describe("a release that serves", () => {
  it("goes on, however long it does", async () => {
    const { release, endings } = await product({ settings: { targetSelection: "CONTINUOUS" } });
    const id = await release("1.4.0");
    pipeline.leap(366 * aDay);
    expect(saysOf(await sweep(), id)).toEqual({ swept: [], left: [] });
    const ending = serving().filter((line) => !line.startsWith("execution")); // which AWS forgets after 90 days
    expect((await endings())[id]).toEqual(ending);
  });

  it("is announced again when somebody has deleted its announcement, and its images stay", async () => {
    const { name, release } = await product({ settings: { targetSelection: "CONTINUOUS" } });
    const id = await release("1.4.0");
    const before = await traces(name);
    const announcement = `open/${name}/${id}.json`;
    await s3.deleteObject({ Bucket: releaseBucket, Key: announcement });
    const why = "the release serves, unannounced";
    expect(saysOf(await sweep(), id)).toEqual({ swept: [`${announcement}: ${why}`], left: [] });
    expect(await traces(name)).toEqual(before);
    expect(saysOf(await sweep(), id)).toEqual({ swept: [], left: [] });
  });
});
