import { readdir } from "node:fs/promises";
import { CopyObjectCommand, DeleteObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { heldBackBody } from "./held-back-body.ts";
import { failure, startS3 } from "./start-s3.ts";

const preconditionFailed = failure("PreconditionFailed", 412);

describe("If-None-Match: *", () => {
  it("lets the first write through and no other", async () => {
    const { put, read } = await startS3();
    await put("record", "first", { IfNoneMatch: "*" });
    await expect(put("record", "second", { IfNoneMatch: "*" })).rejects.toMatchObject(preconditionFailed);
    expect(await read("record")).toBe("first");
  });

  it("lets one of many writers at once through, whole", async () => {
    const { put, read, events } = await startS3();
    const bodies = Array.from({ length: 10 }, (_, index) => String(index).repeat(200_000));
    const writes = await Promise.allSettled(bodies.map((body) => put("record", body, { IfNoneMatch: "*" })));
    expect(writes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const write of writes) if (write.status === "rejected") expect(write.reason).toMatchObject(preconditionFailed);
    expect(bodies).toContain(await read("record"));
    expect(events).toHaveLength(1);
  });

  it("sees no object behind a delete marker", async () => {
    const { client, bucket: Bucket, put, read } = await startS3({ versioning: "Enabled" });
    await put("record", "first");
    await client.send(new DeleteObjectCommand({ Bucket, Key: "record" }));
    await put("record", "second", { IfNoneMatch: "*" });
    expect(await read("record")).toBe("second");
  });

  it("is a conflict when the object is deleted while the bytes come in", async () => {
    const { client, bucket: Bucket, put, directory } = await startS3();
    await put("record", "first");
    const { body, letGo } = heldBackBody(20_000);
    const write = put("record", body, { IfNoneMatch: "*", ContentLength: 20_000 });
    await expect.poll(() => readdir(directory)).toHaveLength(2); // its bytes are coming in
    await client.send(new DeleteObjectCommand({ Bucket, Key: "record" }));
    letGo();
    await expect(write).rejects.toMatchObject(failure("ConditionalRequestConflict", 409));
  });

  it.each(["IfNoneMatch", "IfMatch"])(
    "is the only thing S3 takes: other forms of %s are not implemented",
    async (name) => {
      const { put } = await startS3();
      const condition = name === "IfMatch" ? { IfMatch: "*" } : { IfNoneMatch: '"5d41402abc4b2a76b9719d911017c592"' };
      await expect(put("record", "x", condition)).rejects.toMatchObject(failure("NotImplemented", 501));
    },
  );
});

describe("If-Match", () => {
  it("writes over exactly the object that is meant", async () => {
    const { put, read } = await startS3();
    const { ETag } = await put("record", "first");
    await put("record", "second", { IfMatch: ETag });
    await expect(put("record", "third", { IfMatch: ETag })).rejects.toMatchObject(preconditionFailed);
    expect(await read("record")).toBe("second");
  });

  it("lets one of many writers at once through", async () => {
    const { put } = await startS3();
    const { ETag } = await put("record", "serving");
    const verdicts = ["superseded", "cancelled", "failed"];
    const writes = await Promise.allSettled(verdicts.map((verdict) => put("record", verdict, { IfMatch: ETag })));
    expect(writes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("finds nothing to match where there is no object", async () => {
    const { client, bucket: Bucket, put } = await startS3({ versioning: "Enabled" });
    await expect(put("record", "x", { IfMatch: '"abc"' })).rejects.toMatchObject(failure("NoSuchKey", 404));
    const { ETag } = await put("record", "first");
    await client.send(new DeleteObjectCommand({ Bucket, Key: "record" }));
    await expect(put("record", "x", { IfMatch: ETag })).rejects.toMatchObject(failure("NoSuchKey", 404));
  });

  it("holds for copies", async () => {
    const { client, bucket: Bucket, put } = await startS3();
    await put("from", "x");
    await put("to", "y");
    const copy = (condition: object) =>
      client.send(new CopyObjectCommand({ Bucket, Key: "to", CopySource: `${Bucket}/from`, ...condition }));
    await expect(copy({ IfNoneMatch: "*" })).rejects.toMatchObject(preconditionFailed);
    await expect(copy({ IfMatch: '"other"' })).rejects.toMatchObject(preconditionFailed);
  });
});

describe("a conditional delete", () => {
  it("deletes the object that is meant, or any with *", async () => {
    const { client, bucket: Bucket, put } = await startS3();
    const remove = (IfMatch: string) => client.send(new DeleteObjectCommand({ Bucket, Key: "record", IfMatch }));
    await put("record", "first");
    await expect(remove('"other"')).rejects.toMatchObject(preconditionFailed);
    await remove("*");
    await expect(remove("*")).rejects.toMatchObject(failure("NoSuchKey", 404));
  });
});
