import { createHash } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import {
  type ChecksumAlgorithm,
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { failure, startS3 } from "./start-s3.ts";

/** Of "123456789": the check values of the CRC catalogue, and the digests of OpenSSL. */
const known: [ChecksumAlgorithm, string][] = [
  ["CRC32", "y/Q5Jg=="],
  ["CRC32C", "4waSgw=="],
  ["CRC64NVME", "rosUhgp5mIg="],
  ["SHA1", "98O8HYCOBHMq32eZZczDTKeuNEE="],
  ["SHA256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="],
];

describe("a checksum", () => {
  it.each(known)("%s is worked out, kept and told to who asks", async (ChecksumAlgorithm, value) => {
    const { client, bucket: Bucket, put } = await startS3();
    const member = `Checksum${ChecksumAlgorithm}`;
    expect(await put("app.bin", "123456789", { [member]: value })).toMatchObject({
      [member]: value,
      ChecksumType: "FULL_OBJECT",
    });
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "app.bin", ChecksumMode: "ENABLED" }));
    expect(head).toMatchObject({ [member]: value, ChecksumType: "FULL_OBJECT" });
    const silent = await client.send(new HeadObjectCommand({ Bucket, Key: "app.bin" }));
    expect(silent).not.toHaveProperty(member);
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents).toMatchObject([{ ChecksumAlgorithm: [ChecksumAlgorithm] }]);
  });

  it.each(known)("%s of other bytes is refused, and nothing is written", async (ChecksumAlgorithm, value) => {
    const { put, read } = await startS3();
    const write = put("app.bin", "1234567890", { [`Checksum${ChecksumAlgorithm}`]: value });
    await expect(write).rejects.toMatchObject(failure("BadDigest", 400));
    await expect(read("app.bin")).rejects.toMatchObject(failure("NoSuchKey", 404));
  });

  it.each(known)("%s is what S3 works out for a copy that asks for it", async (ChecksumAlgorithm, value) => {
    const { client, bucket: Bucket, put } = await startS3();
    await put("app.bin", "123456789");
    const copy = new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/app.bin`, ChecksumAlgorithm });
    expect((await client.send(copy)).CopyObjectResult).toMatchObject({ [`Checksum${ChecksumAlgorithm}`]: value });
  });

  it("is a CRC64NVME where the client sends none", async () => {
    const { config, bucket: Bucket } = await startS3();
    const client = new S3Client({ ...config, forcePathStyle: true, requestChecksumCalculation: "WHEN_REQUIRED" });
    const written = await client.send(new PutObjectCommand({ Bucket, Key: "app.bin", Body: "123456789" }));
    expect(written).toMatchObject({ ChecksumCRC64NVME: "rosUhgp5mIg=", ChecksumType: "FULL_OBJECT" });
  });

  it.each([
    ["is none", { ChecksumSHA256: "abc" }],
    ["comes twice", { ChecksumSHA256: known[4]?.[1], ChecksumCRC32: known[0]?.[1] }],
  ])("is refused when it %s", async (_, checksums) => {
    const { put } = await startS3();
    await expect(put("app.bin", "123456789", checksums)).rejects.toMatchObject(failure("InvalidRequest", 400));
  });

  it("holds against what a client gets: a tampered byte on disk is found by the SDK", async () => {
    const { client, bucket: Bucket, put, directory } = await startS3();
    await put("app.bin", "123456789");
    for (const file of readdirSync(directory)) writeFileSync(`${directory}/${file}`, "123456780");
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: "app.bin" }));
    await expect(Body?.transformToString()).rejects.toThrow(/checksum/i);
  });
});

describe("Content-MD5", () => {
  const md5 = (text: string) => createHash("md5").update(text).digest("base64");

  it.each([
    ["of these bytes is fine", md5("x"), undefined],
    ["of others is refused", md5("y"), failure("BadDigest", 400)],
    ["that is none is refused", "abc", failure("InvalidDigest", 400)],
  ])("%s", async (_, ContentMD5, error) => {
    const { put } = await startS3();
    const write = put("app.bin", "x", { ContentMD5 });
    if (error) await expect(write).rejects.toMatchObject(error);
    else await expect(write).resolves.toBeDefined();
  });
});
