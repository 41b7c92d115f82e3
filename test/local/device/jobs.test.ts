import { describe, expect, it } from "vitest";
import { image140, otaDocument, otaExecution, setUpBench } from "../../support/device-bench.ts";
import type { Execution } from "../../support/scripted-cloud.ts";

const nonConforming = "0x0000000c: 0x00000004";

describe("a job document", () => {
  it.each<{ what: string; jobDocument: unknown; reason: string }>([
    { what: "of another kind", jobDocument: { operation: "reboot" }, reason: nonConforming },
    {
      what: "without protocols",
      jobDocument: otaDocument(image140, { ota: { protocols: undefined } }),
      reason: nonConforming,
    },
    { what: "without files", jobDocument: otaDocument(image140, { ota: { files: undefined } }), reason: nonConforming },
    { what: "with no file", jobDocument: otaDocument(image140, { ota: { files: [] } }), reason: nonConforming },
    {
      what: "without a size",
      jobDocument: otaDocument(image140, { file: { filesize: undefined } }),
      reason: nonConforming,
    },
    {
      what: "without a file id",
      jobDocument: otaDocument(image140, { file: { fileid: undefined } }),
      reason: nonConforming,
    },
    {
      what: "with a stream name too long",
      jobDocument: otaDocument(image140, { ota: { streamname: "s".repeat(128) } }),
      reason: nonConforming,
    },
    {
      what: "for HTTP only",
      jobDocument: otaDocument(image140, { ota: { protocols: ["HTTP"] } }),
      reason: "aborted: 0x0000000d",
    },
    {
      what: "without a file path",
      jobDocument: otaDocument(image140, { file: { filepath: null } }),
      reason: "aborted: 0xe4000015",
    },
    {
      what: "of a file too large",
      jobDocument: otaDocument(image140, { file: { filesize: 2 ** 24 + 1 } }),
      reason: "aborted: 0xe5000000",
    },
  ])("$what is refused without a download", async ({ jobDocument, reason }) => {
    const execution = JSON.parse(JSON.stringify({ ...otaExecution(image140), jobDocument }));
    const { device, cloud, verdict } = await setUpBench({ script: { execution } });
    await device.start();
    await expect(verdict()).resolves.toEqual({ status: "FAILED", statusDetails: { reason } });
    expect(cloud.requests()).toBe(0);
  });

  it.each<{ what: string; changes: Parameters<typeof otaExecution>[1] }>([
    { what: "for both protocols", changes: { ota: { protocols: ["MQTT", "HTTP"] } } },
    { what: "with numbers as strings", changes: { file: { fileid: "0", filesize: String(image140.length) } } },
    { what: "without a file type", changes: { file: { fileType: undefined } } },
    {
      what: "with attributes and what else there may be",
      changes: { file: { attr: 3, custom: { a: [] } }, ota: { extra: null } },
    },
  ])("$what is done", async ({ changes }) => {
    const { device, verdict } = await setUpBench({ script: { execution: otaExecution(image140, changes) } });
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
  });

  it("without a stream name has the device ask nobody", async () => {
    const script = { execution: otaExecution(image140, { ota: { streamname: undefined } }) };
    const { device, event } = await setUpBench({ script });
    await device.start();
    await expect(event("downloading")).resolves.toMatchObject({ blocks: 26 });
  });
});

describe("a device without a job", () => {
  it.each<{ what: string; execution: object | undefined }>([
    { what: "no execution", execution: undefined },
    { what: "an empty execution", execution: {} },
    { what: "an execution without a document", execution: { jobId: "J", status: "QUEUED" } },
    { what: "a job id longer than its buffer", execution: { ...otaExecution(image140), jobId: "J".repeat(73) } },
    { what: "a file of no bytes", execution: otaExecution(image140, { file: { filesize: 0 } }) },
  ])("waits, told of $what, and takes the next job", async ({ execution }) => {
    const { device, cloud, verdict } = await setUpBench({ script: { execution: execution as Execution } });
    await device.start();
    await expect.poll(() => cloud.heard).toHaveLength(1);
    cloud.offer({ ...otaExecution(image140), jobId: "AFR_OTA-2" });
    await verdict();
    expect(cloud.heard.filter(({ topic }) => topic === "jobs/AFR_OTA-2/update")).toHaveLength(5);
    expect(cloud.reports()).toHaveLength(5);
  });

  it.each(["", "no JSON", "null", "[]"])("passes over a notification that says %j", async (payload) => {
    const { device, cloud, verdict } = await setUpBench({ script: { execution: undefined } });
    await device.start();
    await expect.poll(() => cloud.heard).toHaveLength(1);
    cloud.push("jobs/notify-next", payload);
    cloud.offer(otaExecution(image140));
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
  });

  it("passes over a reply to somebody else's question", async () => {
    const { device, cloud, verdict } = await setUpBench({ script: { execution: undefined } });
    await device.start();
    await expect.poll(() => cloud.heard).toHaveLength(1);
    const execution = { ...otaExecution(image140), jobId: "AFR_OTA-other" };
    cloud.push("jobs/$next/get/accepted", JSON.stringify({ clientToken: "7:thermostat-1", execution }));
    cloud.offer(otaExecution(image140));
    await verdict();
    expect(cloud.heard.some(({ topic }) => topic.includes("AFR_OTA-other"))).toBe(false);
  });
});

describe("a notification during a download", () => {
  it("has the device ask again and begin at the first block", async () => {
    const { device, cloud, verdict, event } = await setUpBench({
      script: { send: (asked, before) => (before < 2 ? asked : []) },
    });
    await device.start();
    await expect.poll(() => cloud.requests()).toBe(3);
    cloud.script.send = (asked) => asked;
    cloud.offer(cloud.script.execution);
    await event("downloading");
    await expect(event("downloading")).resolves.toMatchObject({ blocks: 26 });
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
    expect(cloud.requests()).toBe(3 + 4);
  });

  it("that the job is gone has it stop without a report", async () => {
    const { device, cloud } = await setUpBench({ script: { send: () => [] }, requestTimeout: 50 });
    await device.start();
    await expect.poll(() => cloud.requests()).toBeGreaterThan(1);
    cloud.offer();
    await expect.poll(() => cloud.heard.at(-1)?.said).toEqual({ clientToken: "1:thermostat-1" });
    const requests = cloud.requests();
    await expect(device.stop()).resolves.toBeUndefined();
    expect(cloud.requests()).toBe(requests);
    expect(cloud.reports()).toEqual([]);
  });
});
