import { createHmac, randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { Readable } from "node:stream";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { failure, type StartedS3, startS3 } from "./start-s3.ts";

describe("a streamed body", () => {
  it("arrives without its framing, as the SDK sends it", async () => {
    const { put, read } = await startS3();
    const body = randomBytes(150_000).toString("hex");
    const pieces = [body.slice(0, 200_000), body.slice(200_000)];
    await put("app.bin", Readable.from(pieces, { objectMode: false }), { ContentLength: body.length });
    expect(await read("app.bin")).toBe(body);
  });

  it("has no chunk under 8 KiB but the last", async () => {
    const { put } = await startS3();
    const body = Readable.from(["x".repeat(100), "x".repeat(100)], { objectMode: false });
    const write = put("app.bin", body, { ContentLength: 200 });
    await expect(write).rejects.toMatchObject(failure("InvalidChunkSizeError", 403));
  });
});

/** "Example calculations" of "Transferring payload in multiple chunks" in the Amazon S3 API Reference. */
const example = {
  bucket: "examplebucket",
  key: "chunkObject.txt",
  date: "20130524T000000Z",
  scope: "20130524/us-east-1/s3/aws4_request",
  seed: "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
  signatures: [
    "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
    "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
    "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
  ],
} as const;

const signingKey = [...example.scope.split("/")].reduce<Buffer>(
  (key, part) => createHmac("sha256", key).update(part).digest(),
  Buffer.from("AWS4wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
);

const chunks = ["a".repeat(65_536), "a".repeat(1024), ""];

function framed(bodies: readonly string[], signatures: readonly string[], trailers = ""): string {
  const chunk = (body: string, index: number) => {
    const signature = signatures[index] === undefined ? "" : `;chunk-signature=${signatures[index]}`;
    return `${body.length.toString(16)}${signature}\r\n${body}${body === "" ? "" : "\r\n"}`;
  };
  return `${bodies.map(chunk).join("")}${trailers}\r\n`;
}

/** Hands S3 a body as the front does, once the signature of the request itself has been checked. */
async function put(s3: StartedS3, body: string, headers: Record<string, string>, seed: string = example.seed) {
  await s3.client.send(new CreateBucketCommand({ Bucket: example.bucket }));
  const { date, scope } = example;
  const isSigned = headers["x-amz-content-sha256"]?.startsWith("STREAMING-AWS4");
  const answer = await s3.service.handle({
    id: "1",
    method: "PUT",
    path: `/${example.bucket}/${example.key}`,
    query: new URLSearchParams(),
    headers: { "content-length": String(body.length), ...headers },
    body: Readable.from([Buffer.from(body)]),
    caller: { accessKeyId: "test", account: "123456789012", arn: "arn:aws:iam::123456789012:root" },
    region: "us-east-1",
    begin: async () => {},
    authorize: () => {},
    ...(isSigned ? { chunkSigning: { signingKey, date, scope, seed } } : {}),
  });
  return { status: answer.status, code: /<Code>(\w+)/.exec(String(answer.body))?.[1] };
}

const signed = {
  "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
  "x-amz-decoded-content-length": "66560",
  "content-encoding": "aws-chunked,gzip",
};

describe("a body of signed chunks", () => {
  it("is what AWS's own example signs", async () => {
    const s3 = await startS3();
    expect(await put(s3, framed(chunks, example.signatures), signed)).toEqual({ status: 200, code: undefined });
    const stored = await s3.objects.read(example);
    expect(stored.equals(Buffer.alloc(66_560, "a"))).toBe(true);
  });

  it.each([
    [
      "a byte of a chunk is another",
      framed(["b".repeat(65_536), chunks[1] ?? "", ""], example.signatures),
      "SignatureDoesNotMatch",
    ],
    [
      "chunks have changed places",
      framed([chunks[1] ?? "", chunks[0] ?? "", ""], example.signatures),
      "SignatureDoesNotMatch",
    ],
    ["a chunk is not signed", framed(chunks, example.signatures.slice(0, 1)), "SignatureDoesNotMatch"],
    ["the end is missing", framed(chunks, example.signatures).slice(0, 60_000), "IncompleteBody"],
    ["the last chunk is missing", framed(chunks.slice(0, 2), example.signatures).slice(0, -2), "IncompleteBody"],
    ["there is no framing", "a".repeat(66_560), "IncompleteBody"],
  ])("is refused, and nothing of it is kept, when %s", async (_, body, code) => {
    const s3 = await startS3();
    expect(await put(s3, body, signed)).toMatchObject({ code });
    await expect.poll(() => readdir(s3.directory)).toEqual([]); // deleted behind the answer
    await expect(s3.objects.head(example)).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("has to be as long as it says", async () => {
    const headers = { ...signed, "x-amz-decoded-content-length": "66561" };
    expect(await put(await startS3(), framed(chunks, example.signatures), headers)).toMatchObject({
      code: "IncompleteBody",
    });
  });
});

describe("a body of signed chunks with a signed trailer", () => {
  const signatures = [
    "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
    "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
    "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
  ];
  const signature = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";
  const seed = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";
  const headers = {
    ...signed,
    "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
    "x-amz-trailer": "x-amz-checksum-crc32c",
  };
  const trailers = (value: string, by: string) => `x-amz-checksum-crc32c:${value}\r\nx-amz-trailer-signature:${by}\r\n`;

  it.each([
    ["is what AWS's own example signs", trailers("sOO8/Q==", signature), undefined],
    ["is refused when the trailer is another", trailers("sOO8/g==", signature), "SignatureDoesNotMatch"],
    ["is refused when the trailer is not signed", "x-amz-checksum-crc32c:sOO8/Q==\r\n", "SignatureDoesNotMatch"],
  ])("%s", async (_, text, code) => {
    expect(await put(await startS3(), framed(chunks, signatures, text), headers, seed)).toMatchObject({ code });
  });
});

describe("a checksum that comes behind the body", () => {
  const headers = {
    "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    "x-amz-decoded-content-length": "9",
    "x-amz-trailer": "x-amz-checksum-crc32",
  };
  const body = (trailers: string) => framed(["123456789", ""], [], trailers);

  it.each([
    ["is taken when it is right", "x-amz-checksum-crc32:y/Q5Jg==\r\n", undefined],
    ["is refused when it is wrong", "x-amz-checksum-crc32:AAAAAA==\r\n", "BadDigest"],
    ["is refused when it is none", "x-amz-checksum-crc32:nonsense\r\n", "InvalidRequest"],
    ["is missed when it does not come", "", "MalformedTrailerError"],
    ["is missed when another comes", "x-amz-checksum-sha1:AAAA\r\n", "MalformedTrailerError"],
    ["has to be a header", "y/Q5Jg==\r\n", "MalformedTrailerError"],
  ])("%s", async (_, trailers, code) => {
    expect(await put(await startS3(), body(trailers), headers)).toMatchObject({ code });
  });
});

describe("a body whose digest is signed", () => {
  it("is refused when it is another", async () => {
    const headers = { "x-amz-content-sha256": "0".repeat(64) };
    expect(await put(await startS3(), "x", headers)).toMatchObject({ code: "XAmzContentSHA256Mismatch" });
  });

  it("has to say how long it is", async () => {
    const answer = await put(await startS3(), "x", { "content-length": undefined as unknown as string });
    expect(answer).toEqual({ status: 411, code: "MissingContentLength" });
  });
});
