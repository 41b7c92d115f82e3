import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCodes } from "../../cli/exit-codes.ts";
import { makeImage } from "../../local/device/image.ts";
import { enteredState } from "../support/entered-state.ts";
import { heldSelfTest } from "../support/held-self-test.ts";
import { startPipeline } from "../support/local-aws.ts";
import { ota } from "../support/ota.ts";
import { talkingOta } from "../support/talking-ota.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });
const { iot, s3, household, firmwareBucket, releaseBucket } = pipeline;
const root = "arn:aws:iam::123456789012:root";

beforeAll(() => {
  process.env["AWS_ENDPOINT_URL"] = pipeline.aws.endpoint; // for `ota --local`, which runs in a process of its own
});

/** Uploads an image of a product; returns the release id. */
function drop(product: string, version: string): Promise<string> {
  return pipeline.upload(`firmware/${product}/${version}/app.bin`, makeImage({ product, version, size: 20_000 }));
}

/** Adds a device that is off, so that a release of the product waits for it. */
async function addSleeper(product: string): Promise<string> {
  const thingName = `${product}-off`;
  await iot.createThing({ thingName });
  await iot.addThingToThingGroup({ thingName, thingGroupName: product });
  return thingName;
}

const local = (...words: string[]) => ota(...words, "--local");

describe("a release that went well", () => {
  let id: string;

  it("is listed, and told of in full", { timeout: 30_000 }, async () => {
    await household({ product: "kettle", devices: 2 });
    id = await drop("kettle", "1.4.0");
    await pipeline.execution(id);

    const { stdout: listed } = await local("list", "--product", "kettle");
    expect(listed.split("\n")).toEqual([
      expect.stringMatching(/^product +version +state +devices +since +release$/),
      expect.stringMatching(new RegExp(`^kettle +1\\.4\\.0 +released +2/2 +\\d+ \\w{3} \\d\\d:\\d\\d +${id}$`)),
      "",
    ]);
    const { exitCode, stdout } = await local("status", "kettle", "1.4.0");
    expect(exitCode).toBe(exitCodes.ok);
    expect(stdout).toContain(`kettle 1.4.0  ${id}\n`);
    expect(stdout).toMatch(/^state {6}released \d+ \w{3} \d\d:\d\d, by close-release$/m);
    expect(stdout).toContain(`upload     s3://${firmwareBucket}/firmware/kettle/1.4.0/app.bin\n`);
    expect(stdout).toMatch(/^for {8}thinggroup\/kettle$/m);
    expect(stdout).toMatch(/^execution {2}SUCCEEDED at Release Complete$/m);
    expect(stdout).toMatch(/^devices {4}2 of 2 run it$/m);
  });

  it("cannot be cancelled any more", async () => {
    const { exitCode, stdout } = await local("cancel", "kettle-1_4_0");
    expect(exitCode).toBe(exitCodes.failed);
    expect(stdout).toContain("is over: released.\nNothing was cancelled: devices have it.");
  });

  it("is swept once its retention is over; a dry run tells of it before", { timeout: 30_000 }, async () => {
    await s3.putObject({ Bucket: releaseBucket, Key: `due/2020-01-01/kettle/${id}`, Body: "{}" });
    const dry = await local("sweep", "--dry-run");
    expect(dry.stdout).toMatch(
      /^Nothing was changed\. It looked at \d+ places\.\n\nIt would sweep:\n {2}release +what +why\n/,
    );
    expect(dry.stdout).toMatch(
      new RegExp(`^  ${id}  otaupdate/${id} +the release is released, and its retention is over$`, "m"),
    );
    const update = () =>
      iot.getOTAUpdate({ otaUpdateId: id }).then(({ otaUpdateInfo }) => otaUpdateInfo?.otaUpdateStatus);
    expect(await update()).toBe("CREATE_COMPLETE");

    const swept = JSON.parse((await local("sweep", "--json")).stdout);
    expect(swept).toMatchObject({ dryRun: false, swept: [{ release: id, what: `otaupdate/${id}` }] });
    expect(await update().catch(() => "gone")).toMatch(/^(DELETE_IN_PROGRESS|gone)$/);
  });
});

describe("a release that did not go well", () => {
  it("says which device it is, and why, in words", { timeout: 30_000 }, async () => {
    let tests = 0;
    const selfTest = () => ++tests > 1; // the first one that gets there fails
    await household({ product: "oven", devices: 3, selfTest });
    const id = await drop("oven", "1.4.0");
    await pipeline.execution(id);

    const { exitCode, stdout } = await local("status", id);
    expect(exitCode).toBe(exitCodes.notReleased);
    expect(stdout).toMatch(/^state {6}failed .*, by clean-up$/m);
    expect(stdout).toMatch(/^why {8}RolloutFailedError: 2 succeeded, 1 failed; 100 % had to succeed\./m);
    expect(stdout).toMatch(/^devices {4}2 of 3 run it: 2 succeeded, 1 failed$/m);
    expect(stdout).toMatch(/^oven-\d {2}failed .* the image did not pass its self-test.*\(rejected: 0x00000000\)$/m);
    expect(stdout).toContain("docs/operating.md");
  });

  it("was refused: that is told too, of an upload that names no product", { timeout: 30_000 }, async () => {
    const id = await pipeline.upload("firmware/oven/v1.5/app.bin", "bytes");
    await pipeline.execution(id);
    expect(id).toMatch(/^refused-/);
    const { releases } = JSON.parse((await local("list", "--json")).stdout);
    expect(releases).toContainEqual({
      release: id,
      product: null,
      version: null,
      state: "refused",
      since: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      error: "VersionInvalidError",
      cause: "Not a version like 1.4.0 (plain numbers up to 255.255.65535): v1.5",
      workflowState: null,
      devices: null,
    });
    const { exitCode, stdout } = await local("status", id.slice(0, 12), "--json");
    expect(exitCode).toBe(exitCodes.notReleased);
    expect(JSON.parse(stdout)).toMatchObject({
      release: id,
      state: "refused",
      error: "VersionInvalidError",
      execution: { state: "Release Refused" },
      files: [{ key: "firmware/oven/v1.5/app.bin" }],
      things: [],
    });
  });
});

describe("ota cancel", () => {
  it("takes a release back from devices that have not begun, for a reason, and again", {
    timeout: 30_000,
  }, async () => {
    await household({ product: "lamp", devices: 1 });
    const sleeper = await addSleeper("lamp");
    const id = await drop("lamp", "1.4.0");
    await enteredState(pipeline, id, "Wait For Devices");

    const { exitCode, stdout: before } = await local("status", id);
    expect(exitCode).toBe(exitCodes.ok);
    expect(before).toMatch(/^state {6}under way: Wait For Devices since /m);
    expect(before).toMatch(new RegExp(`^${sleeper} +queued `, "m"));

    const { stdout, stderr } = await local("cancel", "lamp", "1.4.0", "--reason", "it flickers");
    expect(stderr).toBe("");
    expect(stdout).toContain(`Cancelling lamp 1.4.0 (${id}), which is under way, at Wait For Devices, as ${root}.\n`);
    expect(stdout).toContain("1 device not begun: offered it no more.\n");
    expect(stdout).toMatch(/It is cancelled, and clean: nothing of it is offered to devices any more\.\n$/);
    expect((await iot.describeJob({ jobId: `AFR_OTA-${id}` })).job?.status).toBe("CANCELED");

    const again = await local("cancel", id, "--json");
    expect(again.exitCode).toBe(exitCodes.ok);
    expect(JSON.parse(again.stdout)).toEqual({
      release: id,
      by: root,
      state: "ended",
      outcome: "cancelled",
      isClean: true,
      left: [],
    });
    const after = await local("status", id);
    expect(after.exitCode).toBe(exitCodes.notReleased);
    expect(after.stdout).toContain(`ReleaseCancelled: Cancelled by ${root}: it flickers\n`);
  });

  it("ends a release that serves whoever joins", { timeout: 30_000 }, async () => {
    const Key = "products/fan.json";
    await s3.putObject({ Bucket: firmwareBucket, Key, Body: JSON.stringify({ targetSelection: "CONTINUOUS" }) });
    await household({ product: "fan", devices: 1 });
    const id = await drop("fan", "1.4.0");
    await pipeline.execution(id);
    const { exitCode, stdout } = await local("cancel", "fan", "1.4.0", "--reason", "too loud", "--json");
    expect(exitCode).toBe(exitCodes.ok);
    expect(JSON.parse(stdout)).toMatchObject({ state: "cancelled", outcome: "cancelled", isClean: true });
    expect(JSON.parse((await local("status", id, "--json")).stdout)).toMatchObject({
      state: "cancelled",
      cause: `Cancelled by ${root}: too loud`,
      by: "ota cancel",
      servingSince: expect.any(String),
      job: { status: "CANCELED" },
      devices: { succeeded: 1 },
    });
  });

  it("waits for the device in the middle, which may finish", { timeout: 30_000 }, async () => {
    const { selfTest, begun, decide } = heldSelfTest();
    const fleet = await household({ product: "clock", devices: 1, selfTest });
    const id = await drop("clock", "1.4.0");
    await pipeline.until(() => begun);

    const left = `It is cancelled. Left: job/AFR_OTA-${id} (a device is in the middle)`;
    const impatient = talkingOta("cancel", id, "--local");
    await impatient.said(left);
    impatient.interrupt();
    const { exitCode: code, stdout: first } = await impatient.ended;
    expect(code).toBe(130);
    expect(first).toContain("1 device in the middle: free to finish, nobody is forced.\n");
    expect(first).toMatch(/What is left, clean-up and the sweeper do\.\n$/);
    expect((await local("status", id)).stdout).toMatch(/^clock-1 +in progress .* tests the new image$/m);

    const patient = talkingOta("cancel", id, "--local");
    await patient.said(left);
    decide(true);
    const { exitCode, stdout } = await patient.ended;
    expect(exitCode).toBe(exitCodes.ok);
    expect(stdout).toMatch(/It is cancelled, and clean: .*\n$/);
    expect(fleet.devices.map(({ image }) => image.version)).toEqual(["1.4.0"]);
  });
});

describe("what is not there", () => {
  it.each([
    { words: ["status", "toaster-1_4_0-00000000"], says: "There is no release toaster-1_4_0-00000000." },
    { words: ["list", "--stack", "my-pipeline"], says: "There is no stack my-pipeline in us-east-1." },
  ])("is told of by $words", async ({ words, says }) => {
    const { exitCode, stdout, stderr } = await local(...words);
    expect([exitCode, stdout]).toEqual([exitCodes.notFound, ""]);
    expect(stderr).toContain(`ota: ${says}`);
  });
});
