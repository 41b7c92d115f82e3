import { hash } from "node:crypto";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { selfSignedCertificate } from "../../../local/acm/self-signed-certificate.ts";
import { realClock, VirtualClock } from "../../../local/clock.ts";
import { type CuttableLine, layLine } from "../../support/cuttable-line.ts";
import { type Bench, image140, otaExecution, setUpBench } from "../../support/device-bench.ts";
import { type ImageServer, type Mishap, serveImages } from "../../support/image-server.ts";

const blocks = 26;

/** A device built for HTTP, and a job whose URL says how often it was made: `/a/../app.bin?signature=1`. */
async function httpBench({
  mishap = () => false,
  protocols = ["HTTP"],
  ...options
}: { mishap?: Mishap; protocols?: readonly ("MQTT" | "HTTP")[] } & Parameters<typeof setUpBench>[0] = {}) {
  const images = await serveImages({ "/a/../app.bin": image140 });
  images.mishap = mishap;
  const script = { execution: executionBy(["HTTP"], images, 1) };
  const bench = await setUpBench({ script, protocols, ...options });
  return { ...bench, images, url: (made: number) => executionBy(["HTTP"], images, made) };
}

function executionBy(protocols: readonly string[], { origin }: ImageServer, made: number) {
  const file = { update_data_url: `${origin}/a/../app.bin?signature=${made}`, auth_scheme: "aws.s3.presigned" };
  return otaExecution(image140, { file, ota: { protocols } });
}

const answered = (_: unknown) => true;

async function succeeds({ device, verdict }: Bench): Promise<void> {
  await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
  expect(device.image.sha256).toBe(hash("sha256", image140));
}

describe("a device that downloads by HTTP", () => {
  it("asks for each block's bytes, one after another, on one connection, and reports as by MQTT", async () => {
    const bench = await httpBench();
    await bench.device.start();
    await succeeds(bench);
    const { images, cloud } = bench;
    const ranges = Array.from({ length: blocks }, (_, at) => [
      at * 4096,
      Math.min((at + 1) * 4096, image140.length) - 1,
    ]);
    expect(images.requests).toEqual(
      ranges.map(([from, to]) => ({ path: "/a/../app.bin?signature=1", range: `bytes=${from}-${to}` })),
    );
    expect(images.connections()).toBe(1);
    expect(cloud.requests()).toBe(0);
    expect(cloud.reports()).toMatchObject([
      { statusDetails: { receive: "1/26" } },
      { statusDetails: { receive: "25/26" } },
      { statusDetails: { self_test: "ready" } },
      { statusDetails: { self_test: "active" } },
      { status: "SUCCEEDED" },
    ]);
  });

  it.each([403, 400, 404])("asks for the document again at a %i, and goes on where it stopped", async (status) => {
    const bench = await httpBench({
      mishap: ({ path }, response, before) => {
        if (before < 7 || path.endsWith("=2")) return false;
        bench.cloud.script.execution = { ...bench.url(2), status: "IN_PROGRESS" }; // what the next question is answered with
        return answered(response.writeHead(status).end("<Error/>"));
      },
    });
    await bench.device.start();
    await succeeds(bench);
    const { requests } = bench.images;
    expect(requests.filter(({ path }) => path.endsWith("=2"))).toHaveLength(blocks - 7);
    expect(requests.at(-1)).toMatchObject({ range: `bytes=${25 * 4096}-${image140.length - 1}` });
    expect(bench.events.filter(({ type }) => type === "downloading")).toHaveLength(1);
  });

  it("does not ask for ever when every new URL is refused too", async () => {
    const bench = await httpBench({
      mishap: (_, response) => answered(response.writeHead(403).end()),
    });
    await bench.device.start();
    await expect(bench.verdict()).resolves.toEqual({
      status: "FAILED",
      statusDetails: { reason: "aborted: 0x00000000" },
    });
    expect(bench.images.requests).toHaveLength(32);
  });

  it.each<{ what: string; mishap: (response: Parameters<Mishap>[1]) => void }>([
    { what: "200 with the whole file", mishap: (response) => response.writeHead(200).end(image140) },
    { what: "a server's error", mishap: (response) => response.writeHead(503).end("slow down") },
    { what: "a redirection", mishap: (response) => response.writeHead(302, { location: "/app.bin" }).end() },
    { what: "a connection that breaks", mishap: (response) => void response.socket?.destroy() },
    {
      what: "a body that breaks off",
      mishap: (response) => {
        response.writeHead(206, { "content-length": 4096 }).write("half");
        setImmediate(() => response.socket?.destroy());
      },
    },
    { what: "nothing at all", mishap: () => {} },
  ])("asks again for the same block after $what", async ({ mishap }) => {
    const bench = await httpBench({
      requestTimeout: 40,
      mishap: (_, response, before) => {
        if (before % 9 !== 3) return false;
        mishap(response);
        return true;
      },
    });
    await bench.device.start();
    await succeeds(bench);
    const { requests } = bench.images;
    expect(requests[4]).toEqual(requests[3]);
  });

  it("gives up after 32 requests in a row without a block, and is there for the next job", async () => {
    const clock = new VirtualClock();
    const bench = await httpBench({ clock, mishap: (_, response) => answered(response.writeHead(500).end()) });
    await bench.device.start();
    for (let request = 1; request <= 32; request++) {
      await expect.poll(() => bench.images.requests, { interval: 2 }).toHaveLength(request);
      await clock.advance(10_000);
    }
    await expect(bench.verdict()).resolves.toEqual({
      status: "FAILED",
      statusDetails: { reason: "aborted: 0x00000000" },
    });
    expect(bench.images.requests).toHaveLength(32);
    bench.images.mishap = () => false;
    bench.cloud.offer({ ...bench.url(2), jobId: "AFR_OTA-2" });
    await expect.poll(() => bench.device.image.version).toBe("1.4.0");
  });

  it.each([
    { what: "too short", body: image140.subarray(0, 4000) },
    { what: "too long", body: image140.subarray(0, 4097) },
    { what: "far too long", body: image140 },
  ])("gives up at once at a block $what", async ({ body }) => {
    const bench = await httpBench({ mishap: (_, response) => answered(response.writeHead(206).end(body)) });
    await bench.device.start();
    await expect(bench.verdict()).resolves.toEqual({
      status: "FAILED",
      statusDetails: { reason: "0x000000e0: 0x00000000" },
    });
  });

  it.each(["ftp://127.0.0.1/app.bin", "no URL", "http://127.0.0.1"])("tries %j in vain", async (url) => {
    const execution = otaExecution(image140, { file: { update_data_url: url }, ota: { protocols: ["HTTP"] } });
    const { device, verdict } = await setUpBench({ script: { execution }, protocols: ["HTTP"], requestTimeout: 1 });
    await device.start();
    await expect(verdict()).resolves.toEqual({ status: "FAILED", statusDetails: { reason: "aborted: 0x00000000" } });
  });

  it("takes nothing from a server that it cannot trust", async () => {
    const { certificate, privateKey } = await selfSignedCertificate({
      commonName: "s3",
      notBefore: Date.now() - 60_000,
    });
    let handshakes = 0;
    const server = createServer({ cert: certificate, key: privateKey }, (_, response) => response.writeHead(206).end());
    server.on("tlsClientError", () => {
      handshakes += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const file = { update_data_url: `https://127.0.0.1:${port}/app.bin` };
    const execution = otaExecution(image140, { file, ota: { protocols: ["HTTP"] } });
    const options = { requestTimeout: 200, mostUnanswered: 3 };
    const { device, verdict } = await setUpBench({ script: { execution }, protocols: ["HTTP"], ...options });
    await device.start();
    await expect(verdict()).resolves.toEqual({ status: "FAILED", statusDetails: { reason: "aborted: 0x00000000" } });
    expect(handshakes).toBeGreaterThan(0);
  });

  it("goes on after its connection to the broker was lost, and keeps still until then", async () => {
    let line: CuttableLine | undefined;
    const bench = await httpBench({
      clock: realClock({ speed: 50 }),
      via: async (port) => {
        line = await layLine(port);
        return line.port;
      },
      mishap: (_, _response, before) => before === 5,
    });
    await bench.device.start();
    await expect.poll(() => bench.images.requests).toHaveLength(6);
    line?.cut();
    await bench.event("disconnected");
    expect(bench.images.requests).toHaveLength(6);
    line?.mend();
    await succeeds(bench);
    expect(bench.images.requests).toHaveLength(1 + blocks);
  });

  it("leaves nothing open when its power goes in the middle", async () => {
    const bench = await httpBench({ mishap: (_, _response, before) => before === 5 });
    await bench.device.start();
    await expect.poll(() => bench.images.requests.length).toBe(6);
    bench.device.powerOff();
    bench.images.mishap = () => false;
    await bench.device.start();
    await succeeds(bench);
    expect(bench.images.requests).toHaveLength(6 + blocks);
  });
});

describe("a device's protocols", () => {
  it.each<{ speaks: readonly ("MQTT" | "HTTP")[]; offered: string[]; by: string }>([
    { speaks: ["MQTT"], offered: ["MQTT", "HTTP"], by: "MQTT" },
    { speaks: ["HTTP"], offered: ["MQTT", "HTTP"], by: "HTTP" },
    { speaks: ["HTTP", "MQTT"], offered: ["MQTT", "HTTP"], by: "HTTP" },
    { speaks: ["MQTT", "HTTP"], offered: ["HTTP", "MQTT"], by: "MQTT" },
    { speaks: ["HTTP", "MQTT"], offered: ["MQTT"], by: "MQTT" },
    { speaks: ["MQTT", "HTTP"], offered: ["HTTP"], by: "HTTP" },
  ])("$speaks take a job for $offered by $by", async ({ speaks, offered, by }) => {
    const images = await serveImages({ "/a/../app.bin": image140 });
    const bench = await setUpBench({ script: { execution: executionBy(offered, images, 1) }, protocols: speaks });
    await bench.device.start();
    await succeeds(bench);
    expect(bench.cloud.requests() > 0).toBe(by === "MQTT");
    expect(images.requests).toHaveLength(by === "HTTP" ? blocks : 0);
  });

  it.each<{ speaks: readonly ("MQTT" | "HTTP")[]; document: object; reason: string }>([
    { speaks: ["MQTT"], document: { ota: { protocols: ["HTTP"] } }, reason: "aborted: 0x0000000d" },
    { speaks: ["HTTP"], document: { ota: { protocols: ["MQTT"] } }, reason: "aborted: 0x0000000d" },
    { speaks: ["HTTP"], document: { ota: { protocols: ["HTTP"] } }, reason: "0x0000000c: 0x00000004" }, // it has no URL
  ])("$speaks refuse a job with $document: $reason", async ({ speaks, document, reason }) => {
    const script = { execution: otaExecution(image140, document) };
    const { device, verdict } = await setUpBench({ script, protocols: speaks });
    await device.start();
    await expect(verdict()).resolves.toEqual({ status: "FAILED", statusDetails: { reason } });
  });
});
