import { hash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { makeImage } from "../../local/device/image.ts";
import { ota, type RunningOta, startOta } from "../support/ota.ts";

/** A file of these bytes, until the end of the test. */
async function file(name: string, bytes: Uint8Array): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "firmware-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  await writeFile(join(directory, name), bytes);
  return join(directory, name);
}

const lastLine = (text: string) => text.trimEnd().split("\n").at(-1);

describe("ota demo", { timeout: 60_000 }, () => {
  it("ends with five devices on 1.4.0, in plain lines without a terminal", async () => {
    const { exitCode, stdout, stderr } = await ota("demo");
    expect(stderr).toBe("");
    expect(lastLine(stdout)).toBe("5 of 5 devices run 1.4.0");
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain("\u001b");
    for (const said of ["Describe Release", "Check Signing", "Create OTA Update", "thermostat-5", "succeeded"]) {
      expect(stdout).toContain(said);
    }
  });

  it("delivers exactly the bytes of a file, to any product, and says so in JSON", async () => {
    const image = randomBytes(1_000_003);
    const firmware = await file("pump.bin", image);
    const words = [
      "--firmware",
      firmware,
      "--product",
      "pump",
      "--version",
      "2.0.1",
      "--devices",
      "2",
      "--speed",
      "4",
      "--json",
    ];
    const { exitCode, stdout } = await ota("demo", ...words);
    const happenings = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const sha256 = hash("sha256", image);
    const device = { from: "2.0.0", to: "2.0.1", sha256, runsIt: true, signatureChecked: true, blocks: 245 };
    expect(happenings.at(-1)).toMatchObject({
      type: "outcome",
      version: "2.0.1",
      sha256,
      devices: [
        { thingName: "pump-1", ...device },
        { thingName: "pump-2", ...device },
      ],
    });
    expect(happenings.every(({ time }) => !Number.isNaN(Date.parse(time)))).toBe(true);
    expect(exitCode).toBe(0);
  });

  it("fails when the devices reject the image", async () => {
    const firmware = await file("app.bin", makeImage({ product: "doorbell", version: "1.4.0", size: 5_000 }));
    const { exitCode, stdout } = await ota("demo", "--firmware", firmware, "--devices", "2", "--speed", "4");
    expect(lastLine(stdout)).toBe("0 of 2 devices run 1.4.0");
    expect(stdout).toContain("failed: rejected: 0x00000000");
    expect(exitCode).toBe(1);
  });

  it("says at once why the release does not begin", async () => {
    const demo = await startOta("demo", "--devices", "40"); // while it registers them, the fault is made
    const { endpoint } = (await demo.next({ type: "started" })) as { endpoint: string };
    const rule = { service: "states", operation: "StartExecution", calls: "1-", fault: "denied" };
    await fetch(`${endpoint}/_local/faults`, { method: "POST", body: JSON.stringify(rule) });
    const failed = await demo.next({ type: "function failed" });
    expect(failed).toMatchObject({
      functionName: expect.stringContaining("StartUpdateFunction"),
      error: "AccessDeniedException",
      forGood: false,
    });
    expect(demo.happenings).toContainEqual(
      expect.objectContaining({ type: "log", functionName: failed["functionName"] }),
    );
    expect(await demo.ended).toBe(1);
    expect(await demo.remains()).toEqual({ files: [], runs: false });
  });

  it.each<{ how: string; end: (demo: RunningOta) => Promise<number | null>; exitCode: number }>([
    { how: "it is interrupted", end: (demo) => demo.end("SIGTERM"), exitCode: 143 },
    { how: "its terminal is closed", end: (demo) => demo.end("SIGHUP"), exitCode: 129 },
    { how: "nobody reads it any more", end: (demo) => demo.stopReading(), exitCode: 141 },
  ])("stops what it started when $how", async ({ end, exitCode }) => {
    const demo = await startOta("demo", "--devices", "2");
    await demo.next({ type: "state entered", state: "Wait For Signature" });
    expect(await demo.remains()).toMatchObject({ files: [expect.any(String)], runs: true });
    expect(await end(demo)).toBe(exitCode);
    expect(await demo.remains()).toEqual({ files: [], runs: false });
    expect(demo.happenings.some(({ type }) => type === "outcome")).toBe(false);
  });
});
