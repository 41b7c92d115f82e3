import { hash } from "node:crypto";
import { encode } from "cborg";
import { describe, expect, it, vi } from "vitest";
import { VirtualClock } from "../../../local/clock.ts";
import { image140, otaExecution, setUpBench } from "../../support/device-bench.ts";
import type { SentBlock } from "../../support/scripted-cloud.ts";

const soon = { requestTimeout: 30 };

describe("a device that downloads", () => {
  it.each<{ what: string; send: (asked: SentBlock[]) => SentBlock[] }>([
    { what: "in reverse", send: (asked) => asked.toReversed() },
    { what: "each third twice", send: (asked) => asked.flatMap((block) => (block.i % 3 ? [block] : [block, block])) },
    { what: "all twice", send: (asked) => [...asked, ...asked] },
  ])("takes the blocks $what, and asks no more often", async ({ send }) => {
    const { device, cloud, verdict } = await setUpBench({ script: { send } });
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
    expect(device.image.sha256).toBe(hash("sha256", image140));
    expect(cloud.requests()).toBe(4);
  });

  it.each<{ what: string; send: (asked: SentBlock[], before: number) => SentBlock[] }>([
    { what: "a block", send: (asked, before) => (before === 1 ? asked.slice(1) : asked) },
    { what: "an answer", send: (asked, before) => (before === 2 ? [] : asked) },
    { what: "all blocks but one of each answer", send: (asked) => asked.slice(0, 1) },
  ])("asks again for what is missing when it lost $what", async ({ send }) => {
    const { device, verdict } = await setUpBench({ script: { send }, ...soon });
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
    expect(device.image.sha256).toBe(hash("sha256", image140));
  });

  it.each<{ form: string; encoded: (block: SentBlock) => Uint8Array }>([
    { form: "a definite map", encoded: (block) => encode({ f: 0, ...block }) },
    { form: "other members", encoded: (block) => encode({ c: "rdy", f: 0, ...block, x: [1, { y: null }] }) },
    {
      form: "another order",
      encoded: ({ i, l, p }) => encode(new Map(Object.entries({ p, l, i, f: 0 })), { mapSorter: () => 0 }),
    },
  ])("reads $form", async ({ encoded }) => {
    const { device, verdict } = await setUpBench({ script: { encode: encoded } });
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
  });

  it.each<{ what: string; changed: (block: SentBlock) => SentBlock }>([
    { what: "a last block that says it is full", changed: (b) => (b.i === 25 ? { ...b, l: 4096 } : b) },
    { what: "a shortened block", changed: (b) => (b.i === 3 ? { ...b, l: 100, p: b.p.subarray(0, 100) } : b) },
    { what: "a block past the end", changed: (b) => (b.i === 3 ? { ...b, i: 26 } : b) },
    { what: "a block too long", changed: (b) => (b.i === 25 ? { ...b, l: 101, p: new Uint8Array(101) } : b) },
  ])("gives up at once at $what", async ({ changed }) => {
    const { device, verdict } = await setUpBench({ script: { send: (asked) => asked.map(changed) } });
    await device.start();
    await expect(verdict()).resolves.toEqual({ status: "FAILED", statusDetails: { reason: "0x000000e0: 0x00000000" } });
  });

  it.each([
    {
      what: "an error it did not subscribe to",
      topic: "streams/stream-1/rejected/cbor",
      payload: encode({ o: "ResourceNotFound" }),
    },
    { what: "what is no CBOR", topic: "streams/stream-1/data/cbor", payload: "ff" },
    { what: "CBOR that is no block", topic: "streams/stream-1/data/cbor", payload: encode([1, 2]) },
    { what: "a block without bytes", topic: "streams/stream-1/data/cbor", payload: encode({ f: 0, i: 0, l: 4096 }) },
  ])("gives up at once at $what", async ({ topic, payload }) => {
    const { device, cloud, verdict, event } = await setUpBench({ script: { send: () => [] } });
    await device.start();
    await event("downloading");
    cloud.push(topic, payload);
    await expect(verdict()).resolves.toEqual({ status: "FAILED", statusDetails: { reason: "0x000000e0: 0x00000000" } });
  });

  it("asks a silent stream 32 times, then gives up and is there for the next job", async () => {
    const { device, cloud, verdict } = await setUpBench({ script: { send: () => [] }, requestTimeout: 5 });
    await device.start();
    await expect(verdict()).resolves.toEqual({ status: "FAILED", statusDetails: { reason: "aborted: 0x00000000" } });
    expect(cloud.requests()).toBe(32);
  });

  it("counts its patience anew with each good block", async () => {
    const clock = new VirtualClock();
    const file = image140.subarray(0, 4 * 4096);
    const send = (asked: SentBlock[], before: number) => (before % 3 === 2 ? asked.slice(0, 1) : []);
    const { device, cloud, events, verdict } = await setUpBench({
      script: { send, file, execution: otaExecution(file) },
      clock,
      mostUnanswered: 3,
    });
    const blocks = () => events.filter(({ type }) => type === "block").length;
    await device.start();
    for (let request = 1; request <= 4 * 3; request++) {
      await vi.waitFor(() => expect([cloud.requests(), blocks()]).toEqual([request, Math.floor(request / 3)]), {
        interval: 2,
      });
      await clock.advance(10_000);
    }
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
  });

  it("passes over blocks of a stream it does not read", async () => {
    const { device, cloud, verdict, event } = await setUpBench({ script: { send: () => [] }, ...soon });
    await device.start();
    await event("downloading");
    cloud.push("streams/another/data/cbor", "ff");
    cloud.script.send = (asked) => asked;
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
  });
});
