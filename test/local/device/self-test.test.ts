import { hash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { makeImage } from "../../../local/device/image.ts";
import { image130, image140, otaExecution, setUpBench, thingName } from "../../support/device-bench.ts";

const demoImage = (version: string, product = "thermostat") => makeImage({ product, version, size: 5_000 });
const offered = (file: Uint8Array) => ({ file, execution: otaExecution(file) });
const plainFile = Buffer.from("no header at all ".repeat(500));

describe("after the restart, the device", () => {
  it.each([
    { image: "the same version again", file: demoImage("1.3.0"), reason: "rejected: 0x00000010" },
    { image: "an older version", file: demoImage("1.2.65535"), reason: "rejected: 0x0000000f" },
    { image: "another product's image", file: demoImage("1.4.0", "doorbell"), reason: "rejected: 0x00000000" },
    { image: "an image of no known version", file: plainFile, reason: "rejected: 0x00000000" },
  ])("rejects $image and goes back", async ({ file, reason }) => {
    const { device, verdict, events } = await setUpBench({ script: offered(file) });
    await device.start();
    await expect(verdict()).resolves.toEqual({ status: "FAILED", statusDetails: { reason } });
    expect(device.image).toMatchObject({ version: "1.3.0", sha256: hash("sha256", image130) });
    expect(events).toContainEqual({ type: "booted", version: "1.3.0", testing: false, rolledBack: true, thingName });
  });

  it("knows the version of a file without a header from its boot table", async () => {
    const bootTable = new Map([[hash("sha256", plainFile), "1.10.0"]]);
    const { device, verdict } = await setUpBench({ script: offered(plainFile), bootTable });
    await device.start();
    await expect(verdict()).resolves.toEqual({
      status: "SUCCEEDED",
      statusDetails: { reason: "accepted  v1.10.0", updatedBy: "  v1.3.0" },
    });
    expect(device.image).toMatchObject({ version: "1.10.0", product: undefined, sha256: hash("sha256", plainFile) });
  });

  it.each([
    { how: "says no", selfTest: () => Promise.resolve(false) },
    {
      how: "throws",
      selfTest: () => {
        throw new Error("no sensor");
      },
    },
  ])("goes back when its own test $how", async ({ selfTest }) => {
    const { device, cloud, verdict } = await setUpBench({ selfTest });
    await device.start();
    await expect(verdict()).resolves.toEqual({
      status: "FAILED",
      statusDetails: { reason: "rejected: 0x00000000" },
    });
    expect(cloud.reports().at(-2)).toMatchObject({ statusDetails: { self_test: "active" } });
    expect(device.image.sha256).toBe(hash("sha256", image130));
  });

  it("tests the image it runs", async () => {
    const selfTest = vi.fn(() => true);
    const { device, verdict } = await setUpBench({ selfTest });
    await device.start();
    await verdict();
    expect(selfTest).toHaveBeenCalledExactlyOnceWith(device.image);
    expect(device.image.sha256).toBe(hash("sha256", image140));
  });

  it("goes back when its power fails before it has committed, and rejects as an older version", async () => {
    const { device, cloud, flash, verdict, event } = await setUpBench({
      selfTest: () => new Promise(() => {}), // hangs
    });
    await device.start();
    await expect.poll(() => cloud.reports().at(-1)).toMatchObject({ statusDetails: { self_test: "active" } });
    device.powerOff();
    expect(flash.state).toBe("testing");
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ statusDetails: { reason: "rejected: 0x0000000f" } });
    expect(await event("booted")).toBeDefined();
    expect(device.image.version).toBe("1.3.0");
  });

  it("goes back without a word when the job says nothing of a self-test, and begins anew", async () => {
    const { device, cloud, events, verdict } = await setUpBench();
    const restarts = () => events.filter(({ type }) => type === "restarting");
    device.on(({ type }) => {
      if (type === "booted" && restarts().length === 1) cloud.script.execution = otaExecution(image140); // without details
    });
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
    expect(restarts()).toMatchObject([
      { because: "image is staged" },
      { because: "self-test did not start" },
      { because: "image is staged" },
    ]);
  });

  it("goes back when nobody answers about its job in time", async () => {
    const { device, cloud, event } = await setUpBench({ selfTestTimeout: 20 });
    device.on(({ type }) => {
      if (type === "verified") cloud.script.answersJobs = false;
    });
    await device.start();
    await expect(event("restarting")).resolves.toMatchObject({ because: "image is staged" });
    await expect(event("restarting")).resolves.toMatchObject({ because: "self-test did not start" });
    await expect(event("booted")).resolves.toMatchObject({ version: "1.3.0", rolledBack: true });
  });

  it("rejects a job that is in self-test already as its own version, whoever tests", async () => {
    const details = { self_test: "ready", updatedBy: "0x01030000" };
    const { device, verdict, events } = await setUpBench({
      script: { execution: { ...otaExecution(image140), status: "IN_PROGRESS", statusDetails: details } },
    });
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ statusDetails: { reason: "rejected: 0x00000010" } });
    expect(events.map(({ type }) => type)).toEqual(["booted", "connected", "reported"]);
  });
});
