import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { startS3 } from "./start-s3.ts";

describe("a range of an object", () => {
  it.each([
    ["bytes=0-0", "s", "bytes 0-0/6"],
    ["bytes=1-3", "ign", "bytes 1-3/6"],
    ["bytes=4-", "ed", "bytes 4-5/6"],
    ["bytes=-2", "ed", "bytes 4-5/6"],
    ["bytes=-100", "signed", "bytes 0-5/6"],
    ["bytes=4-100", "ed", "bytes 4-5/6"],
  ])("is cut as %s says", async (Range, text, ContentRange) => {
    const { client, bucket: Bucket, put } = await startS3();
    await put("app.bin", "signed");
    const answer = await client.send(new GetObjectCommand({ Bucket, Key: "app.bin", Range }));
    expect(answer).toMatchObject({ ContentRange, ContentLength: text.length, $metadata: { httpStatusCode: 206 } });
    expect(await answer.Body?.transformToString()).toBe(text);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "app.bin", Range }));
    expect(head).toMatchObject({ ContentRange, ContentLength: text.length });
  });

  it.each(["bytes=0-1,3-4", "bytes=3-1", "lines=0-1", "bytes=-"])(
    "is the whole object where S3 knows no range: %s",
    async (Range) => {
      const { client, bucket: Bucket, put } = await startS3();
      await put("app.bin", "signed");
      const answer = await client.send(new GetObjectCommand({ Bucket, Key: "app.bin", Range }));
      expect(answer.$metadata.httpStatusCode).toBe(200);
      expect(await answer.Body?.transformToString()).toBe("signed");
    },
  );

  it.each([
    ["signed", "bytes=6-"],
    ["signed", "bytes=100-200"],
    ["signed", "bytes=-0"],
    ["", "bytes=0-"],
  ])("cannot be satisfied: %j has no %s", async (body, Range) => {
    const { client, bucket, objects } = await startS3();
    await objects.write({ bucket, key: "app.bin", body: Buffer.from(body) });
    const get = client.send(new GetObjectCommand({ Bucket: bucket, Key: "app.bin", Range }));
    await expect(get).rejects.toMatchObject({
      name: "InvalidRange",
      $metadata: { httpStatusCode: 416 },
      ActualObjectSize: String(body.length),
      RangeRequested: Range,
    });
  });

  it("has none of the checksums of the whole object, which clients would hold against it", async () => {
    const { client, bucket: Bucket, put } = await startS3();
    await put("app.bin", "signed");
    const whole = await client.send(new GetObjectCommand({ Bucket, Key: "app.bin", ChecksumMode: "ENABLED" }));
    const part = await client.send(
      new GetObjectCommand({ Bucket, Key: "app.bin", ChecksumMode: "ENABLED", Range: "bytes=0-1" }),
    );
    expect(whole.ChecksumCRC32).toBeDefined();
    expect(part.ChecksumCRC32).toBeUndefined();
    expect(await part.Body?.transformToString()).toBe("si");
  });
});
