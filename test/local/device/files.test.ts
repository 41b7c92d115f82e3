import { describe, expect, it } from "vitest";
import { image130, image140, otaExecution, setUpBench, signatureOf } from "../../support/device-bench.ts";
import { serveImages } from "../../support/image-server.ts";
import type { CloudScript, SentBlock } from "../../support/scripted-cloud.ts";

const radio = Buffer.alloc(5_000, "radio");
const web = Buffer.alloc(4_096, "web");

const fileOf = (fileid: number, filepath: string, bytes: Uint8Array) => ({
  filepath,
  filesize: bytes.length,
  fileid,
  certfile: "/cert.pem",
  fileType: 0,
  "sig-sha256-ecdsa": signatureOf(bytes),
});
const appFile = { ...fileOf(0, "app.bin", image140) };
const radioFile = { ...fileOf(1, "/data/radio.bin", radio), fileType: 7 };
const webFile = fileOf(2, "/data/web.bin", web);

/** A job for these files, and a stream that has them. */
function jobFor(files: object[], ota: object = {}): Partial<CloudScript> {
  return { execution: otaExecution(image140, { ota: { files, ...ota } }), moreFiles: [radio, web] };
}

const texts = (files: ReadonlyMap<string, Uint8Array>) =>
  Object.fromEntries([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]));
const kept = { "/data/radio.bin": radio.toString(), "/data/web.bin": web.toString() };

describe("a job of several files", () => {
  it("has the device fetch each by its id, boot the first, and keep the others by their paths", async () => {
    const { device, cloud, events, verdict } = await setUpBench({ script: jobFor([appFile, radioFile, webFile]) });
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
    expect(device.image.version).toBe("1.4.0");
    expect(texts(device.files)).toEqual(kept);
    expect(cloud.requests()).toBe(4 + 1 + 1);
    expect(events.filter(({ type }) => type === "downloading")).toMatchObject([
      { bytes: image140.length + radio.length + web.length, blocks: 26 + 2 + 1 },
    ]);
    expect(events.findLast(({ type }) => type === "block")).toMatchObject({ received: 29, total: 29 });
    expect(events.filter(({ type }) => type === "verified")).toHaveLength(1);
    expect(cloud.reports().slice(0, 3)).toMatchObject([
      { statusDetails: { receive: "1/29" } },
      { statusDetails: { receive: "25/29" } },
      { statusDetails: { self_test: "ready" } },
    ]);
  });

  it("comes by HTTP as well, each file from its own URL", async () => {
    const images = await serveImages({ "/app": image140, "/radio": radio });
    const byUrl = (file: object, path: string) => ({ ...file, update_data_url: `${images.origin}${path}?s=1` });
    const files = [byUrl(appFile, "/app"), byUrl(radioFile, "/radio")];
    const script = jobFor(files, { protocols: ["HTTP"] });
    const { device, verdict } = await setUpBench({ script, protocols: ["HTTP"] });
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
    expect(texts(device.files)).toEqual({ "/data/radio.bin": kept["/data/radio.bin"] });
    expect(images.requests.filter(({ path }) => path === "/radio?s=1")).toHaveLength(2);
  });

  it("without firmware is kept without a restart", async () => {
    const { device, events, verdict } = await setUpBench({ script: jobFor([radioFile, webFile]) });
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ statusDetails: { reason: "accepted  v1.3.0" } });
    expect(texts(device.files)).toEqual(kept);
    expect(events.some(({ type }) => type === "restarting")).toBe(false);
  });

  it("leaves nothing of itself when one file's signature is wrong", async () => {
    const wrong = { ...webFile, "sig-sha256-ecdsa": signatureOf(image130) };
    const { device, flash, verdict } = await setUpBench({ script: jobFor([appFile, radioFile, wrong]) });
    await device.start();
    await expect(verdict()).resolves.toEqual({ status: "FAILED", statusDetails: { reason: "0x000000e3: 0x00000000" } });
    expect(device.image.version).toBe("1.3.0");
    expect(flash.state).toBe("committed");
    expect(texts(device.files)).toEqual({});
  });

  it("takes its files back when the new image fails its self-test", async () => {
    const { device, cloud, verdict } = await setUpBench({
      script: jobFor([radioFile]),
      selfTest: () => false,
    });
    await device.start();
    await verdict();
    const newRadio = { ...radioFile, ...fileOf(1, radioFile.filepath, web), fileType: 7 };
    cloud.script.moreFiles = [web];
    cloud.offer({ ...otaExecution(image140, { ota: { files: [appFile, newRadio] } }), jobId: "AFR_OTA-2" });
    await expect.poll(verdict).toMatchObject({ statusDetails: { reason: "rejected: 0x00000000" } });
    expect(device.image.version).toBe("1.3.0");
    expect(texts(device.files)).toEqual({ "/data/radio.bin": kept["/data/radio.bin"] });
  });

  it("is not confused by a late block of the file before", async () => {
    let late: SentBlock[] = [];
    const { device, verdict } = await setUpBench({
      script: {
        ...jobFor([appFile, radioFile]),
        send(asked) {
          const before = late;
          late = asked;
          return [...before, ...asked];
        },
      },
    });
    await device.start();
    await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
    expect(texts(device.files)).toEqual({ "/data/radio.bin": kept["/data/radio.bin"] });
  });

  it.each([
    { what: "a file without an id", more: { ...radioFile, fileid: undefined }, reason: "0x0000000c: 0x00000004" },
    { what: "a file without a path", more: { ...radioFile, filepath: null }, reason: "aborted: 0xe4000015" },
    { what: "a file too large", more: { ...radioFile, filesize: 2 ** 24 + 1 }, reason: "aborted: 0xe5000000" },
  ])("is refused with $what, wherever it stands", async ({ more, reason }) => {
    const { device, cloud, verdict } = await setUpBench({ script: jobFor([appFile, more]) });
    await device.start();
    await expect(verdict()).resolves.toEqual({ status: "FAILED", statusDetails: { reason } });
    expect(cloud.requests()).toBe(0);
  });
});
