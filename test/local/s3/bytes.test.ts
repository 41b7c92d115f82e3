import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, it } from "vitest";
import { heldBackBody } from "./held-back-body.ts";
import { failure, startS3 } from "./start-s3.ts";

describe("an object's bytes", () => {
  it("are files of S3's own naming, gone when nothing needs them", async () => {
    const { client, bucket: Bucket, put, directory } = await startS3();
    await put("../escape", "x");
    expect(await readdir(directory)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    await client.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/..%2Fescape` }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: "../escape" }));
    expect(await readdir(directory)).toHaveLength(1);
    await client.send(new DeleteObjectCommand({ Bucket, Key: "copy" }));
    await expect.poll(() => readdir(directory)).toEqual([]);
  });

  it("are gone when they are written over, their upload is aborted or their bucket deleted", async () => {
    const { client, bucket: Bucket, put, directory } = await startS3();
    await put("app.bin", "one");
    await put("app.bin", "two");
    await expect.poll(() => readdir(directory)).toHaveLength(1);
    await client.send(new DeleteObjectCommand({ Bucket, Key: "app.bin" }));
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: "app.bin" }));
    await client.send(new UploadPartCommand({ Bucket, Key: "app.bin", UploadId, PartNumber: 1, Body: "x" }));
    await client.send(new UploadPartCommand({ Bucket, Key: "app.bin", UploadId, PartNumber: 1, Body: "y" }));
    await client.send(new DeleteBucketCommand({ Bucket }));
    await expect.poll(() => readdir(directory)).toEqual([]);
  });

  it("leave nothing behind when an upload breaks off", async () => {
    const { client, bucket: Bucket, directory, objects } = await startS3();
    const url = new URL(await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: "app.bin" })));
    const socket = connect(Number(url.port), url.hostname);
    socket.write(
      `PUT ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-length: 100000\r\n\r\nsome`,
    );
    await expect.poll(() => readdir(directory)).toHaveLength(1);
    socket.destroy();
    await expect.poll(() => readdir(directory)).toEqual([]);
    await expect(objects.head({ bucket: Bucket, key: "app.bin" })).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("are seen as they were or as they will be, never in between", async () => {
    const { put, read, directory } = await startS3();
    await put("app.bin", "old");
    const { body, letGo } = heldBackBody(20_000);
    const write = put("app.bin", body, { ContentLength: 20_000 });
    await expect.poll(() => readdir(directory)).toHaveLength(2);
    expect(await read("app.bin")).toBe("old");
    letGo();
    await write;
    expect(await read("app.bin")).toHaveLength(20_000);
  });

  it("are read to the end by who began to, though they are deleted meanwhile", async () => {
    const { client, bucket: Bucket, put, directory } = await startS3();
    const of = { Bucket, Key: "app.bin" };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(of));
    const bodies = [randomBytes(12 * 1024 ** 2), Buffer.from("the end")]; // the first is more than fits on the way
    const Parts: CompletedPart[] = [];
    for (const [index, Body] of bodies.entries()) {
      const PartNumber = index + 1;
      const { ETag } = await client.send(new UploadPartCommand({ ...of, UploadId, PartNumber, Body }));
      Parts.push({ PartNumber, ETag });
    }
    await client.send(new CompleteMultipartUploadCommand({ ...of, UploadId, MultipartUpload: { Parts } }));
    const { Body } = await client.send(new GetObjectCommand(of));
    await client.send(new DeleteObjectCommand(of));
    await put("app.bin", "new");
    expect(Buffer.concat(bodies).equals((await Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(true);
    await expect.poll(() => readdir(directory)).toHaveLength(1);
  });

  it("are given back when nobody reads them to the end", async () => {
    const { client, bucket: Bucket, put, directory } = await startS3();
    await put("app.bin", randomBytes(8 * 1024 ** 2));
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: "app.bin" }));
    (Body as { destroy(): void } | undefined)?.destroy();
    await client.send(new DeleteObjectCommand({ Bucket, Key: "app.bin" }));
    await expect.poll(() => readdir(directory)).toEqual([]);
  });

  it("go nowhere when their bucket is deleted while they come in", async () => {
    const { client, bucket: Bucket, put, directory } = await startS3();
    const { body, letGo } = heldBackBody(20_000);
    const write = put("app.bin", body, { ContentLength: 20_000 });
    write.catch(() => {});
    await expect.poll(() => readdir(directory)).toHaveLength(1);
    await client.send(new DeleteBucketCommand({ Bucket }));
    letGo();
    await expect(write).rejects.toMatchObject(failure("NoSuchBucket", 404));
    await expect.poll(() => readdir(directory)).toEqual([]);
  });
});
