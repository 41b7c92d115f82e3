import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { handler } from "../../functions/describe-release.ts";
import { digestOf } from "../../functions/firmware/release.ts";
import { releaseIdOf } from "../../functions/firmware/release-id.ts";
import { type ManifestRelease, uploadManifest } from "../support/manifest-release.ts";
import { firmwareBucket, invoke, pipelineBench } from "../support/pipeline-bench.ts";

const bench = await pipelineBench();
const { s3 } = bench;
const sha256 = (bytes: string) => createHash("sha256").update(bytes).digest("hex");

/** Describes a release with a manifest, of a new product unless one is named. */
async function describeManifest({ product, ...like }: Partial<ManifestRelease> = {}) {
  const upload = await uploadManifest(bench, { product: product ?? (await bench.product()), ...like });
  return { upload, release: await invoke(handler, { upload }) };
}

function refusalOf(like: Partial<ManifestRelease>): Promise<Error> {
  return describeManifest(like).then(
    () => expect.fail("the release was not refused"),
    (refusal: Error) => refusal,
  );
}

describe("a release with a manifest", () => {
  it("is of the files beside it, each in the version it has when the manifest comes", async () => {
    const product = await bench.product();
    await bench.upload(`releases/${product}/1.4.0/app.bin`, "an older app");
    const files = { "app.bin": "the app", "radio.bin": "the radio" };
    const { upload, release } = await describeManifest({ product, files });
    const { Versions = [] } = await s3.listObjectVersions({ Bucket: firmwareBucket, Prefix: `releases/${product}/` });
    const latest = (name: string) => Versions.find(({ Key, IsLatest }) => IsLatest && Key?.endsWith(name));
    expect(release).toMatchObject({
      id: releaseIdOf(upload),
      product,
      version: "1.4.0",
      digest: digestOf([
        { fileId: 0, sha256: sha256("the app") },
        { fileId: 1, sha256: sha256("the radio") },
      ]),
      delivery: "stream",
      files: [
        { name: "app.bin", fileId: 0, size: 7, sha256: sha256("the app"), versionId: latest("app.bin")?.VersionId },
        { name: "radio.bin", fileId: 1, sha256: sha256("the radio"), key: `releases/${product}/1.4.0/radio.bin` },
      ],
    });
  });

  it("says more than its product's settings, and these more than the stack", async () => {
    const product = await bench.product();
    const settings = { successPercent: 90, rolloutDeadlineInDays: 3, fileName: "a.bin" };
    await bench.upload(`products/${product}.json`, JSON.stringify(settings));
    const manifest = {
      successPercent: 80,
      protocols: ["MQTT", "HTTP"],
      tags: { team: "heating" },
      files: [{ name: "app.bin", fileVersion: "7", attributes: { branch: "main" } }],
    };
    expect((await describeManifest({ product, manifest })).release).toMatchObject({
      successPercent: 80,
      rolloutDeadlineInDays: 3,
      inProgressTimeoutInMinutes: 1440,
      delivery: "s3",
      protocols: ["MQTT", "HTTP"],
      tags: { team: "heating" },
      files: [{ name: "app.bin", fileName: "a.bin", fileVersion: "7", attributes: { branch: "main" } }],
    });
  });

  it("may state the size and digest of its files", async () => {
    const files = [{ name: "app.bin", size: 8, sha256: sha256("firmware") }];
    expect((await describeManifest({ manifest: { files } })).release.files).toHaveLength(1);
  });

  it("may be of a product nobody knows, when it names its targets", async () => {
    await bench.product(1);
    await bench.iot.createThing({ thingName: "lab-7" });
    const { release } = await describeManifest({ product: "unheard-of", manifest: { targets: ["thing/lab-7"] } });
    expect(release.targets).toEqual(["arn:aws:iot:us-east-1:123456789012:thing/lab-7"]);
  });
});

describe("a release with a manifest is refused", () => {
  const stated = (what: object) => ({ manifest: { files: [{ name: "app.bin", ...what }] } });

  it.each<[string, Partial<ManifestRelease>, string, RegExp]>([
    ["whose file is not there yet", { files: {}, ...stated({}) }, "FileMissingError", /upload the files first/],
    ["whose file has another size", stated({ size: 9 }), "SizeMismatchError", /app.bin has 8 bytes, not 9/],
    ["whose file has other bytes", stated({ sha256: "0".repeat(64) }), "DigestMismatchError", /not 0000/],
    ["whose file is empty", { files: { "app.bin": new Uint8Array() } }, "EmptyImageError", /app.bin/],
    ["that is no JSON", { manifest: "{" }, "ManifestInvalidError", /release.json/],
    ["with a field nobody knows", { manifest: { target: [] } }, "ManifestInvalidError", /target/],
    ["that is too large to be read", { manifest: " ".repeat(65_537) }, "ManifestInvalidError", /65537 bytes/],
    ["for nobody", { product: "unheard-of-too" }, "ProductUnknownError", /unheard-of-too/],
    ["for a thing that is not", { manifest: { targets: ["thing/nobody"] } }, "TargetNotFoundError", /nobody/],
  ])("%s", async (_, like, name, message) => {
    expect(await refusalOf(like)).toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it("for another product's things, where its own product's settings say which are its own", async () => {
    const product = await bench.product();
    const targets = [`thinggroup/${await bench.product()}`];
    await bench.upload(`products/${product}.json`, JSON.stringify({ allowedTargets: ["thing/lab-*"] }));
    expect(await refusalOf({ product, manifest: { targets } })).toMatchObject({
      name: "ManifestInvalidError",
      message: expect.stringContaining(`targets[0]: ${targets} is not among the targets`),
    });
  });

  it("whose file is above 16 MiB", async () => {
    const files = { "app.bin": new Uint8Array(16 * 1024 * 1024 + 1) };
    expect((await refusalOf({ files })).name).toBe("ImageTooLargeError");
  });

  it("whose file was deleted", async () => {
    const product = await bench.product();
    const upload = await uploadManifest(bench, { product });
    await s3.deleteObject({ Bucket: firmwareBucket, Key: `releases/${product}/1.4.0/app.bin` });
    await expect(invoke(handler, { upload })).rejects.toMatchObject({ name: "FileMissingError" });
  });

  it("when the upload is one of its files", async () => {
    const upload = await bench.upload(`releases/${await bench.product()}/1.4.0/app.bin`);
    await expect(invoke(handler, { upload })).rejects.toMatchObject({ name: "NotFirmwareError" });
  });
});
