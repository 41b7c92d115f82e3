import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readImage } from "../../../functions/aws/image.ts";
import { uploadsInS3 } from "../../../functions/aws/upload-source.ts";

const upload = { bucket: "firmware", key: "firmware/thermostat/1.4.0/app.bin", versionId: "v1" };
const asked: string[] = [];
let answers: { head: RequestListener; get: RequestListener };

const server = createServer((request, response) => {
  asked.push(request.method ?? "");
  (request.method === "HEAD" ? answers.head : answers.get)(request, response);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env["AWS_ENDPOINT_URL"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env["AWS_REGION"] = "us-east-1";
  process.env["AWS_ACCESS_KEY_ID"] = process.env["AWS_SECRET_ACCESS_KEY"] = "test";
});

beforeEach(() => {
  asked.length = 0;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const sized =
  (bytes: number): RequestListener =>
  (_, response) =>
    response.writeHead(200, { "content-length": String(bytes) }).end();
const bare =
  (status: number): RequestListener =>
  (_, response) =>
    response.writeHead(status).end();
const refused =
  (status: number, code: string, message: string): RequestListener =>
  (_, response) =>
    response.writeHead(status).end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
const never: RequestListener = () => expect.fail("the image was asked for");

describe("an image", () => {
  it("above 16 MiB is refused by its length alone", async () => {
    answers = { head: sized(5 * 1024 ** 3), get: never };
    await expect(readImage(upload)).rejects.toMatchObject({ name: "ImageTooLargeError", size: 5 * 1024 ** 3 });
    expect(asked).toEqual(["HEAD"]);
  });

  const unreadable: [string, RequestListener, RequestListener][] = [
    ["archived", sized(7), refused(403, "InvalidObjectState", "It is in Glacier")],
    ["encrypted with a key only the uploader has", bare(400), refused(400, "InvalidRequest", "SSE-C: no key given")],
    ["encrypted with a key we may not use", bare(403), refused(403, "AccessDenied", "kms:Decrypt on arn:aws:kms:x")],
  ];

  it.each(unreadable)("that is %s cannot be read, in S3's own words", async (_, head, get) => {
    answers = { head, get };
    await expect(readImage(upload)).rejects.toMatchObject({
      name: "ImageUnreadableError",
      message: expect.stringMatching(/Glacier|SSE-C|arn:aws:kms:x/),
    });
    expect(asked).toEqual(["HEAD", "GET"]);
  });

  it.each(unreadable.slice(1))("beside a manifest that is %s cannot be read either", async (_, head, get) => {
    answers = { head, get };
    await expect(uploadsInS3.find(upload.bucket, upload.key)).rejects.toMatchObject({
      name: "ImageUnreadableError",
      message: expect.stringMatching(/SSE-C|arn:aws:kms:x/),
    });
  });

  it("that is forbidden is so by S3's own name", async () => {
    answers = { head: bare(403), get: refused(403, "AccessDenied", "s3:GetObjectVersion is not allowed") };
    await expect(readImage(upload)).rejects.toMatchObject({
      name: "AccessDenied",
      message: "s3:GetObjectVersion is not allowed",
    });
  });

  it.each([404, 405])("that is gone is so whether S3 answers so with %i", async (status) => {
    answers = { head: bare(status), get: never };
    await expect(readImage(upload)).rejects.toMatchObject({ name: "SourceVersionGoneError" });
  });

  it("that ends too early is read again", async () => {
    answers = { head: sized(8), get: (_, response) => response.end("firm") };
    await expect(readImage(upload)).rejects.toMatchObject({
      name: "TransientError",
      message: "The image ended after 4 of 8 bytes",
    });
  });
});
