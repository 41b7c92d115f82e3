import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  image130,
  image140,
  otaExecution,
  setUpBench,
  signatureOf,
  signerCertificate,
} from "../../support/device-bench.ts";

describe("a good update", () => {
  it("is on the wire what AWS's agent sends", async () => {
    const { device, cloud, verdict } = await setUpBench();
    await device.start();
    await verdict();
    const request = (missing: string) => ({
      topic: "streams/stream-1/get/cbor",
      said: `a6616363726479616600616c191000616f00616244${missing}616e08`,
    });
    const report = (status: string, statusDetails: object) => ({
      topic: "jobs/AFR_OTA-1/update",
      said: { status, statusDetails },
    });
    const question = { topic: "jobs/$next/get", said: { clientToken: "0:thermostat-1" } };
    expect(cloud.heard).toEqual([
      question,
      request("ffffff03"),
      report("IN_PROGRESS", { receive: "1/26" }),
      request("00ffff03"),
      request("0000ff03"),
      request("00000003"),
      report("IN_PROGRESS", { receive: "25/26" }),
      report("IN_PROGRESS", { self_test: "ready", updatedBy: "0x01030000" }),
      question,
      report("IN_PROGRESS", { self_test: "active", updatedBy: "0x01040000" }),
      report("SUCCEEDED", { reason: "accepted  v1.4.0", updatedBy: "  v1.3.0" }),
    ]);
  });

  it("leaves the device running exactly the new bytes, and the old image in the other slot", async () => {
    const { device, flash, verdict } = await setUpBench();
    await device.start();
    await verdict();
    expect(device.image).toMatchObject({ version: "1.4.0", product: "thermostat", sha256: hash("sha256", image140) });
    expect(flash).toMatchObject({ active: 1, state: "committed" });
    expect(flash.slots.map((slot) => hash("sha256", slot ?? ""))).toEqual([
      hash("sha256", image130),
      hash("sha256", image140),
    ]);
  });

  it("tells those beside the device what happens", async () => {
    const { device, events, verdict, cloud } = await setUpBench();
    await device.start();
    await verdict();
    await cloud.stop();
    expect(events.filter(({ type }) => !["block", "reported"].includes(type))).toEqual(
      [
        { type: "booted", version: "1.3.0", testing: false, rolledBack: false },
        { type: "connected" },
        { type: "downloading", jobId: "AFR_OTA-1", bytes: image140.length, blocks: 26 },
        { type: "verified", jobId: "AFR_OTA-1", certificate: "/cert.pem" },
        { type: "restarting", because: "image is staged" },
        { type: "disconnected" },
        { type: "booted", version: "1.4.0", testing: true, rolledBack: false },
        { type: "connected" },
      ].map((event) => ({ ...event, thingName: "thermostat-1" })),
    );
    expect(events.filter(({ type }) => type === "block")).toHaveLength(26);
  });

  it("starts with a notification that carries the job, without asking", async () => {
    const { device, cloud, verdict } = await setUpBench({ script: { answersJobs: false } });
    await device.start();
    cloud.offer(otaExecution(image140));
    cloud.script.answersJobs = true;
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
  });

  it("reports every 25 blocks, but not the last", async () => {
    const image = image140.subarray(0, 50 * 256); // 50 blocks
    const script = { file: image, execution: otaExecution(image) };
    const { device, cloud, verdict } = await setUpBench({ script, blockSize: 256, blocksPerRequest: 50 });
    await device.start();
    await verdict();
    expect(cloud.requests()).toBe(1);
    expect(cloud.reports().slice(0, 3)).toMatchObject([
      { statusDetails: { receive: "1/50" } },
      { statusDetails: { receive: "25/50" } },
      { statusDetails: { self_test: "ready" } },
    ]);
  });

  it("takes a file that is no firmware without a restart", async () => {
    const script = { execution: otaExecution(image140, { file: { fileType: 7 } }) };
    const { device, cloud, verdict, events } = await setUpBench({ script });
    await device.start();
    await expect(verdict()).resolves.toEqual({
      status: "SUCCEEDED",
      statusDetails: { reason: "accepted  v1.3.0", updatedBy: "  v1.3.0" },
    });
    expect(events.some(({ type }) => type === "restarting")).toBe(false);
    expect(cloud.reports()).toHaveLength(3);
  });
});

describe("a signature", () => {
  const otherSignature = signatureOf(image130);

  it.each<{ what: string; file: object; reason: string }>([
    { what: "of another image", file: { "sig-sha256-ecdsa": otherSignature }, reason: "0x000000e3: 0x00000000" },
    { what: "that is no base64 of a DER value", file: { "sig-sha256-ecdsa": "?" }, reason: "0x000000e3: 0x00000000" },
    { what: "that is missing", file: { "sig-sha256-ecdsa": undefined }, reason: "0x000000e3: 0x00000000" },
    { what: "by nobody named", file: { certfile: undefined }, reason: "0x000000e7: 0x00000000" },
    { what: "by somebody unknown", file: { certfile: "/no.pem" }, reason: "0x000000e7: 0x00000000" },
    { what: "by something that is no certificate", file: { certfile: "/bad.pem" }, reason: "0x000000e7: 0x00000000" },
  ])("$what fails the update after the whole download", async ({ file, reason }) => {
    const certificates = new Map([
      ["/cert.pem", signerCertificate],
      ["/bad.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"],
    ]);
    const script = { execution: otaExecution(image140, { file }) };
    const { device, cloud, verdict } = await setUpBench({ script, certificates });
    await device.start();
    await expect(verdict()).resolves.toEqual({ status: "FAILED", statusDetails: { reason } });
    expect(cloud.requests()).toBe(4);
    expect(device.image.version).toBe("1.3.0");
  });

  it("does not cover a byte that was changed on the way", async () => {
    const { device, cloud, verdict } = await setUpBench({
      script: {
        send: (asked) => asked.map((block) => (block.i === 12 ? { ...block, p: withOneBitTurned(block.p) } : block)),
      },
    });
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ statusDetails: { reason: "0x000000e3: 0x00000000" } });
    expect(device.image.version).toBe("1.3.0");
    cloud.script.send = (asked) => asked;
    cloud.offer({ ...otaExecution(image140), jobId: "AFR_OTA-2" });
    await expect.poll(() => device.image.version).toBe("1.4.0");
  });
});

function withOneBitTurned(bytes: Uint8Array): Uint8Array {
  const turned = Uint8Array.from(bytes);
  turned[77] = (turned[77] ?? 0) ^ 1;
  return turned;
}
