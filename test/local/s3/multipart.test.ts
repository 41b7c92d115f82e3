import { randomBytes } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  type ChecksumAlgorithm,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { describe, expect, it } from "vitest";
import { failure, type StartedS3, startS3 } from "./start-s3.ts";

const mebibyte = 1024 ** 2;
const Key = "app.bin";

/** An upload under way, with the calls that move it on. */
async function startUpload(
  { client, bucket: Bucket }: StartedS3,
  more: Partial<CreateMultipartUploadCommandInput> = {},
) {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  const upload = { Bucket, Key, UploadId };
  return {
    ...upload,
    part: async (
      PartNumber: number,
      Body: string | Uint8Array,
      checksum: { ChecksumAlgorithm?: ChecksumAlgorithm } = {},
    ) => {
      const { $metadata: _, ...part } = await client.send(
        new UploadPartCommand({ ...upload, PartNumber, Body, ...checksum }),
      );
      return { ...part, PartNumber };
    },
    complete: (
      Parts: { PartNumber: number; ETag?: string | undefined }[],
      conditions: Partial<CompleteMultipartUploadCommandInput> = {},
    ) => client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...conditions })),
    abort: () => client.send(new AbortMultipartUploadCommand(upload)),
  };
}

describe("a multipart upload", () => {
  it("becomes one object of all its bytes, by the SDK's own Upload", async () => {
    const { client, bucket: Bucket, events } = await startS3({ versioning: "Enabled" });
    const body = randomBytes(12_000_000);
    await new Upload({
      client,
      params: { Bucket, Key, Body: body, Metadata: { a: "b" } },
      partSize: 5 * mebibyte,
    }).done();
    const { Body, ...answer } = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
    expect(answer).toMatchObject({ ETag: expect.stringMatching(/^"[0-9a-f]{32}-3"$/), Metadata: { a: "b" } });
    expect(events.map(({ detail }) => detail["reason"])).toEqual(["CompleteMultipartUpload"]);
  });

  it("is not seen before it is completed", async () => {
    const s3 = await startS3();
    const upload = await startUpload(s3);
    const part = await upload.part(1, "x");
    await expect(s3.read(Key)).rejects.toMatchObject(failure("NoSuchKey", 404));
    expect(s3.events).toEqual([]);
    await upload.complete([part]);
    expect(await s3.read(Key)).toBe("x");
  });

  it("takes a part again, and the last one counts", async () => {
    const s3 = await startS3();
    const upload = await startUpload(s3);
    await upload.part(1, "first");
    await upload.complete([await upload.part(1, "second")]);
    expect(await s3.read(Key)).toBe("second");
  });

  it("reads across the borders of its parts, and part by part", async () => {
    const s3 = await startS3();
    const upload = await startUpload(s3);
    const parts = [await upload.part(1, Buffer.alloc(5 * mebibyte, "a")), await upload.part(2, "bcd")];
    await upload.complete(parts);
    expect(await s3.read(Key, { Range: `bytes=${5 * mebibyte - 2}-${5 * mebibyte + 1}` })).toBe("aabc");
    const second = await s3.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key, PartNumber: 2 }));
    expect(second).toMatchObject({ PartsCount: 2, ContentLength: 3 });
    expect(await second.Body?.transformToString()).toBe("bcd");
  });

  it("takes parts from other objects without their bytes travelling", async () => {
    const s3 = await startS3();
    await s3.put("source", "0123456789");
    const upload = await startUpload(s3);
    const copy = {
      Bucket: s3.bucket,
      Key,
      UploadId: upload.UploadId,
      PartNumber: 1,
      CopySource: `${s3.bucket}/source`,
    };
    const { CopyPartResult } = await s3.client.send(
      new UploadPartCopyCommand({ ...copy, CopySourceRange: "bytes=2-5" }),
    );
    const beyond = s3.client.send(new UploadPartCopyCommand({ ...copy, CopySourceRange: "bytes=2-10" }));
    await expect(beyond).rejects.toMatchObject(failure("InvalidArgument", 400));
    await upload.complete([{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
    expect(await s3.read(Key)).toBe("2345");
  });

  it("is listed with its parts while it is under way", async () => {
    const s3 = await startS3();
    const upload = await startUpload(s3);
    for (const number of [3, 1, 2]) await upload.part(number, "x".repeat(number));
    const { Uploads } = await s3.client.send(new ListMultipartUploadsCommand({ Bucket: s3.bucket }));
    expect(Uploads).toMatchObject([{ Key, UploadId: upload.UploadId }]);
    const ask = { Bucket: s3.bucket, Key, UploadId: upload.UploadId, MaxParts: 2 };
    const first = await s3.client.send(new ListPartsCommand(ask));
    expect(first).toMatchObject({
      IsTruncated: true,
      NextPartNumberMarker: "2",
      Parts: [{ PartNumber: 1 }, { Size: 2 }],
    });
    const rest = await s3.client.send(new ListPartsCommand({ ...ask, PartNumberMarker: "2" }));
    expect(rest).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 3, Size: 3 }] });
  });

  it("is gone with all its parts once it is aborted or completed", async () => {
    const s3 = await startS3();
    const aborted = await startUpload(s3);
    await aborted.part(1, "x");
    await aborted.abort();
    await expect(aborted.part(2, "x")).rejects.toMatchObject(failure("NoSuchUpload", 404));
    const completed = await startUpload(s3);
    const part = await completed.part(1, "x");
    await completed.complete([part]);
    await expect(completed.complete([part])).rejects.toMatchObject(failure("NoSuchUpload", 404));
  });
});

describe("a multipart upload that cannot be completed", () => {
  it.each([
    ["a part but the last is under 5 MiB", ["small", "last"], [1, 2], failure("EntityTooSmall", 400)],
    ["its parts are out of order", ["a", "b"], [2, 1], failure("InvalidPartOrder", 400)],
    ["a part was never uploaded", ["a"], [2], failure("InvalidPart", 400)],
    ["no parts are named", ["a"], [], failure("MalformedXML", 400)],
  ] as const)("stays as it is: %s", async (_, bodies, numbers, error) => {
    const s3 = await startS3();
    const upload = await startUpload(s3);
    const parts: { PartNumber: number; ETag?: string | undefined }[] = [];
    for (const [index, body] of bodies.entries()) parts.push(await upload.part(index + 1, body));
    const named = numbers.map((number) => parts[number - 1] ?? { PartNumber: number, ETag: parts[0]?.ETag });
    await expect(upload.complete(named)).rejects.toMatchObject(error);
    await upload.complete(parts.slice(-1));
    expect(await s3.read(Key)).toBe(bodies.at(-1));
  });

  it("stays as it is when its condition does not hold", async () => {
    const s3 = await startS3();
    const upload = await startUpload(s3);
    const part = await upload.part(1, "new");
    await s3.put(Key, "old");
    await expect(upload.complete([part], { IfNoneMatch: "*" })).rejects.toMatchObject(
      failure("PreconditionFailed", 412),
    );
    expect(await s3.read(Key)).toBe("old");
    await upload.complete([part]);
    expect(await s3.read(Key)).toBe("new");
  });

  it.each([0, 10_001])("has no part %d", async (number) => {
    const upload = await startUpload(await startS3());
    await expect(upload.part(number, "x")).rejects.toMatchObject(failure("InvalidArgument", 400));
  });
});

describe("the checksum of an object made of parts", () => {
  const large = Buffer.alloc(5 * mebibyte, "a");

  async function checksumOf(s3: StartedS3, more: Partial<CreateMultipartUploadCommandInput>) {
    const upload = await startUpload(s3, more);
    const algorithm = more.ChecksumAlgorithm ? { ChecksumAlgorithm: more.ChecksumAlgorithm } : {};
    await upload.complete([await upload.part(1, large, algorithm), await upload.part(2, "123456789", algorithm)]);
    const head = { Bucket: s3.bucket, Key, ChecksumMode: "ENABLED" } as const;
    return s3.client.send(new HeadObjectCommand(head));
  }

  it.each(["CRC32", "CRC32C", "CRC64NVME"] as const)(
    "covers all bytes: %s of the parts is that of the whole",
    async (algorithm) => {
      const s3 = await startS3();
      const made = await checksumOf(s3, { ChecksumAlgorithm: algorithm, ChecksumType: "FULL_OBJECT" });
      const whole = await s3.put("whole", Buffer.concat([large, Buffer.from("123456789")]), {
        ChecksumAlgorithm: algorithm,
      });
      expect(made.ChecksumType).toBe("FULL_OBJECT");
      expect(whole[`Checksum${algorithm}`]).toMatch(/=$/);
      expect(made[`Checksum${algorithm}`]).toBe(whole[`Checksum${algorithm}`]);
    },
  );

  it.each(["CRC32", "SHA1", "SHA256"] as const)("is a checksum of checksums by default: %s", async (algorithm) => {
    const made = await checksumOf(await startS3(), { ChecksumAlgorithm: algorithm });
    expect(made.ChecksumType).toBe("COMPOSITE");
    expect(made[`Checksum${algorithm}`]).toMatch(/=-2$/);
  });

  it("is a CRC64NVME where the upload announced none", async () => {
    const made = await checksumOf(await startS3(), {});
    expect(made).toMatchObject({ ChecksumType: "FULL_OBJECT", ChecksumCRC64NVME: expect.any(String) });
  });

  it("cannot be a whole object's SHA", async () => {
    const upload = startUpload(await startS3(), { ChecksumAlgorithm: "SHA256", ChecksumType: "FULL_OBJECT" });
    await expect(upload).rejects.toMatchObject(failure("InvalidRequest", 400));
  });

  it("needs parts with the checksums that were announced", async () => {
    const s3 = await startS3();
    const upload = await startUpload(s3, { ChecksumAlgorithm: "SHA256" });
    await expect(upload.part(1, "x", { ChecksumAlgorithm: "CRC32" })).rejects.toMatchObject({
      name: "InvalidRequest",
      message: "Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32",
    });
    const { PartNumber, ETag } = await upload.part(1, "x", { ChecksumAlgorithm: "SHA256" });
    await expect(upload.complete([{ PartNumber, ETag }])).rejects.toMatchObject(failure("InvalidRequest", 400));
  });

  it("is told part by part", async () => {
    const s3 = await startS3();
    await checksumOf(s3, { ChecksumAlgorithm: "SHA256" });
    const ask = { Bucket: s3.bucket, Key, ObjectAttributes: ["Checksum", "ObjectParts", "ObjectSize"] } as const;
    expect(
      await s3.client.send(new GetObjectAttributesCommand({ ...ask, ObjectAttributes: [...ask.ObjectAttributes] })),
    ).toMatchObject({
      ObjectSize: 5 * mebibyte + 9,
      Checksum: { ChecksumType: "COMPOSITE", ChecksumSHA256: expect.stringMatching(/-2$/) },
      ObjectParts: {
        TotalPartsCount: 2,
        Parts: [
          { PartNumber: 1 },
          { PartNumber: 2, Size: 9, ChecksumSHA256: "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=" },
        ],
      },
    });
  });
});
