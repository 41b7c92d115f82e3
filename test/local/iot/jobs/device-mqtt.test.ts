import { describe, expect, it } from "vitest";
import { jobsBench } from "../../../support/jobs-bench.ts";
import { connectDevice } from "../../../support/jobs-device.ts";
import { settled } from "../../../support/mqtt-client.ts";

/** A device that subscribes to nothing, and two jobs for it: `j` first, then `k`. */
async function deviceWithJobs() {
  const bench = await jobsBench();
  await bench.things(1);
  await bench.job("j", { document: '{"afr_ota":{"files":[{"filesize":1024,"fileid":0}]}}' });
  await bench.clock.advance(1000);
  await bench.job("k");
  const device = await connectDevice(bench.broker);
  const now = Math.floor(bench.clock.now() / 1000);
  return { ...bench, device, now };
}

const head = { jobId: "j", status: "QUEUED", versionNumber: 1, executionNumber: 1 };

describe("get", () => {
  it("lists what is pending, by status", async () => {
    const { device, now, report } = await deviceWithJobs();
    await report("t1", "k", "IN_PROGRESS");
    expect(await device.ask("get", { clientToken: "1:t1" })).toEqual({
      reply: "accepted",
      clientToken: "1:t1",
      timestamp: now,
      inProgressJobs: [
        { jobId: "k", queuedAt: now, startedAt: now, lastUpdatedAt: now, versionNumber: 2, executionNumber: 1 },
      ],
      queuedJobs: [{ jobId: "j", queuedAt: now - 1, lastUpdatedAt: now - 1, versionNumber: 1, executionNumber: 1 }],
    });
  });
});

describe("$next/get", () => {
  it("gives the head with its document as an object, and changes nothing", async () => {
    const { device, now } = await deviceWithJobs();
    const reply = {
      reply: "accepted",
      clientToken: ":t1",
      timestamp: now,
      execution: {
        ...head,
        queuedAt: now - 1,
        lastUpdatedAt: now - 1,
        jobDocument: { afr_ota: { files: [{ filesize: 1024, fileid: 0 }] } },
      },
    };
    expect(await device.ask("$next/get", { clientToken: ":t1" })).toEqual(reply);
    expect(await device.ask("$next/get", { clientToken: ":t1" })).toEqual(reply);
  });

  it("leaves the document out when it is not wanted", async () => {
    const { device } = await deviceWithJobs();
    const { execution } = await device.ask("$next/get", { includeJobDocument: false });
    expect(execution).toMatchObject(head);
    expect(execution).not.toHaveProperty("jobDocument");
  });

  it("resolves the document anew at every fetch", async () => {
    let fetches = 0;
    const { broker, job, things } = await jobsBench({
      resolveDocument: (document, { jobId, thingName, presignedUrlConfig }) =>
        document.replace("URL", `${jobId} ${thingName} ${presignedUrlConfig?.expiresInSec} ${++fetches}`),
    });
    await things(1);
    await job("j", { document: '{"url":"URL"}', presignedUrlConfig: { expiresInSec: 600 } });
    const device = await connectDevice(broker);
    const before = fetches;
    for (const count of [1, 2]) {
      expect(await device.ask("$next/get")).toMatchObject({
        execution: { jobDocument: { url: `j t1 600 ${before + count}` } },
      });
    }
  });

  it("has no execution when nothing is pending", async () => {
    const { clock, broker, things } = await jobsBench();
    await things(1);
    const device = await connectDevice(broker);
    const timestamp = Math.floor(clock.now() / 1000);
    expect(await device.ask("$next/get", { clientToken: "x" })).toEqual({
      reply: "accepted",
      clientToken: "x",
      timestamp,
    });
  });

  it("answers an empty payload, without a token", async () => {
    const { device } = await deviceWithJobs();
    const reply = await device.ask("$next/get", "");
    expect(reply).toMatchObject({ reply: "accepted", execution: head });
    expect(reply).not.toHaveProperty("clientToken");
  });

  it("puts what is in progress first, with the details it reported, also for a device that comes back", async () => {
    const { device, broker } = await deviceWithJobs();
    const statusDetails = { self_test: "ready", updatedBy: "0x00090002" };
    await device.ask("k/update", { status: "IN_PROGRESS", statusDetails });
    await device.client.endAsync();
    const back = await connectDevice(broker);
    expect(await back.ask("$next/get")).toMatchObject({
      execution: { jobId: "k", status: "IN_PROGRESS", statusDetails, versionNumber: 2 },
    });
  });

  it("still gives what a canceled job left in progress", async () => {
    const { device, iot } = await deviceWithJobs();
    await device.ask("start-next");
    await iot.cancelJob({ jobId: "j" });
    expect(await device.ask("$next/get")).toMatchObject({ execution: { jobId: "j", status: "IN_PROGRESS" } });
    expect(await device.ask("j/get")).toMatchObject({ execution: { jobId: "j", status: "IN_PROGRESS" } });
  });
});

describe("start-next", () => {
  it("starts the head once; then it comes back unchanged", async () => {
    const { device, now } = await deviceWithJobs();
    const first = await device.ask("start-next", { clientToken: "test", statusDetails: { step: "1" } });
    expect(first).toMatchObject({
      reply: "accepted",
      clientToken: "test",
      execution: { jobId: "j", status: "IN_PROGRESS", versionNumber: 2, startedAt: now, statusDetails: { step: "1" } },
    });
    const second = await device.ask("start-next", { clientToken: "test", statusDetails: { step: "2" } });
    expect(second).toEqual(first);
  });

  it("lets the reference application accept with a version in a string", async () => {
    const { device, statuses } = await deviceWithJobs();
    await device.ask("start-next", { clientToken: "test" });
    await device.ask("start-next", { clientToken: "test" });
    expect(await device.ask("j/update", { status: "SUCCEEDED", expectedVersion: "2" })).toMatchObject({
      reply: "accepted",
    });
    expect(await statuses("j")).toEqual({ t1: "SUCCEEDED" });
  });
});

describe("an update", () => {
  it("is accepted with nothing but what was asked for", async () => {
    const { device, now } = await deviceWithJobs();
    const update = { status: "IN_PROGRESS", statusDetails: { receive: "1/26" } };
    expect(await device.ask("j/update", update)).toEqual({ reply: "accepted", timestamp: now });
    const wanted = { includeJobExecutionState: true, includeJobDocument: true, clientToken: "x" };
    expect(await device.ask("j/update", { status: "IN_PROGRESS", ...wanted })).toEqual({
      reply: "accepted",
      clientToken: "x",
      timestamp: now,
      executionState: { status: "IN_PROGRESS", statusDetails: { receive: "1/26" }, versionNumber: 3 },
      jobDocument: { afr_ota: { files: [{ filesize: 1024, fileid: 0 }] } },
    });
  });

  it("replaces the details, or keeps them when it has none", async () => {
    const { device } = await deviceWithJobs();
    const state = async (update: object) =>
      (await device.ask("j/update", { status: "IN_PROGRESS", includeJobExecutionState: true, ...update }))[
        "executionState"
      ];
    expect(await state({ statusDetails: { a: "1", b: "2" } })).toMatchObject({ statusDetails: { a: "1", b: "2" } });
    expect(await state({})).toMatchObject({ statusDetails: { a: "1", b: "2" } });
    expect(await state({ statusDetails: { c: "3" } })).toEqual({
      status: "IN_PROGRESS",
      statusDetails: { c: "3" },
      versionNumber: 4,
    });
  });

  it.each(["SUCCEEDED", "FAILED", "REJECTED"])("may end the execution as %s straight from QUEUED", async (status) => {
    const { device, statuses } = await deviceWithJobs();
    await device.ask("j/update", { status, statusDetails: { reason: "0x0000000c: 0x00000004" } });
    expect(await statuses("j")).toEqual({ t1: status });
    expect(await device.ask("$next/get")).toMatchObject({ execution: { jobId: "k" } });
  });

  it("of what has ended is rejected with where it stands", async () => {
    const { device } = await deviceWithJobs();
    await device.ask("j/update", { status: "SUCCEEDED", statusDetails: { reason: "accepted" } });
    expect(await device.ask("j/update", { status: "IN_PROGRESS", clientToken: "x" })).toMatchObject({
      reply: "rejected",
      code: "InvalidStateTransition",
      clientToken: "x",
      executionState: { status: "SUCCEEDED", statusDetails: { reason: "accepted" }, versionNumber: 2 },
    });
  });

  it("that expects another version is rejected with the one there is", async () => {
    const { device } = await deviceWithJobs();
    for (const expectedVersion of [7, "7"]) {
      expect(await device.ask("j/update", { status: "IN_PROGRESS", expectedVersion, clientToken: "x" })).toMatchObject({
        reply: "rejected",
        code: "VersionMismatch",
        clientToken: "x",
        executionState: { status: "QUEUED", versionNumber: 1 },
      });
    }
  });
});

describe("a request that cannot be answered", () => {
  const details = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, key) => [`k${key}`, "v"]));
  it.each([
    { what: "no JSON", topic: "get", request: "{", code: "InvalidJson" },
    { what: "JSON that is no object", topic: "get", request: "[]", code: "InvalidJson" },
    { what: "a job that is not there", topic: "nobody/get", code: "ResourceNotFound" },
    { what: "an update of $next", topic: "$next/update", request: { status: "FAILED" }, code: "ResourceNotFound" },
    { what: "another execution number", topic: "j/get", request: { executionNumber: 2 }, code: "ResourceNotFound" },
    { what: "a topic without an operation", topic: "j/begin", code: "InvalidTopic" },
    { what: "a topic that goes on", topic: "j/get/more", code: "InvalidTopic" },
    { what: "an update without a status", topic: "j/update", code: "InvalidRequest" },
    {
      what: "a status of the service's own",
      topic: "j/update",
      request: { status: "CANCELED" },
      code: "InvalidRequest",
    },
    {
      what: "11 details",
      topic: "j/update",
      request: { status: "FAILED", statusDetails: details(11) },
      code: "InvalidRequest",
    },
    {
      what: "a detail that is a number",
      topic: "j/update",
      request: { status: "FAILED", statusDetails: { error_code: 5 } },
      code: "InvalidRequest",
    },
    {
      what: "a detail with a key that is not allowed",
      topic: "start-next",
      request: { statusDetails: { "a b": "1" } },
      code: "InvalidRequest",
    },
    {
      what: "a detail of 1025 characters",
      topic: "j/update",
      request: { status: "FAILED", statusDetails: { a: "x".repeat(1025) } },
      code: "InvalidRequest",
    },
    {
      what: "a version that is no number",
      topic: "j/update",
      request: { expectedVersion: "v2" },
      code: "InvalidRequest",
    },
    { what: "a token of 65 bytes", topic: "get", request: { clientToken: "x".repeat(65) }, code: "InvalidRequest" },
  ])("for $what is rejected as $code", async ({ topic, request = {}, code }) => {
    const { device, statuses } = await deviceWithJobs();
    expect(await device.ask(topic, request)).toMatchObject({ reply: "rejected", code, message: expect.any(String) });
    expect(await statuses("j")).toEqual({ t1: "QUEUED" });
  });

  it("names the token it was given", async () => {
    const { device } = await deviceWithJobs();
    expect(await device.ask("nobody/get", { clientToken: "x" })).toMatchObject({
      code: "ResourceNotFound",
      clientToken: "x",
    });
  });

  it("for a thing nobody made is rejected too", async () => {
    const { broker } = await jobsBench();
    const device = await connectDevice(broker, "stranger");
    expect(await device.ask("$next/get")).toMatchObject({ reply: "rejected", code: "ResourceNotFound" });
  });

  it("for a job that has ended says so", async () => {
    const { device } = await deviceWithJobs();
    await device.ask("j/update", { status: "SUCCEEDED" });
    expect(await device.ask("j/get")).toMatchObject({ reply: "rejected", code: "TerminalStateReached" });
  });

  it("by a mistake of local AWS's is rejected as InternalError", async () => {
    const { broker, job, things } = await jobsBench({
      resolveDocument: (document, { thingName }) =>
        broker.address() === undefined ? document : `${thingName}: no JSON`,
    });
    await things(1);
    await job("j");
    const device = await connectDevice(broker);
    expect(await device.ask("$next/get")).toMatchObject({ reply: "rejected", code: "InternalError" });
  });
});

describe("replies", () => {
  it("are seen by the device that asked, once, and by nobody else", async () => {
    const { device, broker } = await deviceWithJobs();
    const onlooker = await connectDevice(broker, "onlooker");
    await onlooker.client.subscribeAsync("$aws/things/t1/jobs/+/get/+");
    await device.client.subscribeAsync("$aws/things/t1/jobs/+/get/+");
    await device.ask("$next/get");
    await settled(device);
    await settled(onlooker);
    expect(device.received).toEqual([]);
    expect(onlooker.received).toEqual([]);
  });
});
