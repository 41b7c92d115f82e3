import { decode, encode } from "cborg";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { defaultAccount } from "../../../../local/account.ts";
import { VirtualClock } from "../../../../local/clock.ts";
import { createBroker } from "../../../../local/iot/broker.ts";
import { createStreams, type StreamsDoor } from "../../../../local/iot/streams/streams.ts";
import { createTags } from "../../../../local/iot/tags.ts";
import { memoryObjects } from "../../../support/memory-objects.ts";
import { type Connected, connectClient, settled } from "../../../support/mqtt-client.ts";

const interval = 2; // milliseconds between looks at what was received
const block = 4096;
const firmware = Buffer.alloc(25 * block + 100, "0123456789abcdef");
const streamId = "AFR_OTA-6e01bdb2-5057-4606-8966-b1bf8028416f";
const topics = `$aws/things/device/streams/${streamId}`;

let objects: ReturnType<typeof memoryObjects>;
let streams: StreamsDoor;
let update: (files: object[]) => unknown;
let version: string;
let port: number;
let device: Connected;

beforeEach(async () => {
  const broker = createBroker();
  port = await broker.listen(0);
  onTestFinished(() => broker.stop());
  objects = memoryObjects("fw");
  const created = createStreams({
    account: defaultAccount,
    clock: new VirtualClock(),
    broker,
    objects,
    tags: createTags(),
  });
  onTestFinished(created.stop);
  streams = created.streams;
  update = (files) => created.operations["UpdateStream"]?.({ streamId, files }, undefined as never);
  ({ versionId: version } = await objects.write({ bucket: "fw", key: "app.bin", body: firmware }));
  streams.create({
    streamId,
    description: "1.4.0",
    files: [{ fileId: 0, s3Location: { bucket: "fw", key: "app.bin", version } }],
    roleArn: "arn:aws:iam::123456789012:role/ota",
  });
  device = await connectClient(port, { clientId: "device" });
});

const encodings = {
  json: {
    encode: (message: object) => JSON.stringify(message),
    decode: (payload: Buffer) => JSON.parse(payload.toString()) as Record<string, unknown>,
    bytes: (p: unknown) => Buffer.from(String(p), "base64"),
    bitmap: (hex: string): unknown => `0x${hex}`,
  },
  cbor: {
    encode: (message: object) => Buffer.from(encode(message)),
    decode: (payload: Buffer) => decode(payload) as Record<string, unknown>,
    bytes: (p: unknown) => Buffer.from(p as Uint8Array),
    bitmap: (hex: string): unknown => Buffer.from(hex, "hex"),
  },
};
type Name = keyof typeof encodings;
const both = ["json", "cbor"] as const;

const subscribe = (encoding: Name) =>
  device.client.subscribeAsync(["data", "description", "rejected"].map((kind) => `${topics}/${kind}/${encoding}`));

/** Sends a request and waits for so many answers of a kind. */
async function ask(verb: "get" | "describe", encoding: Name, request: object, kind: string, count = 1) {
  await subscribe(encoding);
  await device.client.publishAsync(`${topics}/${verb}/${encoding}`, encodings[encoding].encode(request));
  const topic = `${topics}/${kind}/${encoding}`;
  await expect
    .poll(() => device.received.filter((message) => message.topic === topic), { interval })
    .toHaveLength(count);
  await settled(device);
  return device.received.splice(0).map((message) => {
    expect(message.topic).toBe(topic);
    return encodings[encoding].decode(message.payload);
  });
}
const rejected = async (encoding: Name, request: object) => (await ask("get", encoding, request, "rejected"))[0];

describe.each(both)("A device that asks in %s", (encoding) => {
  const { bytes, bitmap } = encodings[encoding];

  it("gets the blocks it named, each with its index and real length", async () => {
    const request = { c: "rdy", s: 1, f: 0, l: block, o: 0, n: 8, b: bitmap("000000c3") };
    const answers = await ask("get", encoding, request, "data", 2);
    expect(answers.map(({ p, ...rest }) => ({ ...rest, bytes: bytes(p).length }))).toEqual([
      { c: "rdy", f: 0, i: 24, l: block, bytes: block },
      { c: "rdy", f: 0, i: 25, l: 100, bytes: 100 },
    ]);
    expect(bytes(answers[1]?.["p"])).toEqual(firmware.subarray(25 * block));
  });

  it("gets the whole file in as many requests as it takes", async () => {
    const image = Buffer.alloc(firmware.length);
    for (let offset = 0; offset < 26; offset += 10) {
      const request = { f: 0, l: block, o: offset, n: 10 };
      for (const { i, p } of await ask("get", encoding, request, "data", Math.min(10, 26 - offset))) {
        bytes(p).copy(image, Number(i) * block);
      }
    }
    expect(image.equals(firmware)).toBe(true);
  });

  it("gets 128 KiB at most without saying how much", async () => {
    expect(await ask("get", encoding, { f: 0, l: 65_536 }, "data", 2)).toMatchObject([
      { i: 0, l: 65_536 },
      { i: 1, l: firmware.length - 65_536 },
    ]);
  });

  it("gets no token back when it gave none", async () => {
    const [answer] = await ask("get", encoding, { f: 0, l: block, n: 1 }, "data");
    expect(Object.keys(answer ?? {})).toEqual(["f", "i", "l", "p"]);
  });

  it("gets the stream described", async () => {
    const [answer] = await ask("describe", encoding, { c: "t" }, "description");
    expect(answer).toEqual({ c: "t", s: 1, d: "1.4.0", r: [{ f: 0, z: firmware.length }] });
  });

  it.each<[string, string, object]>([
    ["no file", "InvalidRequest", { l: block }],
    ["a file id as text", "InvalidRequest", { f: "0", l: block }],
    ["no block size", "InvalidRequest", { f: 0 }],
    ["a negative offset", "InvalidRequest", { f: 0, l: block, o: -1 }],
    ["a bitmap that is a number", "InvalidRequest", { f: 0, l: block, b: 7 }],
    ["blocks of 255 bytes", "BlockSizeOutOfBounds", { f: 0, l: 255 }],
    ["blocks above 128 KiB", "BlockSizeOutOfBounds", { f: 0, l: 131_073 }],
    ["an offset above 98304", "OffsetOutOfBounds", { f: 0, l: block, o: 98_305 }],
    ["more than 98304 blocks", "BlockCountLimitExceeded", { f: 0, l: block, n: 98_305 }],
    ["a bitmap of 12288 bytes", "BlockBitmapLimitExceeded", { f: 0, l: block, b: bitmap("00".repeat(12_288)) }],
    ["another version of the stream", "VersionMismatch", { f: 0, l: block, s: 2 }],
    ["a file the stream does not have", "ResourceNotFound", { f: 1, l: block }],
    ["blocks behind the end", "ResourceNotFound", { f: 0, l: block, o: 26, n: 1 }],
  ])("for %s is rejected: %s", async (_, code, request) => {
    expect(await rejected(encoding, { c: "t", ...request })).toEqual({ c: "t", o: code, m: expect.any(String) });
  });

  it("with a token above 64 bytes is rejected, without it", async () => {
    const answer = await rejected(encoding, { c: "t".repeat(65), f: 0, l: block });
    expect(answer).toEqual({ o: "InvalidRequest", m: expect.any(String) });
  });

  it("with what is no map at all is rejected", async () => {
    expect(await rejected(encoding, [1])).toMatchObject({ o: "InvalidRequest" });
  });
});

describe("A stream", () => {
  it.each([
    ["json", "InvalidJson"],
    ["cbor", "InvalidCbor"],
  ] as const)("says when a request is no %s", async (encoding, code) => {
    await subscribe(encoding);
    await device.client.publishAsync(`${topics}/get/${encoding}`, Buffer.from([0xff, 0x00]));
    await expect.poll(() => device.received.length, { interval }).toBe(1);
    expect(encodings[encoding].decode(device.received[0]?.payload ?? Buffer.alloc(0))).toMatchObject({ o: code });
  });

  it("answers CBOR by a map of indefinite length that adds at most 20 bytes to a block", async () => {
    await subscribe("cbor");
    await device.client.publishAsync(`${topics}/get/cbor`, Buffer.from(encode({ f: 0, l: block, o: 24, n: 1 })));
    await expect.poll(() => device.received.length, { interval }).toBe(1);
    const payload = device.received[0]?.payload ?? Buffer.alloc(0);
    expect([payload.at(0), payload.at(-1)]).toEqual([0xbf, 0xff]);
    expect(payload.length - block).toBeLessThanOrEqual(20);
  });

  it("answers subscribers only", async () => {
    const listener = await connectClient(port, { clientId: "listener" });
    await listener.client.subscribeAsync([`${topics}/data/json`, `${topics}/rejected/json`]);
    await device.client.publishAsync(`${topics}/get/json`, JSON.stringify({ f: 0, l: block, n: 1 }));
    await device.client.publishAsync(`${topics}/get/json`, JSON.stringify({ f: 9, l: block, n: 1 }));
    await expect.poll(() => listener.received.length, { interval }).toBe(2);
    await settled(device);
    expect(device.received).toEqual([]);
  });

  it("that does not exist is not found", async () => {
    streams.delete(streamId);
    expect(await rejected("json", { f: 0, l: block })).toMatchObject({ o: "ResourceNotFound" });
  });

  it("serves the new files under the new version after an update", async () => {
    const { versionId } = await objects.write({ bucket: "fw", key: "app.bin", body: Buffer.from("newer") });
    update([{ fileId: 3, s3Location: { bucket: "fw", key: "app.bin", version: versionId } }]);
    expect(await rejected("json", { s: 1, f: 0, l: block })).toMatchObject({ o: "VersionMismatch" });
    const answers = await ask("get", "json", { s: 2, f: 3, l: block }, "data");
    expect(answers).toMatchObject([{ f: 3, p: Buffer.from("newer").toString("base64") }]);
  });

  it("reads an object once for many devices, and only the part they ask for", async () => {
    for (let offset = 0; offset < 20; offset += 5) {
      await ask("get", "cbor", { f: 0, l: block, o: offset, n: 5 }, "data", 5);
    }
    expect(objects.reads).toEqual([`app.bin 0-${firmware.length - 1}`]);
    const body = Buffer.alloc(2 * 1024 * 1024);
    const { versionId } = await objects.write({ bucket: "fw", key: "big.bin", body });
    update([{ fileId: 0, s3Location: { bucket: "fw", key: "big.bin", version: versionId } }]);
    await ask("get", "cbor", { f: 0, l: 65_536, o: 7, n: 2 }, "data", 2);
    expect(objects.reads.slice(1)).toEqual(["big.bin 0-524287", "big.bin 524288-1048575"]);
  });

  it("does not find what is no longer in S3, or never was", async () => {
    await ask("get", "cbor", { f: 0, l: block, n: 1 }, "data");
    update([{ fileId: 0, s3Location: { bucket: "fw", key: "app.bin", version: "v0" } }]);
    expect(await rejected("cbor", { f: 0, l: block, n: 1 })).toMatchObject({ o: "ResourceNotFound" });
  });

  it("without a version notices that its object was overwritten meanwhile", async () => {
    update([{ fileId: 0, s3Location: { bucket: "fw", key: "app.bin" } }]);
    await ask("get", "json", { f: 0, l: block, n: 1 }, "data");
    await objects.write({ bucket: "fw", key: "app.bin", body: Buffer.from("newer") });
    expect(await rejected("json", { f: 0, l: block, n: 1 })).toMatchObject({ o: "ETagMismatch" });
  });

  it("notices that too in a bucket without versions, and delivers the newer bytes to whoever begins then", async () => {
    objects.areVersioned = false;
    const file = { fileId: 0, s3Location: { bucket: "fw", key: "app.bin" } };
    update([file]);
    await ask("get", "json", { f: 0, l: block, n: 1 }, "data");
    await objects.write({ bucket: "fw", key: "app.bin", body: Buffer.from("newer") });
    expect(await rejected("json", { f: 0, l: block, n: 1 })).toMatchObject({ o: "ETagMismatch" });
    update([file]);
    device.received.length = 0;
    expect(await ask("get", "json", { f: 0, l: block, n: 1 }, "data")).toMatchObject([{ p: "bmV3ZXI=" }]);
  });

  it("delivers the image in a signed object once it is told to", async () => {
    const signed = JSON.stringify({ rawPayloadSize: 5, payload: Buffer.from("image").toString("base64") });
    const { versionId } = await objects.write({ bucket: "fw", key: "signed/1", body: Buffer.from(signed) });
    update([{ fileId: 0, s3Location: { bucket: "fw", key: "signed/1", version: versionId } }]);
    expect(await ask("get", "json", { f: 0, l: block }, "data")).toMatchObject([{ l: signed.length }]);
    streams.unwrap(streamId, 0);
    expect(await ask("get", "json", { f: 0, l: block }, "data")).toMatchObject([{ i: 0, l: 5, p: "aW1hZ2U=" }]);
    expect(await ask("describe", "json", {}, "description")).toMatchObject([{ r: [{ f: 0, z: 5 }] }]);
  });

  it("does not deliver files above 24 MB", async () => {
    const body = Buffer.alloc(24 * 1024 * 1024 + 1);
    const { versionId } = await objects.write({ bucket: "fw", key: "huge.bin", body });
    update([{ fileId: 0, s3Location: { bucket: "fw", key: "huge.bin", version: versionId } }]);
    expect(await rejected("json", { f: 0, l: block, n: 1 })).toMatchObject({ o: "InvalidRequest" });
  });
});
