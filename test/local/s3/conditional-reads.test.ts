import { CopyObjectCommand, GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { failure, startS3 } from "./start-s3.ts";

const before = new Date("2025-12-31T23:00:00Z");
const written = new Date("2026-01-01T00:00:00Z");
const etag = '"9dd4e461268c8034f5c8564e155c67a6"'; // of "x"
const other = '"5d41402abc4b2a76b9719d911017c592"';

const notModified = { $metadata: { httpStatusCode: 304 } };
const preconditionFailed = { $metadata: { httpStatusCode: 412 } };

describe("a read on a condition", () => {
  it.each([
    ["its ETag is the one", { IfMatch: etag }],
    ["its ETag is one of them, or any", { IfMatch: `${other}, *` }],
    ["its ETag is another", { IfNoneMatch: other }],
    ["it has changed since", { IfModifiedSince: before }],
    ["it has not changed since", { IfUnmodifiedSince: written }],
    ["its ETag is the one, whatever the date says", { IfMatch: etag, IfUnmodifiedSince: before }],
    ["its ETag is another, whatever the date says", { IfNoneMatch: other, IfModifiedSince: written }],
  ])("gives the object when %s", async (_, condition) => {
    const { put, read } = await startS3();
    await put("app.bin", "x");
    expect(await read("app.bin", condition)).toBe("x");
  });

  it.each([
    ["not modified: that ETag is known", { IfNoneMatch: etag }, notModified],
    ["not modified: without quotes too", { IfNoneMatch: etag.replaceAll('"', "") }, notModified],
    ["not modified since", { IfModifiedSince: written }, notModified],
    ["another ETag", { IfMatch: other }, preconditionFailed],
    ["modified since", { IfUnmodifiedSince: before }, preconditionFailed],
  ])("says so when it does not hold: %s", async (_, condition, error) => {
    const { client, bucket: Bucket, put } = await startS3();
    await put("app.bin", "x");
    const request = { Bucket, Key: "app.bin", ...condition };
    await expect(client.send(new GetObjectCommand(request))).rejects.toMatchObject(error);
    await expect(client.send(new HeadObjectCommand(request))).rejects.toMatchObject(error);
  });

  it("holds for the source of a copy, where every failure is a failed precondition", async () => {
    const { client, bucket: Bucket, put, read } = await startS3();
    await put("from", "x");
    const copy = (condition: object) =>
      client.send(new CopyObjectCommand({ Bucket, Key: "to", CopySource: `${Bucket}/from`, ...condition }));
    await expect(copy({ CopySourceIfNoneMatch: etag })).rejects.toMatchObject(failure("PreconditionFailed", 412));
    await expect(copy({ CopySourceIfModifiedSince: written })).rejects.toMatchObject(
      failure("PreconditionFailed", 412),
    );
    await copy({ CopySourceIfMatch: etag });
    expect(await read("to")).toBe("x");
  });
});
