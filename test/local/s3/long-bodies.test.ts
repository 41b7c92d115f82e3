import { createHash, randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { CopyObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, it } from "vitest";
import { failure, startS3 } from "./start-s3.ts";

const mebibyte = 1024 ** 2;
/** At the size from which a thread digests them, and around the pieces that go to it. */
const sizes = [4 * mebibyte - 1, 4 * mebibyte, 4 * mebibyte + 1, 4.5 * mebibyte, 9 * mebibyte + 13];

const etagOf = (body: Buffer) => `"${createHash("md5").update(body).digest("hex")}"`;

describe("a body that is long", () => {
  it.each(sizes)("has the MD5 of all its bytes: %d", async (size) => {
    const { client, bucket: Bucket, put } = await startS3();
    const body = randomBytes(size);
    expect((await put("app.bin", body)).ETag).toBe(etagOf(body));
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: "app.bin" }));
    expect(body.equals((await Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(true);
  });

  it("is digested apart from others that come at the same time", async () => {
    const { put } = await startS3();
    const bodies = sizes.map((size) => randomBytes(size));
    const written = await Promise.all(bodies.map((body, index) => put(`${index}.bin`, body)));
    expect(written.map(({ ETag }) => ETag)).toEqual(bodies.map(etagOf));
  });

  it("has the MD5 of the copy that is made of its parts", async () => {
    const { client, bucket: Bucket } = await startS3();
    const body = randomBytes(6 * mebibyte);
    await new Upload({ client, params: { Bucket, Key: "parts", Body: body } }).done();
    const { CopyObjectResult } = await client.send(
      new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/parts` }),
    );
    expect(CopyObjectResult?.ETag).toBe(etagOf(body));
  });

  it("is refused when it is another than Content-MD5 says, and nothing is left", async () => {
    const { put, directory } = await startS3();
    const ContentMD5 = createHash("md5").update("other").digest("base64");
    const write = put("app.bin", randomBytes(5 * mebibyte), { ContentMD5 });
    await expect(write).rejects.toMatchObject(failure("BadDigest", 400));
    await expect.poll(() => readdir(directory)).toEqual([]);
  });

  it("may break off, and the next is digested as if nothing had been", async () => {
    const { client, bucket: Bucket, directory, put } = await startS3();
    const url = new URL(await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: "app.bin" })));
    const socket = connect(Number(url.port), url.hostname);
    const head = `PUT ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-length: ${8 * mebibyte}\r\n\r\n`;
    socket.write(Buffer.concat([Buffer.from(head), randomBytes(3 * mebibyte)]));
    await expect.poll(() => readdir(directory)).toHaveLength(1);
    socket.destroy();
    await expect.poll(() => readdir(directory)).toEqual([]);
    const body = randomBytes(5 * mebibyte);
    expect((await put("app.bin", body)).ETag).toBe(etagOf(body));
  });
});
