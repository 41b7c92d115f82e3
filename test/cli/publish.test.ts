import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCodes } from "../../cli/exit-codes.ts";
import { makeImage } from "../../local/device/image.ts";
import { heldSelfTest } from "../support/held-self-test.ts";
import { startPipeline } from "../support/local-aws.ts";
import { materialOnDisk } from "../support/material-on-disk.ts";
import { type Ended, ota } from "../support/ota.ts";
import { talkingOta } from "../support/talking-ota.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });
const { iot, s3, household, firmwareBucket } = pipeline;
const local = (...words: string[]) => ota(...words, "--local");

beforeAll(() => {
  process.env["AWS_ENDPOINT_URL"] = pipeline.aws.endpoint; // for `ota --local`, which runs in a process of its own
});

function imageOf(product: string, version: string): Uint8Array {
  return makeImage({ product, version, size: 20_000 });
}

/** Runs a command that begins a release and follows it. Time flies as long as the release is under way. */
async function following(...words: string[]): Promise<Ended> {
  const { said, ended } = talkingOta(...words, "--follow", "--local");
  const [, id = ""] = /^Release {4}(\S+)$/m.exec(await said("Execution  ")) ?? [];
  await pipeline.execution(id);
  return ended;
}

describe("ota publish", () => {
  it("releases an image, and shows its way to the devices", { timeout: 60_000 }, async () => {
    await household({ product: "kettle", devices: 2 });
    const path = materialOnDisk({ "app.bin": imageOf("kettle", "1.4.0") })("app.bin");
    const words = ["publish", path, "--product", "kettle", "--version", "1.4.0"];
    const { exitCode, stdout, stderr } = await following(...words);
    expect([exitCode, stderr]).toEqual([exitCodes.ok, ""]);
    const [uploading = "", release = "", execution = "", ...shown] = stdout.split("\n");
    const id = release.replace("Release    ", "");
    expect(uploading).toBe(`Uploading ${path} to s3://${firmwareBucket}/firmware/kettle/1.4.0/app.bin`);
    expect(id).toMatch(/^kettle-1_4_0-[0-9a-f]{8}$/);
    expect(execution).toMatch(new RegExp(`^Execution  arn:aws:states:.*:${id}$`));
    const steps = shown.flatMap((line) => /^\d\d:\d\d:\d\d {2}(\S.*?)(?: {2}|$)/.exec(line)?.[1] ?? []);
    expect([...new Set(steps)].filter((step) => step !== "Devices")).toEqual([
      "Release",
      "Describe Release",
      "Admit Release",
      "Sign Files",
      "Start Signing",
      "Check Signing",
      "Create Stream",
      "End Previous Release",
      "Create OTA Update",
      "Check OTA Update",
      "Check Rollout",
      "Close Release",
    ]);
    expect(stdout).toMatch(new RegExp(` {2}Release +${id} succeeded$`, "m"));
    expect(stdout).toMatch(/ {2}Devices +2 of 2 run it: 2 succeeded$/m);
    expect(stdout).toMatch(/^devices {4}2 of 2 run it$/m);
  });

  it("releases a manifest with its files, for machines", { timeout: 60_000 }, async () => {
    const { versions } = await households("oven", 1);
    const manifest = { files: [{ name: "app.bin" }], targets: ["thing/oven-1"], description: "Spring" };
    const folder = "releases/oven/1.4.0";
    const at = materialOnDisk({
      [`${folder}/release.json`]: manifest,
      [`${folder}/app.bin`]: imageOf("oven", "1.4.0"),
    });
    const { exitCode, stdout } = await local("publish", at(folder), "--json");
    expect(exitCode).toBe(exitCodes.ok);
    const { release, execution, upload } = JSON.parse(stdout);
    expect(upload).toMatchObject({ bucket: firmwareBucket, key: `${folder}/release.json` });
    expect(execution).toMatch(new RegExp(`:${release}$`));
    expect((await pipeline.execution(release)).status).toBe("SUCCEEDED");
    expect(versions()).toEqual(["1.4.0"]);
  });

  it("follows to an end that is none of success, and says so by its exit code", { timeout: 60_000 }, async () => {
    const at = materialOnDisk({ "app.bin": imageOf("nobody", "1.4.0") });
    const words = ["--product", "nobody", "--version", "1.4.0", "--follow", "--json"];
    const { exitCode, stdout } = await local("publish", at("app.bin"), ...words);
    expect(exitCode).toBe(exitCodes.notReleased);
    const documents = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(documents.at(0)).toHaveProperty("upload");
    expect(documents.at(-1)).toMatchObject({ state: "refused", error: "ProductUnknownError" });
  });

  it("uploads nothing that would be refused", async () => {
    const at = materialOnDisk({ "app.bin": "" });
    const { exitCode, stdout, stderr } = await local(
      "publish",
      at("app.bin"),
      "--product",
      "kettle",
      "--version",
      "9.9.9",
    );
    expect([exitCode, stdout]).toEqual([exitCodes.notReleased, ""]);
    expect(stderr).toBe(
      "ota: EmptyImageError: The image is empty: firmware/kettle/9.9.9/app.bin. Nothing was uploaded\n",
    );
    const { Contents } = await s3.listObjectsV2({ Bucket: firmwareBucket, Prefix: "firmware/kettle/9.9.9/" });
    expect(Contents).toBeUndefined();
  });
});

/** Devices that are on, and what they run. */
async function households(product: string, devices: number, like: object = {}) {
  const fleet = await household({ product, devices, ...like });
  return { fleet, versions: () => fleet.devices.map(({ image }) => image.version) };
}

describe("ota status --follow", () => {
  it("shows each device that fails, and why; Ctrl-C ends the following alone", { timeout: 60_000 }, async () => {
    const { selfTest, begun, decide } = heldSelfTest();
    await households("lamp", 1, { selfTest });
    const id = await pipeline.upload("firmware/lamp/1.4.0/app.bin", imageOf("lamp", "1.4.0"));
    await pipeline.until(() => begun);

    const impatient = talkingOta("status", id, "--follow", "--local");
    await impatient.said("0 of 1 run it: 1 in progress");
    impatient.interrupt();
    const { exitCode: code, stdout: first } = await impatient.ended;
    expect(code).toBe(130);
    expect(first).toMatch(
      new RegExp(`Following ends here; the release goes on\\. \`ota status ${id} --follow --local\``),
    );

    const patient = talkingOta("status", "lamp", "1.4.0", "--follow", "--local");
    await patient.said("0 of 1 run it: 1 in progress");
    decide(false);
    await pipeline.execution(id);
    const { exitCode, stdout } = await patient.ended;
    expect(exitCode).toBe(exitCodes.notReleased);
    expect(stdout).toMatch(/ {2}lamp-1 +failed: the image did not pass its self-test.*\(rejected: 0x00000000\)$/m);
    expect(stdout).toMatch(/^What most often helps:\n {2}lamp-1: look at the device's log/m);
  });
});

describe("ota retry", () => {
  it("offers the same bytes to those that did not succeed, and to nobody else", { timeout: 60_000 }, async () => {
    let tests = 0;
    const { versions } = await households("clock", 3, { selfTest: () => ++tests > 1 });
    const id = await pipeline.upload("firmware/clock/1.4.0/app.bin", imageOf("clock", "1.4.0"));
    await pipeline.execution(id);
    expect(versions().sort()).toEqual(["1.3.0", "1.4.0", "1.4.0"]);

    const { exitCode, stdout, stderr } = await following("retry", "clock", "1.4.0");
    expect([exitCode, stderr]).toEqual([exitCodes.ok, ""]);
    const [, failed] = /again to 1 thing: (clock-\d)\.$/m.exec(stdout) ?? [];
    expect(stdout).toContain(
      `Copying firmware/clock/1.4.0/app.bin to s3://${firmwareBucket}/releases/clock/1.4.0/app.bin\n`,
    );
    expect(stdout).toMatch(new RegExp(`^for {8}thing/${failed}$`, "m"));
    expect(versions()).toEqual(["1.4.0", "1.4.0", "1.4.0"]);
    const [, again = ""] = /^Release {4}(\S+)$/m.exec(stdout) ?? [];
    const { Body } = await s3.getObject({ Bucket: firmwareBucket, Key: "releases/clock/1.4.0/release.json" });
    expect(JSON.parse((await Body?.transformToString()) ?? "")).toMatchObject({ retryOf: id });

    const done = await local("retry", again);
    expect(done.exitCode).toBe(exitCodes.failed);
    expect(done.stderr).toBe(`ota: Nobody is left to retry: every device of ${again} runs it, or was removed\n`);
  });

  it("is refused while the release runs, and once it serves", { timeout: 60_000 }, async () => {
    await households("fan", 1);
    await iot.createThing({ thingName: "fan-off" });
    await iot.addThingToThingGroup({ thingName: "fan-off", thingGroupName: "fan" });
    const id = await pipeline.upload("firmware/fan/1.4.0/app.bin", imageOf("fan", "1.4.0"));
    await pipeline.pass(60_000);
    const running = await local("retry", id);
    expect(running.exitCode).toBe(exitCodes.failed);
    expect(running.stderr).toBe(
      `ota: ${id} is under way for 1 device: wait for its end, or cancel it with \`ota cancel ${id}\`\n`,
    );

    const Key = "products/pan.json";
    await s3.putObject({ Bucket: firmwareBucket, Key, Body: JSON.stringify({ targetSelection: "CONTINUOUS" }) });
    await households("pan", 1);
    const serving = await pipeline.upload("firmware/pan/1.4.0/app.bin", imageOf("pan", "1.4.0"));
    await pipeline.execution(serving);
    const { stderr } = await local("retry", serving);
    expect(stderr).toContain(`${serving} is serving: devices that come are offered it.`);
  });
});
