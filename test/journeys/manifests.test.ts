import { hash } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { makeImage } from "../../local/device/image.ts";
import { enteredState } from "../support/entered-state.ts";
import { heldSelfTest } from "../support/held-self-test.ts";
import { travel } from "../support/journey.ts";
import { startPipeline } from "../support/local-aws.ts";
import { otherSigners, withOtherSigners } from "../support/other-signers.ts";
import { productInventory } from "../support/product-inventory.ts";
import { productJourneys } from "../support/product-journeys.ts";
import { expectRefused } from "../support/refused-journey.ts";
import { completeWith, takenBack, undone } from "../support/table-of-endings.ts";

const pipeline = await startPipeline({ product: "kettle", devices: 1, parameters: withOtherSigners, until: afterAll });
const { iot, s3, signer } = pipeline;
const signers = await otherSigners(pipeline);
const product = productJourneys(pipeline);

describe("a manifest", () => {
  const folder = "releases/kettle/1.4.0/";
  const manifest = `${folder}release.json`;
  const file = { name: "app.bin" };
  const image = makeImage({ product: "kettle", version: "1.4.0", size: 1_000 });
  const other = makeImage({ product: "kettle", version: "1.4.0", size: 1_000, seed: "other" });

  /** Signed by a job whose result lies in a bucket that is none of the stack's. */
  async function jobElsewhere(): Promise<object> {
    await s3.createBucket({ Bucket: "elsewhere" });
    const destination = { bucketName: "elsewhere", prefix: "signed/" };
    return { by: "job", signingJobId: await signers.job(`${folder}app.bin`, image, destination) };
  }

  it.each<[what: string, says: () => unknown, error: string, cause: string]>([
    [
      "with a typing error",
      () => ({ files: [{ ...file, fileid: 1 }] }),
      "ManifestInvalidError",
      `${manifest}: files[0].fileid: There is no such setting; did you mean fileId?`,
    ],
    [
      "with a key twice",
      () => '{ "files": [], "files": [{ "name": "app.bin" }] }',
      "ManifestInvalidError",
      `${manifest}: files: the object has this key twice`,
    ],
    [
      "with a byte too many",
      () => " ".repeat(65_537),
      "ManifestInvalidError",
      `${manifest}: it has 65537 bytes, more than 65536`,
    ],
    [
      "that would have devices read a stream by HTTP",
      () => ({ files: [file], protocols: ["HTTP"], delivery: "stream" }),
      "ManifestInvalidError",
      `${manifest}: delivery: "stream" is not possible with the protocol HTTP, for which AWS signs URLs of S3; say "s3" or leave it out`,
    ],
    [
      "whose file is missing",
      () => ({ files: [{ name: "radio.bin" }] }),
      "FileMissingError",
      `There is no ${folder}radio.bin: upload the files first, then release.json again`,
    ],
    [
      "whose file has another size",
      () => ({ files: [{ ...file, size: 999 }] }),
      "SizeMismatchError",
      `${folder}app.bin has 1000 bytes, not 999`,
    ],
    [
      "whose file has other bytes",
      () => ({ files: [{ ...file, sha256: hash("sha256", other) }] }),
      "DigestMismatchError",
      `The SHA-256 of ${folder}app.bin is ${hash("sha256", image)}, not ${hash("sha256", other)}`,
    ],
    [
      "whose signature is one over other bytes",
      () => ({ files: [{ ...file, signing: signers.signed(other) }] }),
      "SignatureInvalidError",
      "The signature of app.bin: by its certificate it is not one over the uploaded bytes (SHA256 with ECDSA). Sign the very file, openssl dgst -sha256 -sign key.pem <file> | openssl base64 -A, and upload it again",
    ],
    [
      "with a profile that the stack does not allow",
      () => ({ files: [file], signing: { by: "service", profile: "theirs" } }),
      "SignerProfileUnusableError",
      "Signing profile theirs is neither the stack's SigningProfileName nor among its AllowedSigningProfiles: firmware_signer, ours_*",
    ],
  ])("%s is refused", async (_, says, error, cause) => {
    await pipeline.upload(`${folder}app.bin`, image);
    const said = says();
    const journey = await travel(pipeline, manifest, typeof said === "string" ? said : JSON.stringify(said));
    await expectRefused(pipeline, journey, error, cause);
  });

  it("with a signing job that wrote into somebody else's bucket is refused", async () => {
    const signing = await jobElsewhere();
    const journey = await travel(pipeline, manifest, JSON.stringify({ files: [file], signing }));
    const cause = expect.stringMatching(
      /^Signing job \S+ wrote elsewhere\/signed\/\S+, which does not lie below signed\/ in /,
    );
    await expectRefused(pipeline, journey, "SigningJobUnusableError", cause);
  });

  it.each([
    ["releases/kettle/release.json", "NotFirmwareError", "Not a firmware key"],
    ["releases/kettle/1.4.0/sub/app.bin", "NotFirmwareError", "Not a firmware key"],
    ["releases/kettle/v1/release.json", "VersionInvalidError", "Not a version like 1.4.0"],
  ])("does not lie at %s, nor does anything else", async (key, error, cause) => {
    const journey = await travel(pipeline, key, "{}");
    await expectRefused(
      pipeline,
      journey,
      error,
      expect.stringMatching(`^${cause} .*: ${key.includes("v1") ? "v1" : key}$`),
    );
  });
});

const aDay = 24 * 60 * 60_000;

describe("a release whose stream AWS makes", () => {
  const { certificates, material } = signers;
  const byService = { signing: { by: "service", profile: "ours_ec" } };

  it("leaves nothing when AWS cannot sign it", async () => {
    const profileName = "ours_cancelled";
    await signer.putSigningProfile({
      profileName,
      platformId: material.ec.platform,
      signingMaterial: { certificateArn: material.ec.certificateArn },
      signingParameters: { certname: material.ec.certificatePathOnDevice },
    });
    const one = await product({ certificates });
    const id = await one.publish("1.4.0", { signing: { by: "service", profile: profileName } });
    await enteredState(pipeline, id, "Create OTA Update");
    await signer.cancelSigningProfile({ profileName });
    await pipeline.execution(id);
    expect(await one.endings()).toEqual({ [id]: undone("FAILED OtaUpdateFailedError") });
    const cause = expect.stringContaining(`Signing profile ${profileName} is Canceled`);
    expect(await one.record(id)).toMatchObject({ cause });
  });

  it("leaves nothing when AWS has made the stream, and can make no job", async () => {
    const one = await product({ certificates });
    const id = await one.publish("1.4.0", byService);
    const { thingArn = "" } = await iot.createThing({ thingName: `${one.name}-theirs` });
    await iot.createJob({ jobId: `AFR_OTA-${id}`, targets: [thingArn], document: "{}" });
    await pipeline.execution(id);
    const theirs = "job IN_PROGRESS, 1 queued";
    expect(await one.endings()).toEqual({ [id]: [...undone("FAILED OtaUpdateFailedError"), theirs].sort() });
  });

  it("keeps job and OTA update as evidence when devices refuse it, until the retention is over", async () => {
    const one = await product({ certificates, selfTest: () => false });
    const id = await one.publish("1.4.0", byService);
    await pipeline.execution(id);
    expect(await one.endings()).toEqual({
      [id]: takenBack("FAILED RolloutFailedError", "failed", "COMPLETED, 1 failed"),
    });
    for (const days of [1, 32, 0]) {
      // the last time for what AWS deletes in its own time
      pipeline.leap(days * aDay);
      await one.endingsOnceSwept();
    }
    expect(await productInventory(one.name, pipeline, pipeline)).toEqual([`records/${one.name}/${id}.json`]);
  });

  it("lets a device in the middle finish when it is cancelled; then the stream goes", async () => {
    const held = heldSelfTest();
    const one = await product({ certificates, devices: 2, selfTest: held.selfTest });
    one.fleet.devices[0]?.powerOff();
    const id = await one.publish("1.4.0", byService);
    await pipeline.until(() => held.begun);
    await one.cancel(id);
    const stopped = "ABORTED ReleaseCancelled";
    const inTheMiddle = takenBack(stopped, "cancelled", "CANCELED, 1 canceled, 1 inProgress");
    expect(await one.endingsOnceSwept()).toEqual({
      [id]: [...inTheMiddle, "signed", "signed", "stream of AWS's"].sort(),
    });
    held.decide(true);
    await pipeline.until(() => one.versions()[1] === "1.4.0" || undefined);
    expect(await one.endingsOnceSwept()).toEqual({
      [id]: takenBack(stopped, "cancelled", "CANCELED, 1 canceled, 1 succeeded"),
    });
  });

  it("gives way to the next", async () => {
    const one = await product({ certificates });
    one.powerOff();
    const older = await one.publish("1.4.0", byService);
    await enteredState(pipeline, older, "Wait For Devices");
    const newer = await one.publish("1.5.0", { delivery: "s3" });
    await enteredState(pipeline, newer, "Wait For Devices");
    await one.fleet.start();
    await pipeline.execution(newer);
    expect(await one.endingsOnceSwept()).toEqual({
      [older]: takenBack("ABORTED SupersededError", "superseded", "CANCELED, 1 canceled"),
      [newer]: completeWith(["signed", "stream of AWS's"]),
    });
    expect(one.versions()).toEqual(["1.5.0"]);
  });
});
