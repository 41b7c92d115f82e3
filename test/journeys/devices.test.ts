import { afterAll, afterEach, describe, expect, it } from "vitest";
import { enteredState } from "../support/entered-state.ts";
import { heldSelfTest } from "../support/held-self-test.ts";
import { startPipeline } from "../support/local-aws.ts";
import { productJourneys } from "../support/product-journeys.ts";
import { beingTakenBack, complete, takenBack } from "../support/table-of-endings.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });
const { iot, s3, faults, firmwareBucket } = pipeline;
const product = productJourneys(pipeline);
afterEach(() => faults.clear());

const hour = 3_600_000;
const day = 24 * hour;
const blockWriteTime = 400; // of the device's fast milliseconds: between two blocks what it reports is on its way

describe("devices that do not answer", () => {
  it("end the release at its deadline; those in the middle may finish", async () => {
    const { selfTest, begun, decide } = heldSelfTest();
    const settings = { rolloutDeadlineInDays: 3, inProgressTimeoutInMinutes: 10_080 };
    const { fleet, drop, record, endings, versions } = await product({ devices: 2, selfTest, settings });
    fleet.devices[0]?.powerOff();
    const id = await drop("1.4.0");
    await pipeline.until(() => begun);
    pipeline.leap(3 * day);
    await pipeline.execution(id);
    const inTheMiddle = "CANCELED, 1 canceled, 1 inProgress";
    expect(await endings()).toEqual({ [id]: beingTakenBack("FAILED RolloutDeadlineError", "failed", inTheMiddle) });
    decide(true);
    await pipeline.pass(hour);
    expect(await endings()).toEqual({
      [id]: takenBack("FAILED RolloutDeadlineError", "failed", "CANCELED, 1 canceled, 1 succeeded"),
    });
    expect(await record(id)).toMatchObject({
      cause: "Not over after 3 days: 1 queued, 1 in progress",
      devices: { queued: 1, inProgress: 1 },
    });
    await fleet.devices[0]?.start();
    expect(versions()).toEqual(["1.3.0", "1.4.0"]);
  });

  it("are waited for when they are off, or lose power in the middle", async () => {
    const { fleet, drop, endings, versions } = await product({ devices: 2, blockWriteTime });
    const [off, cut] = fleet.devices;
    off?.powerOff();
    const mend = cut?.on((event) => event.type === "block" && event.received === 3 && cut.powerOff());
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, "Wait For Devices");
    await pipeline.pass(hour);
    expect(versions()).toEqual(["1.3.0", "1.3.0"]);
    expect((await pipeline.inventory()).jobs[`AFR_OTA-${id}`]).toEqual({
      status: "IN_PROGRESS",
      things: { queued: 1, inProgress: 1 },
    });
    mend?.();
    await fleet.start();
    await pipeline.execution(id);
    expect(versions()).toEqual(["1.4.0", "1.4.0"]);
    expect(await endings()).toEqual({ [id]: complete("2 succeeded") });
  });

  it("have failed when they began and were not heard of again", async () => {
    const settings = { inProgressTimeoutInMinutes: 30 };
    const { name, fleet, release, record, endings } = await product({ settings, blockWriteTime });
    fleet.on((event) => event.type === "block" && event.received === 3 && fleet.devices[0]?.powerOff());
    const id = await release("1.4.0");
    expect(await endings()).toEqual({
      [id]: takenBack("FAILED RolloutFailedError", "failed", "COMPLETED, 1 timedOut"),
    });
    expect(await record(id)).toMatchObject({
      cause: `1 timed out; 100 % had to succeed. ${name}-1: TIMED_OUT without a reason`,
    });
  });
});

describe("devices that say no", () => {
  it("when one byte of the stream is another", async () => {
    const { name, drop, record, endings, versions } = await product();
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, "End Previous Release");
    const { Body } = await s3.getObject({ Bucket: firmwareBucket, Key: `firmware/${name}/1.4.0/app.bin` });
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    bytes[10_000] = (bytes[10_000] ?? 0) ^ 1;
    const tampered = { bucket: firmwareBucket, key: `signed/${name}-tampered.bin` };
    await s3.putObject({ Bucket: tampered.bucket, Key: tampered.key, Body: bytes });
    await iot.updateStream({ streamId: id, files: [{ fileId: 0, s3Location: tampered }] });
    await pipeline.execution(id);
    expect(await endings()).toEqual({ [id]: takenBack("FAILED RolloutFailedError", "failed", "COMPLETED, 1 failed") });
    expect(await record(id)).toMatchObject({
      cause: `1 failed; 100 % had to succeed. ${name}-1: the signature does not fit the image (0x000000e3: 0x00000000)`,
    });
    expect(versions()).toEqual(["1.3.0"]);
  });

  it("when the image fails its own self-test: they roll back", async () => {
    const { name, fleet, release, record, endings, versions } = await product({ selfTest: () => false });
    const boots: string[] = [];
    fleet.on((event) => {
      if (event.type === "booted") boots.push(`${event.version}${event.rolledBack ? ", rolled back" : ""}`);
    });
    const id = await release("1.4.0");
    expect(boots).toEqual(["1.4.0", "1.3.0, rolled back"]);
    expect(versions()).toEqual(["1.3.0"]);
    expect(await endings()).toEqual({ [id]: takenBack("FAILED RolloutFailedError", "failed", "COMPLETED, 1 failed") });
    expect(await record(id)).toMatchObject({ cause: expect.stringContaining(`${name}-1: the image did not pass`) });
  });

  /** Five devices, of which the first to try the image finds that it does not work. */
  const oneOfFive = (settings: object) => {
    let tried = 0;
    const selfTest = () => {
      tried += 1;
      return tried > 1;
    };
    return product({ devices: 5, selfTest, settings });
  };

  it("fail the release even when four of five succeed; record and job say which and why", async () => {
    const { fleet, release, record, endings } = await oneOfFive({});
    const id = await release("1.4.0");
    const thingName = fleet.devices.find(({ image }) => image.version === "1.3.0")?.thingName;
    expect(await endings()).toEqual({
      [id]: takenBack("FAILED RolloutFailedError", "failed", "COMPLETED, 4 succeeded, 1 failed"),
    });
    expect(await record(id)).toMatchObject({
      cause: expect.stringMatching(
        `^4 succeeded, 1 failed; 100 % had to succeed. ${thingName}: .*rejected: 0x00000000`,
      ),
      devices: { succeeded: 4, failed: 1 },
    });
    const { execution } = await iot.describeJobExecution({ jobId: `AFR_OTA-${id}`, thingName });
    expect(execution).toMatchObject({
      status: "FAILED",
      statusDetails: { detailsMap: { reason: "rejected: 0x00000000" } },
    });
  });

  it("do not when the product is content with four of five", async () => {
    const { release, record, endings } = await oneOfFive({ successPercent: 80 });
    const id = await release("1.4.0");
    expect(await endings()).toEqual({ [id]: complete("4 succeeded, 1 failed") });
    expect(await record(id)).toMatchObject({ devices: { succeeded: 4, failed: 1 } });
  });
});

describe("an outage of AWS's while devices download", () => {
  it("takes nothing back from them: the next look counts", async () => {
    const caller = "CheckRolloutFunction"; // twelve calls for each look, with all that try again
    faults.add({ service: "iot", operation: "DescribeJob", caller, calls: "1-24", fault: "server-error" });
    const { release, endings } = await product();
    const id = await release("1.4.0");
    expect(await endings()).toEqual({ [id]: complete("1 succeeded") });
    expect(faults.list()).toMatchObject([{ counted: 25, struck: 24 }]);
    const looks = (await pipeline.states(id)).filter((state) => state === "Check Rollout");
    expect(looks).toHaveLength(3);
  });
});
