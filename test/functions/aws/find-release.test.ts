import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { findRelease } from "../../../functions/aws/find-release.ts";
import type { UploadSource } from "../../../functions/aws/upload-source.ts";
import { handler as describeRelease } from "../../../functions/describe-release.ts";
import { SourceVersionGoneError } from "../../../functions/firmware/image.ts";
import { releaseIdOf } from "../../../functions/firmware/release-id.ts";
import { uploadManifest } from "../../support/manifest-release.ts";
import { firmwareBucket, invoke, pipelineBench } from "../../support/pipeline-bench.ts";

const bench = await pipelineBench();
const versionId = "not-uploaded";

/** Files by their keys, as they would be uploaded. */
function onDisk(files: Readonly<Record<string, string>>, cutAt?: number): UploadSource {
  const bytesOf = (key: string) => Buffer.from(files[key] ?? expect.fail(`nobody may ask for ${key}`));
  return {
    find: async (bucket, key) => (key in files ? { bucket, key, versionId } : undefined),
    async look(upload) {
      if (!(upload.key in files)) throw new SourceVersionGoneError(upload);
      return { size: bytesOf(upload.key).length };
    },
    read: async ({ key }) => Readable.from([bytesOf(key).subarray(0, cutAt)]),
  };
}

/** What differs between the same release planned and uploaded: which versions S3 gave. */
const withoutVersions = (value: object): unknown =>
  JSON.parse(JSON.stringify(value, (key, one) => (key === "versionId" || key === "id" ? undefined : one)));

describe("a release that nobody has uploaded", () => {
  it("is found as it would be in S3, by its image", async () => {
    const product = await bench.product();
    const key = `firmware/${product}/1.4.0/app.bin`;
    const planned = { bucket: firmwareBucket, key, versionId };
    const found = await findRelease(planned, onDisk({ [key]: "firmware" }));
    expect(found).toMatchObject({ id: releaseIdOf(planned), files: [{ ...planned, size: 8 }] });
    const uploaded = await invoke(describeRelease, { upload: await bench.upload(key, "firmware") });
    expect(withoutVersions(found)).toEqual(withoutVersions(uploaded));
  });

  it("is found as it would be in S3, by its manifest", async () => {
    const product = await bench.product();
    const folder = `releases/${product}/1.4.0/`;
    const manifest = JSON.stringify({ files: [{ name: "app.bin" }, { name: "radio.bin" }], protocols: ["HTTP"] });
    const files = { "app.bin": "the app", "radio.bin": "the radio" };
    const disk = Object.entries({ ...files, "release.json": manifest }).map(([name, body]) => [folder + name, body]);
    const planned = { bucket: firmwareBucket, key: `${folder}release.json`, versionId };
    const found = await findRelease(planned, onDisk(Object.fromEntries(disk)));
    const uploaded = await invoke(describeRelease, {
      upload: await uploadManifest(bench, { product, manifest, files }),
    });
    expect(withoutVersions(found)).toEqual(withoutVersions(uploaded));
    expect(found.files[1]?.sha256).toBe(createHash("sha256").update("the radio").digest("hex"));
  });

  it("is refused as it would be in S3", async () => {
    const key = `releases/${await bench.product()}/1.4.0/release.json`;
    const upload = { bucket: firmwareBucket, key, versionId };
    const files = { [key]: JSON.stringify({ files: [{ name: "app.bin" }] }) };
    await expect(findRelease(upload, onDisk(files))).rejects.toMatchObject({ name: "FileMissingError" });
    await expect(findRelease(upload, onDisk({}))).rejects.toMatchObject({ name: "SourceVersionGoneError" });
    await expect(findRelease({ ...upload, bucket: "theirs" }, onDisk(files))).rejects.toMatchObject({
      name: "InputInvalidError",
    });
  });
});

it("a manifest that ends too early is read again, and not taken for another", async () => {
  const key = `releases/${await bench.product()}/1.4.0/release.json`;
  const manifest = `${JSON.stringify({ files: [{ name: "app.bin" }] })}          `;
  const cut = onDisk({ [key]: manifest }, manifest.length - 5);
  await expect(findRelease({ bucket: firmwareBucket, key, versionId }, cut)).rejects.toMatchObject({
    name: "TransientError",
    message: `The manifest ended after ${manifest.length - 5} of ${manifest.length} bytes`,
  });
});
