import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  type ListObjectsCommandInput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { failure, type StartedS3, startS3 } from "./start-s3.ts";

const keys = ["a.bin", "l/1", "l/2", "l/3/x", "l/3/y", "l/4", "m/1", "z.bin"];

async function startWith(names: readonly string[], options?: { versioning: "Enabled" }): Promise<StartedS3> {
  const s3 = await startS3(options);
  for (const key of names) await s3.objects.write({ bucket: s3.bucket, key, body: Buffer.from(key) });
  return s3;
}

describe("ListObjectsV2", () => {
  const list = ({ client, bucket }: StartedS3, more: Omit<ListObjectsV2CommandInput, "Bucket"> = {}) =>
    client.send(new ListObjectsV2Command({ Bucket: bucket, ...more }));

  it("lists objects in the order of their keys' bytes", async () => {
    const names = ["b", "a", "B", "ü", "\uffee", "🦊", "a/", "a0"];
    const { Contents = [], KeyCount } = await list(await startWith(names));
    expect(Contents.map(({ Key }) => Key)).toEqual(["B", "a", "a/", "a0", "b", "ü", "\uffee", "🦊"]);
    expect(KeyCount).toBe(8);
    expect(Contents[1]).toMatchObject({
      Size: 1,
      ETag: '"0cc175b9c0f1b6a831c399e269772661"',
      LastModified: new Date("2026-01-01T00:00:00Z"),
      StorageClass: "STANDARD",
    });
  });

  it("rolls up what shares a prefix up to the delimiter", async () => {
    const s3 = await startWith(keys);
    const root = await list(s3, { Delimiter: "/" });
    expect(root.Contents?.map(({ Key }) => Key)).toEqual(["a.bin", "z.bin"]);
    expect(root.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(["l/", "m/"]);
    const folder = await list(s3, { Delimiter: "/", Prefix: "l/" });
    expect(folder.Contents?.map(({ Key }) => Key)).toEqual(["l/1", "l/2", "l/4"]);
    expect(folder.CommonPrefixes).toEqual([{ Prefix: "l/3/" }]);
  });

  it.each([1, 2, 3, 5, 1000])("gives everything once in pages of %d", async (MaxKeys) => {
    const s3 = await startWith(keys);
    const seen: (string | undefined)[] = [];
    const pages = paginateListObjectsV2(
      { client: s3.client, pageSize: MaxKeys },
      { Bucket: s3.bucket, Delimiter: "/", Prefix: "l/" },
    );
    for await (const { Contents = [], CommonPrefixes = [], KeyCount = 0 } of pages) {
      expect(KeyCount).toBeLessThanOrEqual(MaxKeys);
      seen.push(...Contents.map(({ Key }) => Key), ...CommonPrefixes.map(({ Prefix }) => Prefix));
    }
    expect(seen.sort()).toEqual(["l/1", "l/2", "l/3/", "l/4"]);
  });

  it("goes on where it was, whatever is deleted meanwhile", async () => {
    const s3 = await startWith(keys);
    const first = await list(s3, { MaxKeys: 3 });
    await s3.client.send(new DeleteObjectCommand({ Bucket: s3.bucket, Key: "l/2" }));
    const rest = await list(s3, { ContinuationToken: first.NextContinuationToken });
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(keys.slice(3));
  });

  it("starts where it is asked to, and ends at once when asked for nothing", async () => {
    const s3 = await startWith(keys);
    expect((await list(s3, { StartAfter: "l/4" })).Contents?.map(({ Key }) => Key)).toEqual(["m/1", "z.bin"]);
    expect(await list(s3, { MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });

  it.each([{ ContinuationToken: "none of ours" }, { MaxKeys: -1 }, { MaxKeys: 1.5 }])("refuses %j", async (wrong) => {
    await expect(list(await startS3(), wrong)).rejects.toMatchObject(failure("InvalidArgument", 400));
  });
});

describe("ListObjects", () => {
  const list = ({ client, bucket }: StartedS3, more: Omit<ListObjectsCommandInput, "Bucket"> = {}) =>
    client.send(new ListObjectsCommand({ Bucket: bucket, ...more }));

  it("goes on behind its marker, be it a key or a rolled-up prefix", async () => {
    const s3 = await startWith(keys);
    const first = await list(s3, { Delimiter: "/", MaxKeys: 2 });
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: "l/", CommonPrefixes: [{ Prefix: "l/" }] });
    const rest = await list(s3, { Delimiter: "/", Marker: first.NextMarker });
    expect(rest).toMatchObject({
      IsTruncated: false,
      Contents: [{ Key: "z.bin" }],
      CommonPrefixes: [{ Prefix: "m/" }],
    });
  });

  it("names the owner", async () => {
    const { Contents } = await list(await startWith(["a"]));
    expect(Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("ListObjectVersions", () => {
  const list = ({ client, bucket }: StartedS3, more: Omit<ListObjectVersionsCommandInput, "Bucket"> = {}) =>
    client.send(new ListObjectVersionsCommand({ Bucket: bucket, ...more }));

  it("pages through the versions of a key and from key to key", async () => {
    const s3 = await startWith(["a", "a", "a", "b"], { versioning: "Enabled" });
    await s3.client.send(new DeleteObjectCommand({ Bucket: s3.bucket, Key: "a" }));
    const whole = await list(s3);
    const all = [...(whole.DeleteMarkers ?? []), ...(whole.Versions ?? [])].map(({ VersionId }) => VersionId);
    expect(all).toHaveLength(5);
    const paged: (string | undefined)[] = [];
    let marker: Omit<ListObjectVersionsCommandInput, "Bucket"> = {};
    for (let isTruncated: boolean | undefined = true; isTruncated; ) {
      const page = await list(s3, { MaxKeys: 2, ...marker });
      paged.push(...[...(page.DeleteMarkers ?? []), ...(page.Versions ?? [])].map(({ VersionId }) => VersionId));
      isTruncated = page.IsTruncated;
      marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    expect(paged).toEqual(all);
  });

  it("rolls up prefixes, and starts behind a key", async () => {
    const s3 = await startWith(keys);
    const root = await list(s3, { Delimiter: "/", KeyMarker: "a.bin" });
    expect(root.Versions?.map(({ Key, VersionId }) => [Key, VersionId])).toEqual([["z.bin", "null"]]);
    expect(root.CommonPrefixes).toEqual([{ Prefix: "l/" }, { Prefix: "m/" }]);
  });

  it("knows no version to start behind without its key", async () => {
    const wrong = list(await startS3(), { VersionIdMarker: "null" });
    await expect(wrong).rejects.toMatchObject(failure("InvalidArgument", 400));
  });
});

describe("ListMultipartUploads", () => {
  it("pages through the uploads of a key in the order they were started in", async () => {
    const { client, bucket: Bucket } = await startS3();
    const ids: (string | undefined)[] = [];
    for (const Key of ["a", "a", "b"])
      ids.push((await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId);
    const first = await client.send(new ListMultipartUploadsCommand({ Bucket, MaxUploads: 1 }));
    const rest = await client.send(
      new ListMultipartUploadsCommand({
        Bucket,
        KeyMarker: first.NextKeyMarker,
        UploadIdMarker: first.NextUploadIdMarker,
      }),
    );
    expect([...(first.Uploads ?? []), ...(rest.Uploads ?? [])].map(({ UploadId }) => UploadId)).toEqual(ids);
    expect(rest.IsTruncated).toBe(false);
  });
});
