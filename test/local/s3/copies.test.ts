import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  DeleteObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { failure, type StartedS3, startS3 } from "./start-s3.ts";

function copy({ client, bucket }: StartedS3, CopySource: string, more: Partial<CopyObjectCommandInput> = {}) {
  return client.send(new CopyObjectCommand({ Bucket: bucket, Key: "copy", CopySource, ...more }));
}

async function headAndTags({ client, bucket: Bucket }: StartedS3) {
  const head = await client.send(new HeadObjectCommand({ Bucket, Key: "copy" }));
  const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket, Key: "copy" }));
  return { ContentType: head.ContentType, Metadata: head.Metadata, TagSet };
}

const described = { ContentType: "text/plain", Metadata: { version: "1.4.0" }, Tagging: "a=b" };

describe("a copy", () => {
  it("has the bytes, metadata and tags of its source", async () => {
    const s3 = await startS3({ versioning: "Enabled" });
    const source = await s3.put("source", "bytes", described);
    const made = await copy(s3, "/firmware/source");
    expect(made).toMatchObject({
      CopySourceVersionId: source.VersionId,
      VersionId: expect.any(String),
      CopyObjectResult: { ETag: source.ETag, ChecksumCRC32: source.ChecksumCRC32, LastModified: expect.any(Date) },
    });
    expect(await s3.read("copy")).toBe("bytes");
    expect(await headAndTags(s3)).toEqual({
      ContentType: "text/plain",
      Metadata: { version: "1.4.0" },
      TagSet: [{ Key: "a", Value: "b" }],
    });
  });

  it("has others where it is told to replace them", async () => {
    const s3 = await startS3();
    await s3.put("source", "bytes", described);
    await copy(s3, "firmware/source", {
      MetadataDirective: "REPLACE",
      Metadata: { n: "1" },
      TaggingDirective: "REPLACE",
      Tagging: "c=d",
    });
    expect(await headAndTags(s3)).toEqual({
      ContentType: "binary/octet-stream",
      Metadata: { n: "1" },
      TagSet: [{ Key: "c", Value: "d" }],
    });
  });

  it("lives on when its source is deleted and written over", async () => {
    const s3 = await startS3();
    await s3.put("source", "bytes");
    await copy(s3, "firmware/source");
    await s3.put("source", "other bytes");
    await s3.client.send(new DeleteObjectCommand({ Bucket: s3.bucket, Key: "source" }));
    expect(await s3.read("copy")).toBe("bytes");
  });

  it("takes the version that is named, and makes it the newest again", async () => {
    const s3 = await startS3({ versioning: "Enabled" });
    const { VersionId } = await s3.put("source", "one");
    await s3.put("source", "two");
    await copy(s3, `firmware/source?versionId=${VersionId}`, { Key: "source" });
    expect(await s3.read("source")).toBe("one");
  });
});

describe("a copy that cannot be made", () => {
  it("is one of an object to itself that changes nothing", async () => {
    const s3 = await startS3();
    await s3.put("copy", "bytes");
    await expect(copy(s3, "firmware/copy")).rejects.toMatchObject(failure("InvalidRequest", 400));
    await copy(s3, "firmware/copy", { MetadataDirective: "REPLACE", Metadata: { n: "1" } });
    expect((await headAndTags(s3)).Metadata).toEqual({ n: "1" });
  });

  it.each([
    ["a missing key", "firmware/none", failure("NoSuchKey", 404)],
    ["a missing bucket", "nobodys/none", failure("NoSuchBucket", 404)],
    ["a missing version", `firmware/source?versionId=${"x".repeat(32)}`, failure("NoSuchVersion", 404)],
    ["no key at all", "firmware", failure("InvalidArgument", 400)],
    ["no text at all", "firmware/%ff", failure("InvalidURI", 400)],
  ])("is one of %s", async (_, source, error) => {
    const s3 = await startS3();
    await s3.put("source", "bytes");
    await expect(copy(s3, source)).rejects.toMatchObject(error);
  });

  it("is one of a delete marker", async () => {
    const s3 = await startS3({ versioning: "Enabled" });
    await s3.put("source", "bytes");
    const { VersionId } = await s3.client.send(new DeleteObjectCommand({ Bucket: s3.bucket, Key: "source" }));
    await expect(copy(s3, "firmware/source")).rejects.toMatchObject(failure("NoSuchKey", 404));
    const named = copy(s3, `firmware/source?versionId=${VersionId}`);
    await expect(named).rejects.toMatchObject(failure("InvalidRequest", 400));
  });

  it("is one of an archived object", async () => {
    const s3 = await startS3();
    await s3.put("source", "bytes", { StorageClass: "DEEP_ARCHIVE" });
    await expect(copy(s3, "firmware/source")).rejects.toMatchObject(failure("ObjectNotInActiveTierError", 403));
  });
});
