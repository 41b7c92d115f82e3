import { hash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { realClock, VirtualClock } from "../../../local/clock.ts";
import { type CuttableLine, layLine } from "../../support/cuttable-line.ts";
import { image140, setUpBench } from "../../support/device-bench.ts";

/** A bench whose device is connected over a line that can be cut, and waits 50 times as fast. */
async function setUpLine(options: Parameters<typeof setUpBench>[0] = {}) {
  const lines: CuttableLine[] = [];
  const bench = await setUpBench({
    clock: realClock({ speed: 50 }),
    ...options,
    async via(port) {
      const line = await layLine(port);
      lines.push(line);
      return line.port;
    },
  });
  return { ...bench, cut: () => lines[0]?.cut(), mend: () => lines[0]?.mend() };
}

describe("a device that loses its connection", () => {
  it("in the middle of a download goes on with what is missing", async () => {
    const { device, cloud, cut, mend, verdict } = await setUpLine({
      script: { send: (asked, before) => (before === 1 ? asked.slice(0, 3) : asked) },
    });
    device.on((event) => {
      if (event.type !== "block" || event.received !== 11) return;
      cut();
      mend();
    });
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
    expect(device.image.sha256).toBe(hash("sha256", image140));
    const afterwards = cloud.heard.findIndex(({ said }) => JSON.stringify(said) === '{"clientToken":"1:thermostat-1"}');
    expect(cloud.heard[afterwards + 1]).toEqual({
      topic: "streams/stream-1/get/cbor",
      said: "a6616363726479616600616c191000616f0061624400f8ff03616e08",
    });
  });

  it("stops a download whose job was withdrawn meanwhile", async () => {
    const { device, cloud, cut, mend, event } = await setUpLine({ script: { send: () => [] } });
    await device.start();
    await event("downloading");
    cut();
    await event("disconnected");
    cloud.script.execution = undefined;
    const requests = cloud.requests();
    mend();
    await event("connected");
    await expect.poll(() => cloud.heard.at(-1)?.said).toEqual({ clientToken: "1:thermostat-1" });
    expect(cloud.requests()).toBe(requests);
  });

  it("asks for nothing while it has none, and keeps its patience", async () => {
    const clock = new VirtualClock();
    const { device, cloud, cut, mend, event, events, verdict } = await setUpLine({ clock, script: { send: () => [] } });
    await device.start();
    await event("downloading");
    await expect.poll(() => cloud.requests()).toBe(1); // the cut comes after it, not in its way
    cut();
    await event("disconnected");
    await clock.advance(3_600_000);
    mend();
    cloud.script.send = (asked) => asked;
    await vi.waitFor(
      async () => {
        await clock.advance(5_000); // the longest time between two attempts
        expect(events.filter(({ type }) => type === "connected")).toHaveLength(2);
      },
      { timeout: 10_000 },
    );
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
    expect(cloud.requests()).toBe(1 + 4);
  });

  it.each(["ready", "active"])("reports %s once it has one again", async (selfTest) => {
    const { device, cut, mend, verdict, events } = await setUpLine({
      selfTest: async () => {
        if (selfTest === "active") cut();
        return true;
      },
    });
    device.on(({ type }) => {
      if (type === "verified" && selfTest === "ready") cut();
      if (type === "disconnected") mend();
    });
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
    expect(events.filter(({ type }) => type === "disconnected")).toHaveLength(2); // the cut, and the restart
  });

  it("tries until there is a broker", async () => {
    const { device, cut, mend, verdict } = await setUpLine();
    cut();
    const started = device.start();
    mend();
    await started;
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("a device's power", () => {
  it("takes an unfinished download with it when it fails", async () => {
    const { device, cloud, verdict, event } = await setUpBench({
      script: { send: (asked, before) => (before < 2 ? asked : []) },
    });
    await device.start();
    await expect.poll(() => cloud.requests()).toBe(3);
    device.powerOff();
    cloud.script.send = (asked) => asked;
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
    await event("downloading");
    await expect(event("downloading")).resolves.toMatchObject({ blocks: 26 });
    expect(cloud.requests()).toBe(3 + 4);
  });

  it("comes back to the very image it ran, after a committed update", async () => {
    const { device, verdict, event } = await setUpBench();
    await device.start();
    await verdict();
    await device.stop();
    await device.start();
    expect(device.image.version).toBe("1.4.0");
    await event("restarting");
    await event("booted");
    await expect(event("booted")).resolves.toMatchObject({ version: "1.4.0", testing: false, rolledBack: false });
  });

  it("leaves nothing staged when it fails before the image is verified", async () => {
    const { device, flash, cloud } = await setUpBench();
    device.on((happened) => {
      if (happened.type === "block" && happened.received === happened.total) device.powerOff();
    });
    await device.start();
    await expect.poll(() => cloud.requests()).toBe(4);
    cloud.script.execution = undefined;
    await device.start();
    expect(flash).toMatchObject({ active: 0, state: "committed" });
  });

  it("leaves the trial open when it fails during the self-test, whatever that finds", async () => {
    const selfTest = Promise.withResolvers<boolean>();
    const { device, flash, cloud } = await setUpBench({ selfTest: () => selfTest.promise });
    await device.start();
    await expect.poll(() => cloud.reports().at(-1)).toMatchObject({ statusDetails: { self_test: "active" } });
    device.powerOff();
    selfTest.resolve(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(flash.state).toBe("testing");
  });

  it("lets go of whoever waits for it to come up, when it is taken away", async () => {
    const { device } = await setUpBench({ broker: { host: "127.0.0.1", port: 1 } });
    const started = device.start();
    await device.stop();
    await expect(started).resolves.toBeUndefined();
  });

  it("may be switched on and off twice", async () => {
    const { device, events } = await setUpBench({ script: { execution: undefined } });
    await Promise.all([device.start(), device.start()]);
    await Promise.all([device.stop(), device.stop()]);
    device.powerOff();
    expect(events.filter(({ type }) => type === "booted")).toHaveLength(1);
  });

  it("may be turned off in the very moment when it has something to report", async () => {
    const { device } = await setUpBench();
    const stopped = Promise.withResolvers<void>();
    device.on(({ type }) => {
      if (type === "verified") stopped.resolve(device.stop());
    });
    await device.start();
    await expect(stopped.promise).resolves.toBeUndefined();
  });
});
