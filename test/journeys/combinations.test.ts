import { hash } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { combinations } from "../support/combinations.ts";
import { startPipeline } from "../support/local-aws.ts";
import { connectClient } from "../support/mqtt-client.ts";
import { otherSigners, withOtherSigners } from "../support/other-signers.ts";
import { type Product, productJourneys } from "../support/product-journeys.ts";
import { complete, completeWith } from "../support/table-of-endings.ts";

const pipeline = await startPipeline({ devices: 0, parameters: withOtherSigners, until: afterAll });
const { iot } = pipeline;
const signers = await otherSigners(pipeline);
const { certificates } = signers;
const product = productJourneys(pipeline);

/** What AWS IoT tells of an OTA update's files: where each is, and how it is signed. */
async function toldOf(otaUpdateId: string): Promise<string[][]> {
  const { otaUpdateInfo } = await iot.getOTAUpdate({ otaUpdateId });
  return (otaUpdateInfo?.otaUpdateFiles ?? []).map(({ fileLocation = {}, codeSigning = {} }) => [
    ...Object.keys(fileLocation),
    ...Object.keys(codeSigning).sort(),
  ]);
}

/** Which certificates devices verify by, from now on. */
function certificatesUsed({ fleet }: Product): string[] {
  const used: string[] = [];
  fleet.on((event) => {
    if (event.type === "verified") used.push(event.certificate);
  });
  return used;
}

const digests = ({ fleet }: Product) => fleet.devices.map(({ image }) => image.sha256);

describe("an image reaches a device that verifies it", () => {
  it.each(combinations(signers))("with $what", async (row) => {
    const { manifest, speaks = "MQTT", told, verifiedBy, leaves, overrides } = row;
    const one = await product({ certificates, protocols: [speaks] });
    const used = certificatesUsed(one);
    const image = one.image("1.4.0");
    const said = await manifest(image, { key: `releases/${one.name}/1.4.0/app.bin` });
    const id = await one.publish("1.4.0", said);
    await pipeline.execution(id);
    expect(await one.endings()).toEqual({ [id]: completeWith(leaves) });
    expect(digests(one)).toEqual([hash("sha256", image)]);
    expect(used).toEqual([verifiedBy]);
    expect(await toldOf(id)).toEqual([told]);
    expect((await one.record(id)).overrides).toEqual(overrides);
  });

  it("by HTTP, when all that is said is in the product's settings", async () => {
    const one = await product({ protocols: ["HTTP"], settings: { protocols: ["HTTP"] } });
    const id = await one.release("1.4.0");
    expect(await one.endings()).toEqual({ [id]: completeWith(["signed"]) });
    expect(one.versions()).toEqual(["1.4.0"]);
  });

  it("with the signature instead of its job, where the stack's CodeSigning says so", async () => {
    const parameters = { CodeSigning: "ExtractedSignature" };
    const other = await startPipeline({ devices: 0, parameters });
    const one = await productJourneys(other)();
    const id = await one.release("1.4.0");
    expect(await one.endings()).toEqual({ [id]: complete() });
    expect(one.versions()).toEqual(["1.4.0"]);
    const { otaUpdateInfo } = await other.iot.getOTAUpdate({ otaUpdateId: id });
    expect(otaUpdateInfo?.otaUpdateFiles).toMatchObject([
      { fileLocation: { stream: { streamId: id, fileId: 0 } }, codeSigning: { customCodeSigning: expect.anything() } },
    ]);
  });
});

describe("several files", () => {
  const radio = Buffer.alloc(9_000, "radio");
  const fonts = Buffer.from("fonts");

  it.each(["MQTT", "HTTP"] as const)("each signed in its own way, arrive by %s", async (protocol) => {
    const one = await product({ certificates, protocols: [protocol] });
    const signingJobId = await signers.job(`releases/${one.name}/1.4.0/fonts.bin`, fonts);
    const id = await one.publish(
      "1.4.0",
      {
        protocols: [protocol],
        files: [
          { name: "app.bin", fileType: 0, signing: { by: "service", profile: "ours_ec" } },
          { name: "radio.bin", fileType: 202, fileName: "/data/radio.bin", signing: signers.signedByRsa(radio) },
          { name: "fonts.bin", fileName: "/data/fonts.bin", signing: { by: "job", signingJobId } },
        ],
      },
      { "app.bin": one.image("1.4.0"), "radio.bin": radio },
    );
    await pipeline.execution(id);
    const stream = protocol === "MQTT" ? ["stream of AWS's"] : [];
    expect(await one.endings()).toEqual({ [id]: completeWith(["signed", "signed", ...stream]) });
    expect(digests(one)).toEqual([hash("sha256", one.image("1.4.0"))]);
    expect(Object.fromEntries(one.fleet.devices[0]?.files ?? [])).toEqual({
      "/data/radio.bin": new Uint8Array(radio),
      "/data/fonts.bin": new Uint8Array(fonts),
    });
  });

  it("are ten at most, signed by the pipeline and streamed, each under the number it was given", async () => {
    const one = await product();
    const names = Array.from({ length: 10 }, (_, at) => `part-${at}.bin`);
    const parts = Object.fromEntries(names.slice(1).map((name) => [name, new Uint8Array(Buffer.from(name))]));
    const id = await one.publish(
      "1.4.0",
      { files: names.map((name, at) => ({ name, fileId: 255 - at })) },
      { ...parts, "part-0.bin": one.image("1.4.0") },
    );
    await pipeline.execution(id);
    expect(await one.endings()).toEqual({ [id]: completeWith([...Array(10).fill("signed"), "stream"]) });
    expect(one.versions()).toEqual(["1.4.0"]);
    expect(Object.fromEntries(one.fleet.devices[0]?.files ?? [])).toEqual(parts);
    const { streamInfo } = await iot.describeStream({ streamId: id });
    expect(streamInfo?.files?.map(({ fileId }) => fileId)).toEqual(names.map((_, at) => 255 - at));
  });
});

describe("what a manifest says of a release", () => {
  it("is with its OTA update", async () => {
    const one = await product();
    const said = {
      description: "Heats when it is cold – ☃",
      tags: { team: "heating" },
      additionalParameters: { ticket: "HEAT-17" },
    };
    const file = { fileName: "/firmware/app.bin", fileType: 0, fileVersion: "7b", attributes: { chip: "nrf9160" } };
    const id = await one.publish("1.4.0", { ...said, files: [{ name: "app.bin", ...file }] });
    await pipeline.execution(id);
    expect(await one.endings()).toEqual({ [id]: complete() });
    const { otaUpdateInfo } = await iot.getOTAUpdate({ otaUpdateId: id });
    expect(otaUpdateInfo).toMatchObject({
      description: said.description,
      additionalParameters: said.additionalParameters,
      otaUpdateFiles: [file],
    });
    const { tags } = await iot.listTagsForResource({ resourceArn: otaUpdateInfo?.otaUpdateArn });
    expect(tags).toEqual(
      expect.arrayContaining([
        { Key: "team", Value: "heating" },
        { Key: "ota-pipeline:release", Value: id },
      ]),
    );
  });
});

describe("a URL", () => {
  it("whose time is over in the middle of a file is replaced by a fresh one, and the device goes on", async () => {
    const one = await product({ protocols: ["HTTP"] });
    const listener = await connectClient(pipeline.aws.mqtt.port);
    await listener.client.subscribeAsync(`$aws/things/${one.name}-1/jobs/$next/get`);
    const received: number[] = [];
    one.fleet.on((event) => {
      if (event.type !== "block") return;
      received.push(event.received);
      if (event.received === 2) pipeline.leap(61_000);
    });
    const id = await one.publish("1.4.0", { protocols: ["HTTP"], presignedUrlExpiresInSec: 60 });
    await pipeline.execution(id);
    expect(received).toEqual([1, 2, 3, 4, 5]);
    expect(listener.received).toHaveLength(2); // in the middle, and after the restart
    expect(one.versions()).toEqual(["1.4.0"]);
    expect(await one.endings()).toEqual({ [id]: completeWith(["signed"]) });
  });
});
