import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { handler } from "../../functions/describe-release.ts";
import { releaseIdOf } from "../../functions/firmware/release-id.ts";
import { firmwareBucket, invoke, pipelineBench } from "../support/pipeline-bench.ts";

const bench = await pipelineBench();
const { s3, iot } = bench;
const group = (name: string) => `arn:aws:iot:us-east-1:123456789012:thinggroup/${name}`;

/** Uploads an image of a new product, with these settings if any, and describes its release. */
async function describeUpload({
  body = "firmware" as string | Uint8Array,
  settings = undefined as unknown,
  metadata = {} as Record<string, string>,
  things = 2,
} = {}) {
  const product = await bench.product(things);
  if (settings !== undefined) {
    await bench.upload(`products/${product}.json`, typeof settings === "string" ? settings : JSON.stringify(settings));
  }
  const upload = await bench.upload(`firmware/${product}/1.4.0/app.bin`, body, metadata);
  return { product, upload, release: await invoke(handler, { upload }) };
}

function refusalOf(options: Parameters<typeof describeUpload>[0]): Promise<Error> {
  return describeUpload(options).then(
    () => expect.fail("the release was not refused"),
    (refusal: Error) => refusal,
  );
}

describe("a release", () => {
  it("is described with everything pinned: object version, digest, targets, certificate", async () => {
    const body = randomBytes(300_000);
    const { product, upload, release } = await describeUpload({ body });
    expect(release).toMatchObject({
      id: releaseIdOf(upload),
      product,
      version: "1.4.0",
      targets: [group(product)],
      settingsVersionId: null,
      files: [
        {
          name: "app.bin",
          ...upload,
          size: 300_000,
          sha256: createHash("sha256").update(body).digest("hex"),
          signing: { by: "pipeline", profile: "ota_pipeline", certificatePathOnDevice: "/certs/signer.pem" },
        },
      ],
    });
  });

  it("is of the version that was uploaded, whatever was written over it since", async () => {
    const product = await bench.product();
    const first = await bench.upload(`firmware/${product}/1.4.0/app.bin`, "first");
    await bench.upload(first.key, "second");
    const { files } = await invoke(handler, { upload: first });
    expect(files[0]).toMatchObject({ size: 5, sha256: createHash("sha256").update("first").digest("hex") });
  });

  it("goes by its product's settings, of which it tells the version", async () => {
    bench.putProfile("other_profile", "AmazonFreeRTOS-TI-CC3220SF", "/ti.pem");
    await iot.createThing({ thingName: "lab-1" });
    const settings = {
      targets: ["thing/lab-1"],
      signingProfile: "other_profile",
      successPercent: 90,
      fileName: "a.bin",
    };
    const { product, release } = await describeUpload({ settings });
    const { VersionId } = await s3.headObject({ Bucket: firmwareBucket, Key: `products/${product}.json` });
    expect(release).toMatchObject({
      targets: ["arn:aws:iot:us-east-1:123456789012:thing/lab-1"],
      successPercent: 90,
      settingsVersionId: VersionId,
      files: [{ fileName: "a.bin", signing: { profile: "other_profile", certificatePathOnDevice: "/ti.pem" } }],
    });
  });

  it("may target groups by their ARNs", async () => {
    const product = await bench.product();
    const { release } = await describeUpload({ settings: { targets: [group(product)] } });
    expect(release.targets).toEqual([group(product)]);
  });

  it("may have a single byte, and exactly 16 MiB", async () => {
    expect((await describeUpload({ body: "x" })).release.files[0]?.size).toBe(1);
    const largest = new Uint8Array(16 * 1024 * 1024);
    expect((await describeUpload({ body: largest })).release.files[0]?.size).toBe(largest.length);
  });

  it("keeps the digest its uploader stated", async () => {
    const sha256 = createHash("sha256").update("firmware").digest("hex");
    expect((await describeUpload({ metadata: { sha256 } })).release.files[0]?.sha256).toBe(sha256);
  });

  it("may wait for devices when it is CONTINUOUS", async () => {
    const { release } = await describeUpload({ things: 0, settings: { targetSelection: "CONTINUOUS" } });
    expect(release.targetSelection).toBe("CONTINUOUS");
  });
});

describe("a release is refused", () => {
  it.each<[string, Parameters<typeof describeUpload>[0], string]>([
    ["without bytes", { body: new Uint8Array() }, "EmptyImageError"],
    ["above 16 MiB", { body: new Uint8Array(16 * 1024 * 1024 + 1) }, "ImageTooLargeError"],
    ["of other bytes than its uploader stated", { metadata: { sha256: "0".repeat(64) } }, "DigestMismatchError"],
    ["for a group without things", { things: 0 }, "TargetEmptyError"],
    ["for a group that does not exist", { settings: { targets: ["thinggroup/nobody"] } }, "TargetNotFoundError"],
    ["for a thing that does not exist", { settings: { targets: ["thing/nobody"] } }, "TargetNotFoundError"],
    ["for what is no target", { settings: { targets: ["nobody"] } }, "TargetInvalidError"],
    ["by settings nobody knows", { settings: { target: [] } }, "ProductSettingsInvalidError"],
    ["by settings that are no JSON", { settings: "{" }, "ProductSettingsInvalidError"],
    ["by settings too large to read", { settings: " ".repeat(65_537) }, "ProductSettingsInvalidError"],
    ["with a profile nobody made", { settings: { signingProfile: "other_nobody" } }, "SignerProfileUnusableError"],
  ])("%s", async (_, options, name) => {
    expect((await refusalOf(options)).name).toBe(name);
  });

  it("for a group of another account", async () => {
    const product = await bench.product();
    const targets = [group(product).replace("123456789012", "210987654321")];
    expect((await refusalOf({ settings: { targets } })).name).toBe("TargetInvalidError");
  });

  it("with a profile of another platform", async () => {
    bench.putProfile("other_iot", "AWSIoTDeviceManagement-SHA256-ECDSA");
    expect(await refusalOf({ settings: { signingProfile: "other_iot" } })).toMatchObject({
      name: "SignerProfileUnusableError",
      message: expect.stringContaining("AWSIoTDeviceManagement-SHA256-ECDSA"),
    });
  });

  it("with a profile that the pipeline may not read, with what AWS says", async () => {
    bench.faults.add({ service: "signer", operation: "GetSigningProfile", fault: "denied" });
    expect(await refusalOf({ settings: { signingProfile: "other_theirs" } })).toMatchObject({
      name: "SignerProfileUnusableError",
      message: expect.stringMatching(/^Signing profile other_theirs may not be read: .*not authorized/),
    });
  });

  it("with a profile that the stack does not allow", async () => {
    expect(await refusalOf({ settings: { signingProfile: "theirs" } })).toMatchObject({
      name: "SignerProfileUnusableError",
      message:
        "Signing profile theirs is neither the stack's SigningProfileName nor among its AllowedSigningProfiles: ota_pipeline, other_*",
    });
  });

  it("of a product nobody knows", async () => {
    const upload = await bench.upload("firmware/thermostta/1.4.0/app.bin");
    await expect(invoke(handler, { upload })).rejects.toMatchObject({ name: "ProductUnknownError" });
  });

  it("when its version is gone, or became a delete marker", async () => {
    const product = await bench.product();
    const upload = await bench.upload(`firmware/${product}/1.4.0/app.bin`);
    const { VersionId: marker = "" } = await s3.deleteObject({ Bucket: firmwareBucket, Key: upload.key });
    await expect(invoke(handler, { upload: { ...upload, versionId: marker } })).rejects.toMatchObject({
      name: "SourceVersionGoneError",
    });
    await s3.deleteObject({ Bucket: firmwareBucket, Key: upload.key, VersionId: upload.versionId });
    await expect(invoke(handler, { upload })).rejects.toMatchObject({ name: "SourceVersionGoneError" });
  });

  it.each<[string, unknown, string]>([
    ["without an upload", undefined, "InputInvalidError"],
    ["in another bucket", { bucket: "other", key: "firmware/a/1.0.0/b", versionId: "v" }, "InputInvalidError"],
    ["without versions", { bucket: firmwareBucket, key: "firmware/a/1.0.0/b", versionId: null }, "VersioningOffError"],
    ["by its key", { bucket: firmwareBucket, key: "firmware/a b/1.0.0/b", versionId: "v" }, "NotFirmwareError"],
    ["by its version", { bucket: firmwareBucket, key: "firmware/a/v1/b", versionId: "v" }, "VersionInvalidError"],
  ])("%s", async (_, upload, name) => {
    await expect(invoke(handler, { upload })).rejects.toMatchObject({ name });
  });
});
