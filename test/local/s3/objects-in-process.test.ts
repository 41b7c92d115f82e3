import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { startS3 } from "./start-s3.ts";

describe("S3 for the other services of local AWS", () => {
  it("says what it knows of an object, version by version", async () => {
    const { put, objects, bucket } = await startS3({ versioning: "Enabled" });
    const { VersionId } = await put("app.bin", "one", { ContentType: "text/plain", Metadata: { a: "b" } });
    await put("app.bin", "second");
    expect(await objects.head({ bucket, key: "app.bin", versionId: VersionId })).toEqual({
      versionId: VersionId,
      size: 3,
      etag: "f97c5d29941bfb1b2fdab0874906ab82",
      contentType: "text/plain",
      lastModified: new Date("2026-01-01T00:00:00Z"),
      metadata: { a: "b" },
    });
    expect((await objects.head({ bucket, key: "app.bin" })).size).toBe(6);
  });

  it("reads bytes, all or from one to another", async () => {
    const { put, objects, bucket } = await startS3();
    await put("app.bin", "0123456789");
    const read = async (range?: { start: number; end: number }) =>
      (await objects.read({ bucket, key: "app.bin" }, range)).toString();
    expect(await read()).toBe("0123456789");
    expect(await read({ start: 2, end: 4 })).toBe("234");
    expect(await read({ start: 8, end: 4096 })).toBe("89");
    await expect(read({ start: 10, end: 11 })).rejects.toMatchObject({ name: "InvalidRange", status: 416 });
  });

  it("writes as a client does", async () => {
    const { client, objects, bucket, read } = await startS3({ versioning: "Enabled" });
    const body = Buffer.from('{"rawPayloadSize":1}');
    const written = await objects.write({ bucket, key: "signed/1", body, contentType: "application/octet-stream" });
    expect(await read("signed/1", { VersionId: written.versionId })).toBe('{"rawPayloadSize":1}');
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: "signed/1", ChecksumMode: "ENABLED" }));
    expect(head).toMatchObject({
      ETag: `"${written.etag}"`,
      ContentType: "application/octet-stream",
      ChecksumCRC64NVME: expect.any(String),
    });
  });

  it.each([
    ["NoSuchBucket", { bucket: "nobodys", key: "app.bin" }],
    ["NoSuchKey", { bucket: "firmware", key: "none" }],
    ["NoSuchVersion", { bucket: "firmware", key: "app.bin", versionId: "none" }],
  ])("fails as S3 does: %s", async (name, location) => {
    const { put, objects } = await startS3();
    await put("app.bin", "x");
    await expect(objects.head(location)).rejects.toMatchObject({ name, status: 404 });
    await expect(objects.read(location)).rejects.toMatchObject({ name, status: 404 });
  });
});
