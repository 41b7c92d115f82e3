import { afterAll, describe, expect, it } from "vitest";
import { executionArnOf } from "../../functions/firmware/release-id.ts";
import { makeImage } from "../../local/device/image.ts";
import { enteredState } from "../support/entered-state.ts";
import { inventoryChanges } from "../support/inventory-changes.ts";
import { startPipeline } from "../support/local-aws.ts";
import { sweeps } from "../support/sweeps.ts";

const pipeline = await startPipeline({ product: "a", devices: 1, until: afterAll });
const { aws, iot, s3, sfn, firmwareBucket, releaseBucket, stateMachineArn } = pipeline;
const { sweepOut, stop } = await sweeps(pipeline);
afterAll(stop);

const aDay = 24 * 60 * 60_000;
const roleArn = aws.outputs["OtaRoleArn"] ?? "";

/** Drops 1.4.0 of a product; returns the release id. */
const drop = (product: string) =>
  pipeline.upload(`firmware/${product}/1.4.0/app.bin`, makeImage({ product, version: "1.4.0", size: 20_000 }));

/** Takes a release of product `a` to the device, which is off, and stops it there. */
async function cancelled(): Promise<string> {
  await pipeline.fleet.stop();
  const id = await drop("a");
  await enteredState(pipeline, id, "Wait For Devices");
  await sfn.stopExecution({ executionArn: executionArnOf(stateMachineArn, id), error: "ReleaseCancelled" });
  await pipeline.execution(id);
  return id;
}

/** Others with names as near as may be. */
async function makeOthers(id: string) {
  const { VersionId: version } = await s3.putObject({ Bucket: firmwareBucket, Key: "signed/theirs", Body: "theirs" });
  const s3Location = { bucket: firmwareBucket, key: "signed/theirs", version };
  const stream = { files: [{ fileId: 0, s3Location }], roleArn };
  const tags = [{ Key: "ota-pipeline:release", Value: id }];
  const sibling = id.replace(/.{8}$/, "ffffffff");
  await iot.createStream({ ...stream, streamId: sibling, tags });
  await iot.createStream({ ...stream, streamId: `${id}0`, tags });
  await iot.createStream({ ...stream, streamId: `AFR_OTA-${id}` });
  const { thingArn = "" } = await iot.createThing({ thingName: "theirs" });
  await iot.createJob({ jobId: `AFR_OTA-${id}0`, targets: [thingArn], document: "{}" });
  const customCodeSigning = {
    signature: { inlineDocument: new TextEncoder().encode("c2lnbmF0dXJl") },
    hashAlgorithm: "SHA256",
    signatureAlgorithm: "ECDSA",
    certificateChain: { certificateName: "/certs/theirs.pem" },
  };
  const files = [{ fileName: "theirs", fileLocation: { s3Location }, codeSigning: { customCodeSigning } }];
  await iot.createOTAUpdate({ otaUpdateId: sibling, targets: [thingArn], roleArn, files });
  await s3.createBucket({ Bucket: "theirs" });
  for (const [Bucket, Key] of [
    ["theirs", `signed/${id}/theirs`],
    [firmwareBucket, `signed/${id}/theirs`],
    [releaseBucket, `signed/${sibling}/theirs`],
    [releaseBucket, `signed/${id}0/theirs`],
    [releaseBucket, "signed/a/theirs"],
    [releaseBucket, `signed-by-them/${id}/theirs`],
    [releaseBucket, `open/${id}.json`],
    [releaseBucket, `open/theirs/${id}.json`],
    [releaseBucket, `due/2020-01-01/theirs/${id}`],
    [releaseBucket, `due/yesterday/a/${id}`],
  ] as const) {
    await s3.putObject({ Bucket, Key, Body: "theirs" });
  }
  await pipeline.pass(5_000);
}

/** Releases that serve, of products whose names begin like `a` and its release's id. */
async function serveOthers(id: string): Promise<void> {
  for (const product of ["a-b", "a-1", id.replaceAll("_", "-").slice(0, 20)]) {
    await pipeline.household({ product, devices: 1 });
    const settings = JSON.stringify({ targetSelection: "CONTINUOUS" });
    await s3.putObject({ Bucket: firmwareBucket, Key: `products/${product}.json`, Body: settings });
    await pipeline.execution(await drop(product));
  }
}

async function elsewhere(): Promise<unknown[]> {
  const buckets = ["theirs", firmwareBucket];
  return Promise.all(buckets.map((Bucket) => s3.listObjectVersions({ Bucket }).then(({ Versions }) => Versions)));
}

describe("what only looks like a release's own", () => {
  it("stays whole beside one that is cancelled, cleaned up after and retired: that goes whole", async () => {
    const id = await cancelled();
    await makeOthers(id);
    await serveOthers(id);
    const before = await pipeline.inventory();
    const others = await elsewhere();
    await sweepOut();
    const own = [
      `- stream ${id}`,
      `- job AFR_OTA-${id} IN_PROGRESS, 1 queued`,
      `- object signed/${id}/<signing job>`,
      `+ job AFR_OTA-${id} CANCELED, 1 canceled`,
      `+ object records/a/${id}.json`,
    ];
    expect(inventoryChanges(before, await pipeline.inventory())).toEqual(own);
    pipeline.leap(aDay);
    await sweepOut();
    pipeline.leap(40 * aDay);
    await sweepOut();
    expect(inventoryChanges(before, await pipeline.inventory())).toEqual([
      `- stream ${id}`,
      `- ota-update ${id} CREATE_COMPLETE`,
      `- job AFR_OTA-${id} IN_PROGRESS, 1 queued`,
      `- object signed/${id}/<signing job>`,
      expect.stringMatching(`^\\+ object due/.*/a/${id}$`),
      expect.stringMatching(`^\\+ object due/.*/a/${id} \\(delete marker\\)$`),
      `+ object open/a/${id}.json (delete marker)`,
      `+ object open/a/${id}.json (delete marker)`,
      `+ object records/a/${id}.json`,
    ]);
    expect(await elsewhere()).toEqual(others);
  });
});
