import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, it } from "vitest";
import { startS3 } from "./start-s3.ts";

describe("a presigned URL", () => {
  it("gives an object to whoever has it", async () => {
    const { client, bucket: Bucket, put } = await startS3();
    await put("firmware/app 1.bin", "signed");
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: "firmware/app 1.bin" }));
    expect(await (await fetch(url)).text()).toBe("signed");
  });

  it("gives a range of an object", async () => {
    const { client, bucket: Bucket, put } = await startS3();
    await put("app.bin", "signed");
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: "app.bin" }));
    const part = await fetch(url, { headers: { range: "bytes=1-3" } });
    expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([206, "bytes 1-3/6", "ign"]);
  });

  it("names a version", async () => {
    const { client, bucket: Bucket, put } = await startS3({ versioning: "Enabled" });
    const { VersionId } = await put("app.bin", "one");
    await put("app.bin", "two");
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: "app.bin", VersionId }));
    expect(await (await fetch(url)).text()).toBe("one");
  });

  it("takes an upload of bytes that were not known when it was made, with the metadata that was", async () => {
    const { client, bucket: Bucket, read } = await startS3();
    const put = new PutObjectCommand({ Bucket, Key: "app.bin", Metadata: { version: "1.4.0" } });
    const url = await getSignedUrl(client, put);
    expect((await fetch(url, { method: "PUT", body: "uploaded" })).status).toBe(200);
    expect(await read("app.bin")).toBe("uploaded");
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "app.bin" }));
    expect(head.Metadata).toEqual({ version: "1.4.0" });
  });

  it("decides what the answer calls the object", async () => {
    const { client, bucket: Bucket, put } = await startS3();
    await put("app.bin", "x", { ContentType: "text/plain" });
    const get = new GetObjectCommand({
      Bucket,
      Key: "app.bin",
      ResponseCacheControl: "no-cache",
      ResponseContentDisposition: 'attachment; filename="x.bin"',
      ResponseContentType: "application/x-firmware",
      ResponseExpires: new Date("2030-01-01T00:00:00Z"),
    });
    const { headers } = await fetch(await getSignedUrl(client, get));
    expect(Object.fromEntries(headers)).toMatchObject({
      "cache-control": "no-cache",
      "content-disposition": 'attachment; filename="x.bin"',
      "content-type": "application/x-firmware",
      expires: "Tue, 01 Jan 2030 00:00:00 GMT",
    });
  });

  it("slips no header into the answer", async () => {
    const { client, bucket: Bucket, put } = await startS3();
    await put("app.bin", "x");
    const get = new GetObjectCommand({ Bucket, Key: "app.bin", ResponseContentType: "a\r\nx-evil: 1" });
    const answer = await fetch(await getSignedUrl(client, get));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("<Code>InvalidArgument</Code>");
  });
});

describe("a presigned URL that is refused in S3's own XML", () => {
  /** Of an object that there is, and the code that an address is refused with. */
  async function startRefusing() {
    const { client, config, bucket: Bucket, put } = await startS3();
    await put("app.bin", "x");
    const get = new GetObjectCommand({ Bucket, Key: "app.bin" });
    const code = async (address: string) => /<Code>(\w+)/.exec(await (await fetch(address)).text())?.[1];
    return { client, config, get, code, address: `${config.endpoint}/${Bucket}/app.bin` };
  }

  it("was tampered with", async () => {
    const { client, get, code } = await startRefusing();
    const url = await getSignedUrl(client, get);
    expect(await code(url.replace("app.bin", "other.bin"))).toBe("SignatureDoesNotMatch");
    expect(await code(url.replace(/Expires=\d+/, "Expires=86400"))).toBe("SignatureDoesNotMatch");
    const otherDigit = (_: string, digit: string) => `Signature=${digit === "0" ? "1" : "0"}`;
    expect(await code(url.replace(/Signature=([0-9a-f])/, otherDigit))).toBe("SignatureDoesNotMatch");
  });

  it("has expired", async () => {
    const { client, get, code } = await startRefusing();
    const signingDate = new Date(Date.now() - 120_000);
    expect(await code(await getSignedUrl(client, get, { signingDate, expiresIn: 60 }))).toBe("AccessDenied");
  });

  it("says when it has expired", async () => {
    const { client, get } = await startRefusing();
    const signingDate = new Date(Date.now() - 120_000);
    const answer = await fetch(await getSignedUrl(client, get, { signingDate, expiresIn: 60 }));
    const expires = `${new Date(signingDate.getTime() + 60_000).toISOString().slice(0, 19)}Z`;
    expect(await answer.text()).toContain(
      `<Message>Request has expired</Message><X-Amz-Expires>60</X-Amz-Expires><Expires>${expires}</Expires><ServerTime>`,
    );
  });

  it("is of tomorrow", async () => {
    const { client, get } = await startRefusing();
    const signingDate = new Date(Date.now() + 86_400_000);
    const answer = await fetch(await getSignedUrl(client, get, { signingDate }));
    expect(await answer.text()).toContain("<Code>AccessDenied</Code><Message>Request is not valid yet</Message>");
  });

  it("comes with headers of S3's that it was not signed with", async () => {
    const { client, get } = await startRefusing();
    const headers = { "x-amz-meta-a": "1", "x-amz-meta-b": "2" };
    const answer = await fetch(await getSignedUrl(client, get), { headers });
    expect(await answer.text()).toContain(
      "<Message>There were headers present in the request which were not signed</Message><HeadersNotSigned>x-amz-meta-a, x-amz-meta-b</HeadersNotSigned>",
    );
  });

  it("is not signed at all", async () => {
    const { code, address } = await startRefusing();
    expect(await code(address)).toBe("AccessDenied");
  });

  it("is signed by nobody who is known", async () => {
    const { config, get, code } = await startRefusing();
    const credentials = { accessKeyId: "nobody", secretAccessKey: "x" };
    const stranger = new S3Client({ ...config, forcePathStyle: true, credentials });
    expect(await code(await getSignedUrl(stranger, get))).toBe("InvalidAccessKeyId");
  });

  it("is signed by version 2", async () => {
    const { code, address } = await startRefusing();
    expect(await code(`${address}?AWSAccessKeyId=test&Signature=x&Expires=9999999999`)).toBe("InvalidRequest");
  });
});
