import { GetObjectAttributesCommand, GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { failure, startS3 } from "./start-s3.ts";

describe("an object", () => {
  it("comes back with its bytes, its type and the MD5 of its bytes as its ETag", async () => {
    const { client, bucket, put } = await startS3();
    const written = await put("app.bin", "hello", { ContentType: "text/plain" });
    const { Body, ...answer } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: "app.bin" }));
    expect(await Body?.transformToString()).toBe("hello");
    expect(answer).toMatchObject({
      ContentType: "text/plain",
      ContentLength: 5,
      ETag: '"5d41402abc4b2a76b9719d911017c592"',
      AcceptRanges: "bytes",
      ServerSideEncryption: "AES256",
    });
    expect(written).toMatchObject({ ETag: answer.ETag, ServerSideEncryption: "AES256" });
    expect(answer.VersionId).toBeUndefined();
  });

  it("keeps what it was described with", async () => {
    const { client, bucket, put } = await startS3();
    const description = {
      CacheControl: "no-store",
      ContentDisposition: 'attachment; filename="app.bin"',
      ContentEncoding: "gzip",
      ContentLanguage: "de",
      ContentType: "application/x-firmware",
      Metadata: { version: "1.4.0", "signing-job": "abc" },
      StorageClass: "STANDARD_IA",
    } as const;
    await put("app.bin", "x", description);
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: "app.bin" }));
    expect(head).toMatchObject(description);
  });

  it("is binary when nothing says what it is", async () => {
    const { client, bucket, objects } = await startS3();
    await objects.write({ bucket, key: "app.bin", body: Buffer.from("x") });
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: "app.bin" }));
    expect(head.ContentType).toBe("binary/octet-stream");
  });

  it("tells the attributes that it is asked for, and no others", async () => {
    const { client, bucket: Bucket, put } = await startS3();
    await put("app.bin", "hello");
    const { $metadata: _, ...attributes } = await client.send(
      new GetObjectAttributesCommand({ Bucket, Key: "app.bin", ObjectAttributes: ["ETag", "ObjectSize"] }),
    );
    expect(attributes).toEqual({
      ETag: "5d41402abc4b2a76b9719d911017c592",
      ObjectSize: 5,
      LastModified: new Date("2026-01-01T00:00:00Z"),
    });
  });

  it("says when it was written", async () => {
    const { client, bucket, put, clock } = await startS3();
    await clock.advance(90_000);
    await put("app.bin", "x");
    await clock.advance(60_000);
    const { LastModified } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: "app.bin" }));
    expect(LastModified).toEqual(new Date("2026-01-01T00:01:30Z"));
  });

  it("may be empty", async () => {
    const { client, bucket, put, read } = await startS3();
    await put("empty", new Uint8Array(0));
    expect(await read("empty")).toBe("");
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: "empty" }));
    expect(head).toMatchObject({ ContentLength: 0, ETag: '"d41d8cd98f00b204e9800998ecf8427e"' });
  });

  it("gives way to what is written after it", async () => {
    const { put, read } = await startS3();
    await put("app.bin", "one");
    await put("app.bin", "two");
    expect(await read("app.bin")).toBe("two");
  });
});

describe("what is not there", () => {
  it.each([
    ["a key", "firmware", failure("NoSuchKey", 404)],
    ["a bucket", "nobodys-bucket", failure("NoSuchBucket", 404)],
  ])("is told by name: %s", async (_, Bucket, error) => {
    const { client } = await startS3();
    await expect(client.send(new GetObjectCommand({ Bucket, Key: "none" }))).rejects.toMatchObject(error);
  });

  it("has no body to tell more with when it is asked for by HEAD", async () => {
    const { client, bucket } = await startS3();
    const head = client.send(new HeadObjectCommand({ Bucket: bucket, Key: "none" }));
    await expect(head).rejects.toMatchObject(failure("NotFound", 404));
  });
});

describe("an upload that S3 does not take", () => {
  it.each([
    ["metadata of more than 2 KB", { Metadata: { a: "x".repeat(2048) } }, failure("MetadataTooLarge", 400)],
    [
      "a customer's own key",
      { SSECustomerAlgorithm: "AES256", SSECustomerKey: "x".repeat(32) },
      failure("NotImplemented", 501),
    ],
    ["an ACL for others", { ACL: "public-read" }, failure("AccessControlListNotSupported", 400)],
    [
      "a bucket expected to be another account's",
      { ExpectedBucketOwner: "000000000000" },
      failure("AccessDenied", 403),
    ],
    ["two tags with one key", { Tagging: "a=1&a=2" }, failure("InvalidTag", 400)],
  ] as const)("is refused by name: %s", async (_, more, error) => {
    const { put, read } = await startS3();
    await expect(put("app.bin", "x", more)).rejects.toMatchObject(error);
    await expect(read("app.bin")).rejects.toMatchObject(failure("NoSuchKey", 404));
  });

  it("has a key of more than 1,024 bytes", async () => {
    const { put, read } = await startS3();
    const longest = "ü".repeat(512);
    await put(longest, "x");
    expect(await read(longest)).toBe("x");
    await expect(put(`${longest}x`, "x")).rejects.toMatchObject(failure("KeyTooLongError", 400));
  });
});

describe("an archived object", () => {
  it("can be looked at but not read", async () => {
    const { client, bucket, put, read } = await startS3();
    await put("old.bin", "x", { StorageClass: "GLACIER" });
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: "old.bin" }));
    expect(head.StorageClass).toBe("GLACIER");
    await expect(read("old.bin")).rejects.toMatchObject(failure("InvalidObjectState", 403));
  });
});
