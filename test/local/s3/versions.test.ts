import {
  type DeleteMarkerEntry,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { failure, type StartedS3, startS3 } from "./start-s3.ts";

function suspend({ client, bucket: Bucket }: StartedS3) {
  return client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Suspended" } }));
}

async function versionsOf({ client, bucket: Bucket }: StartedS3, Prefix = "") {
  const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix }));
  const brief = (listed: DeleteMarkerEntry) => [listed.Key, listed.VersionId, listed.IsLatest];
  return { versions: Versions.map(brief), markers: DeleteMarkers.map(brief) };
}

describe("a bucket's versioning", () => {
  it("is nothing until it is set, and then what it was set to", async () => {
    const s3 = await startS3();
    const status = async () => (await s3.client.send(new GetBucketVersioningCommand({ Bucket: s3.bucket }))).Status;
    expect(await status()).toBeUndefined();
    await suspend(s3);
    expect(await status()).toBe("Suspended");
  });

  it("has no other states", async () => {
    const { client, bucket: Bucket } = await startS3();
    const VersioningConfiguration = { Status: "Off" as "Enabled" };
    const put = client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    await expect(put).rejects.toMatchObject(failure("MalformedXML", 400));
  });
});

describe("a bucket with versioning", () => {
  it("gives every write a version id of its own", async () => {
    const { put } = await startS3({ versioning: "Enabled" });
    const one = (await put("v", "one")).VersionId;
    const two = (await put("v", "two")).VersionId;
    expect(one).toMatch(/^[A-Za-z0-9._]{32}$/);
    expect(two).not.toBe(one);
  });

  it("reads the version that is named, or else the newest", async () => {
    const { put, read } = await startS3({ versioning: "Enabled" });
    const { VersionId } = await put("v", "one");
    await put("v", "two");
    expect(await read("v", { VersionId })).toBe("one");
    expect(await read("v")).toBe("two");
  });

  it("lists a key's versions, the newest first", async () => {
    const s3 = await startS3({ versioning: "Enabled" });
    const one = (await s3.put("v", "one")).VersionId;
    const two = (await s3.put("v", "two")).VersionId;
    expect(await versionsOf(s3)).toEqual({
      versions: [
        ["v", two, true],
        ["v", one, false],
      ],
      markers: [],
    });
  });

  it("hides a deleted object behind a delete marker and keeps its versions", async () => {
    const s3 = await startS3({ versioning: "Enabled" });
    const { VersionId } = await s3.put("v", "one");
    const deleted = await s3.client.send(new DeleteObjectCommand({ Bucket: s3.bucket, Key: "v" }));
    expect(deleted).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
    await expect(s3.read("v")).rejects.toMatchObject(failure("NoSuchKey", 404));
    expect(await s3.read("v", { VersionId })).toBe("one");
    expect((await s3.client.send(new ListObjectsV2Command({ Bucket: s3.bucket }))).KeyCount).toBe(0);
    expect(await versionsOf(s3)).toEqual({
      versions: [["v", VersionId, false]],
      markers: [["v", deleted.VersionId, true]],
    });
  });

  it("shows the object again once the delete marker is deleted", async () => {
    const { client, bucket: Bucket, put, read } = await startS3({ versioning: "Enabled" });
    await put("v", "one");
    const { VersionId } = await client.send(new DeleteObjectCommand({ Bucket, Key: "v" }));
    const undone = await client.send(new DeleteObjectCommand({ Bucket, Key: "v", VersionId }));
    expect(undone).toMatchObject({ DeleteMarker: true, VersionId });
    expect(await read("v")).toBe("one");
  });

  it("deletes a version for good when it is named, and says nothing when there is none", async () => {
    const { client, bucket: Bucket, put, read } = await startS3({ versioning: "Enabled" });
    const { VersionId } = await put("v", "one");
    await put("v", "two");
    const deletion = new DeleteObjectCommand({ Bucket, Key: "v", VersionId });
    const first = await client.send(deletion);
    expect(first).toMatchObject({ VersionId, $metadata: { httpStatusCode: 204 } });
    expect(first.DeleteMarker).toBeUndefined();
    expect((await client.send(deletion)).$metadata.httpStatusCode).toBe(204);
    await expect(read("v", { VersionId })).rejects.toMatchObject(failure("NoSuchVersion", 404));
    expect(await read("v")).toBe("two");
  });

  it("does not read a delete marker that is named", async () => {
    const { client, bucket: Bucket, put, read } = await startS3({ versioning: "Enabled" });
    await put("v", "one");
    const { VersionId } = await client.send(new DeleteObjectCommand({ Bucket, Key: "v" }));
    await expect(read("v", { VersionId })).rejects.toMatchObject(failure("MethodNotAllowed", 405));
  });

  it.each(["", "none", "x".repeat(33)])("knows that it never gave out the id %j", async (VersionId) => {
    const { put, client, bucket: Bucket } = await startS3({ versioning: "Enabled" });
    await put("v", "one");
    const head = client.send(new HeadObjectCommand({ Bucket, Key: "v", VersionId }));
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  it("deletes many at once, and tells what became of each", async () => {
    const s3 = await startS3({ versioning: "Enabled" });
    const { client, bucket: Bucket, put } = s3;
    const { VersionId } = await put("a", "x");
    await put("b", "x");
    const Objects = [{ Key: "a", VersionId }, { Key: "b" }, { Key: "c", VersionId: "none" }];
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual([
      { Key: "a", VersionId },
      { Key: "b", DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) },
    ]);
    expect(Errors).toMatchObject([{ Key: "c", VersionId: "none", Code: "InvalidArgument" }]);
    const quiet = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "b" }], Quiet: true } }),
    );
    expect(quiet.Deleted).toBeUndefined();
  });
});

describe("a bucket whose versioning is suspended", () => {
  it("writes over the version null and keeps the others", async () => {
    const s3 = await startS3({ versioning: "Enabled" });
    const { VersionId } = await s3.put("v", "one");
    await suspend(s3);
    expect((await s3.put("v", "two")).VersionId).toBe("null");
    await s3.put("v", "three");
    expect(await s3.read("v")).toBe("three");
    expect(await versionsOf(s3)).toEqual({
      versions: [
        ["v", "null", true],
        ["v", VersionId, false],
      ],
      markers: [],
    });
  });

  it("deletes the version null and leaves a delete marker null", async () => {
    const s3 = await startS3({ versioning: "Enabled" });
    const { VersionId } = await s3.put("v", "one");
    await suspend(s3);
    await s3.put("v", "two");
    await s3.client.send(new DeleteObjectCommand({ Bucket: s3.bucket, Key: "v" }));
    expect(await versionsOf(s3)).toEqual({ versions: [["v", VersionId, false]], markers: [["v", "null", true]] });
  });

  it("keeps what was there before versioning as the version null", async () => {
    const s3 = await startS3();
    await s3.put("v", "before");
    await s3.client.send(
      new PutBucketVersioningCommand({ Bucket: s3.bucket, VersioningConfiguration: { Status: "Enabled" } }),
    );
    await s3.put("v", "after");
    expect(await s3.read("v", { VersionId: "null" })).toBe("before");
  });
});
