import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import * as sdk from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { modelOf } from "../../../local/http/model.ts";
import { findRoute, s3Routes } from "../../../local/s3/routes.ts";
import { requiredMembers } from "../../../local/s3/xml.ts";
import { failure, type StartedS3, startS3 } from "./start-s3.ts";

const caller = { accessKeyId: "test", account: "123456789012", arn: "arn:aws:iam::123456789012:root" };

function requestOf(method: string, path: string, headers: Record<string, string> = {}, body = "") {
  const [pathname = "", query = ""] = path.split("?");
  const length = { "content-length": String(Buffer.byteLength(body)) };
  return {
    id: "request-1",
    method,
    path: pathname,
    query: new URLSearchParams(query),
    headers: { ...length, ...headers },
    body: Readable.from(body === "" ? [] : [Buffer.from(body)]),
    caller,
    region: "us-east-1",
    begin: async () => {},
    authorize: () => {},
  };
}

/** Sends a request by hand, and gives the answer's status and its error's code. */
async function send({ service }: StartedS3, ...request: Parameters<typeof requestOf>) {
  const { status, headers, body } = await service.handle(requestOf(...request));
  return { status, headers, code: /<Code>(\w+)/.exec(String(body))?.[1] };
}

const model = modelOf(sdk);
const routes = s3Routes(model);
const unreachable = ["ListDirectoryBuckets", "WriteGetObjectResponse"]; // other endpoints of AWS's

describe("a request", () => {
  const operations = model.routes.filter(({ operation }) => !unreachable.includes(operation.name));

  it.each(operations.map((route) => [route.operation.name, route] as const))("for %s leads to it", (name, route) => {
    const members = route.operation.input.getMemberSchemas();
    const query = new URLSearchParams();
    for (const [key, value] of route.query) if (key !== "x-id") query.set(key, value ?? "");
    const headers: Record<string, string> = {};
    for (const required of requiredMembers(route.operation.input)) {
      const { httpQuery, httpHeader } = members[required]?.getMergedTraits() ?? {};
      if (httpQuery) query.set(httpQuery, "1");
      if (httpHeader) headers[httpHeader.toLowerCase()] = "1";
    }
    const address = { bucket: members["Bucket"] && "bucket", key: members["Key"] && "key" };
    const request = { ...requestOf(route.method, "/", headers), query };
    expect(findRoute(routes, request, address)?.operation.name).toBe(name);
  });

  it.each([
    ["GET", "/firmware?cors", 501, "NotImplemented"],
    ["PUT", "/firmware/app.bin?acl", 501, "NotImplemented"],
    ["POST", "/firmware/app.bin?restore", 501, "NotImplemented"],
    ["POST", "/firmware", 405, "MethodNotAllowed"],
    ["PATCH", "/firmware/app.bin", 405, "MethodNotAllowed"],
    ["GET", "/firmware/%ff", 400, "InvalidURI"],
    ["GET", "/firmware?list-type=2&max-keys=many", 400, "InvalidArgument"],
    ["GET", "/firmware?list-type=2&encoding-type=base64", 400, "InvalidArgument"],
    ["GET", "/?max-buckets=0", 400, "InvalidArgument"],
    ["GET", "/?max-buckets=10001", 400, "InvalidArgument"],
  ])("that cannot be answered says why: %s %s", async (method, path, status, code) => {
    expect(await send(await startS3(), method, path)).toMatchObject({ status, code });
  });

  it.each([
    ["PUT", "x-amz-storage-class", "WARM", "InvalidStorageClass"],
    ["PUT", "x-amz-server-side-encryption", "ROT13", "InvalidArgument"],
    ["PUT", "x-amz-metadata-directive", "MERGE", "InvalidArgument"],
    ["PUT", "x-amz-tagging-directive", "MERGE", "InvalidArgument"],
    ["POST", "x-amz-checksum-type", "HALF_OBJECT", "InvalidRequest"],
  ])("says nothing that S3 does not know: %s with %s: %s", async (method, name, value, code) => {
    const s3 = await startS3();
    const path = method === "POST" ? "/firmware/app.bin?uploads" : "/firmware/app.bin";
    const headers = name.endsWith("directive") ? { "x-amz-copy-source": "firmware/other" } : {};
    expect(await send(s3, method, path, { ...headers, [name]: value })).toMatchObject({ status: 400, code });
    expect(s3.events).toEqual([]);
  });

  it("by a browser's form or before one is answered by its name", async () => {
    const { config } = await startS3();
    const ask = async (init: RequestInit) => {
      const answer = await fetch(`${config.endpoint}/firmware`, init);
      return [answer.status, /<Code>(\w+)/.exec(await answer.text())?.[1]];
    };
    const body = new FormData();
    body.set("key", "app.bin");
    body.set("file", new Blob(["bytes"]));
    expect(await ask({ method: "POST", body })).toEqual([501, "NotImplemented"]);
    const headers = { origin: "http://localhost:3000", "access-control-request-method": "PUT" };
    expect(await ask({ method: "OPTIONS", headers })).toEqual([403, "AccessForbidden"]);
  });

  it("for what is not played is answered by its name", async () => {
    const { client } = await startS3();
    const get = client.send(new sdk.GetBucketCorsCommand({ Bucket: "firmware" }));
    await expect(get).rejects.toMatchObject({
      ...failure("NotImplemented", 501),
      message: "Local AWS does not play s3:GetBucketCors.",
    });
  });

  it("is refused when it is signed with another secret", async () => {
    const { config } = await startS3();
    const credentials = { accessKeyId: "test", secretAccessKey: "wrong" };
    const client = new sdk.S3Client({ ...config, forcePathStyle: true, credentials });
    const list = client.send(new sdk.ListBucketsCommand({}));
    await expect(list).rejects.toMatchObject(failure("SignatureDoesNotMatch", 403));
  });

  it("has an id, which its answer and its error name", async () => {
    const s3 = await startS3();
    const identified = { "x-amz-request-id": "request-1", "x-amz-id-2": expect.any(String) };
    expect((await send(s3, "GET", "/")).headers).toMatchObject(identified);
    const { headers, body } = await s3.service.handle(requestOf("GET", "/none/none"));
    expect(headers).toMatchObject(identified);
    expect(body).toMatch(/<RequestId>request-1<\/RequestId><HostId>\w+=*<\/HostId><\/Error>$/);
  });
});

describe("a list of what is to be deleted", () => {
  it("is read only with a header that its bytes are held against", async () => {
    const s3 = await startS3();
    await s3.put("app.bin", "x");
    const list = "<Delete><Object><Key>app.bin</Key></Object></Delete>";
    const refused = await send(s3, "POST", "/firmware?delete", {}, list);
    expect(refused).toMatchObject({ status: 400, code: "InvalidRequest" });
    expect(await s3.read("app.bin")).toBe("x");
    const md5 = createHash("md5").update(list).digest("base64");
    expect(await send(s3, "POST", "/firmware?delete", { "content-md5": md5 }, list)).toMatchObject({ status: 200 });
    await expect(s3.read("app.bin")).rejects.toMatchObject(failure("NoSuchKey", 404));
  });
});

describe("a document", () => {
  const tagging = (inner: string) => `<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</Tagging>`;

  it.each([
    ["is none at all", "", "MissingRequestBodyError"],
    ["is no XML", "tags, please", "MalformedXML"],
    ["is not closed", "<Tagging><TagSet>", "MalformedXML"],
    ["is another", "<Labelling><TagSet/></Labelling>", "MalformedXML"],
    ["lacks what is needed", tagging(""), "MalformedXML"],
    ["has what nobody knows", tagging("<TagSet/><Colour>red</Colour>"), "MalformedXML"],
    [
      "says twice what can be said once",
      tagging("<TagSet/><TagSet/>").replace(
        "<TagSet/>",
        "<TagSet><Tag><Key>a</Key><Key>b</Key><Value/></Tag></TagSet>",
      ),
      "MalformedXML",
    ],
    ["has an entity nobody knows", tagging("<TagSet><Tag><Key>&bomb;</Key><Value/></Tag></TagSet>"), "MalformedXML"],
    ["declares entities", `<!DOCTYPE a [<!ENTITY b "c">]>${tagging("<TagSet/>")}`, "MalformedXML"],
    ["is after prototypes", tagging("<__proto__><polluted>1</polluted></__proto__>"), "MalformedXML"],
    ["is endless", tagging(" ".repeat(9 * 1024 ** 2)), "MaxMessageLengthExceeded"],
  ])("is refused when it %s", async (_, document, code) => {
    expect(await send(await startS3(), "PUT", "/firmware?tagging", {}, document)).toMatchObject({ status: 400, code });
    expect({}).not.toHaveProperty("polluted");
  });

  it("is read whatever its namespaces, entities and comments", async () => {
    const s3 = await startS3();
    const id = "&lt;&#97;&#x62;&amp;<![CDATA[<&amp;>]]>";
    const rule = `<s:ID>${id}</s:ID><s:Prefix> p </s:Prefix><s:Status>Enabled</s:Status><s:Expiration><s:Days>1</s:Days></s:Expiration>`;
    const document = `<?xml version="1.0"?><!-- x --><s:LifecycleConfiguration xmlns:s="x"><s:Rule>${rule}</s:Rule></s:LifecycleConfiguration>`;
    expect(await send(s3, "PUT", "/firmware?lifecycle", {}, document)).toMatchObject({ status: 200 });
    const { Rules } = await s3.client.send(new sdk.GetBucketLifecycleConfigurationCommand({ Bucket: "firmware" }));
    expect(Rules).toMatchObject([{ ID: "<ab&<&amp;>", Prefix: " p " }]);
  });
});
