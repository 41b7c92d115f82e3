import { presignedUrl } from "../../../local/http/presign-url.ts";
import { dateOf } from "../../support/raw-request.ts";
import type { SeededRandom } from "../../support/seeded-random.ts";
import { caseOf, type HostileKind, root, signedCase, type Target } from "./case.ts";
import { headerSafe, hostileText } from "./texts.ts";

const keys = [
  "app.bin",
  "app.bin",
  "app.bin",
  "app.bin",
  "..",
  "../../../../etc/passwd",
  "%2e%2e/%2e%2e/etc/passwd",
  "%2E%2E%5C..",
  "a/../../b",
  "//a",
  "a//b",
  "%00",
  "a%00.txt",
  "%ff%fe",
  "%",
  "%zz",
  "%u0041",
  "\\..\\x",
  "con",
  "%ed%a0%80",
  `${"k".repeat(1_024)}`,
  `${"k".repeat(1_025)}`,
  "a?b",
  "a#b",
  ".",
  "./",
  "%2F",
  "%0d%0aset-cookie:a",
  "__proto__",
  "a b",
  "é",
] as const;
const subresources = [
  "",
  "",
  "",
  "acl",
  "versions",
  "uploads",
  "tagging",
  "policy",
  "versionId=null",
  "versionId=%00",
  "uploadId=%00",
  "partNumber=0&uploadId=a",
  "partNumber=99999999999&uploadId=x",
  "list-type=2&max-keys=-1",
  "list-type=2&max-keys=1e9&prefix=%ff",
  "list-type=2&continuation-token=%00",
  "delimiter=%00&encoding-type=nonsense",
  "response-content-type=a%0d%0ab:c",
  "response-content-disposition=%e2%82%ac",
  "response-expires=%00",
  "x-id=__proto__",
  "__proto__",
  "versioning",
  "delete",
  "attributes",
  "notification",
  "lifecycle",
] as const;

/** Keys, subresources and headers that S3 has seen, and that nobody should take for a path. */
export const object: HostileKind = (random, target) => {
  const method = random.pick(["PUT", "GET", "HEAD", "DELETE", "POST"]);
  const bucket = random.pick([
    target.names.get("bucket") ?? "",
    target.names.get("bucket") ?? "",
    "..",
    "%2e%2e",
    "no-such-bucket",
    "a",
    "_local",
    "__proto__",
    "%00",
  ]);
  const path = random.chance(0.85) ? `/${bucket}/${random.pick(keys)}` : `/${random.pick(keys)}`;
  const headers = Object.fromEntries(Array.from({ length: random.between(0, 2) }, () => header(random)));
  const body = random.chance(0.6) ? random.bytes(random.between(0, 60)) : Buffer.from(random.pick(documents));
  return signedCase({ method, path: latin(path), query: random.pick(subresources), headers, body }, "s3", target);
};

const documents = [
  "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><Delete><Object><Key>&b;</Key></Object></Delete>",
  `<!DOCTYPE a [<!ENTITY a "aaaa">${Array.from({ length: 9 }, (_, at) => `<!ENTITY ${"bcdefghij"[at]} "${`&${"abcdefghi"[at]};`.repeat(10)}">`).join("")}]><Tagging>&j;</Tagging>`,
  "<a>".repeat(20_000),
  `${"<a>".repeat(5_000)}${"</a>".repeat(5_000)}`,
  "<Delete>",
  "<Delete></Delete>",
  `<Delete>${"<Object><Key>a</Key></Object>".repeat(1_500)}</Delete>`,
  "<Tagging><TagSet><Tag><Key>__proto__</Key><Value>x</Value></Tag></TagSet></Tagging>",
  "<Tagging xmlns='x'><TagSet><Tag><Key>&#x110000;</Key><Value>&#0;</Value></Tag></TagSet></Tagging>",
  "<VersioningConfiguration><Status>__proto__</Status></VersioningConfiguration>",
  "<__proto__><a>1</a></__proto__>",
  "<CompleteMultipartUpload><Part><PartNumber>1e3</PartNumber><ETag></ETag></Part></CompleteMultipartUpload>",
  "<CreateBucketConfiguration><LocationConstraint>&lt;</LocationConstraint></CreateBucketConfiguration>",
  "<NotificationConfiguration><QueueConfiguration/></NotificationConfiguration>",
  "<LifecycleConfiguration><Rule/></LifecycleConfiguration>",
  '{"Statement":"x"}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"__proto__"},"Action":"s3:Nothing","Resource":"*"}]}',
  "\u0000",
  "<?xml version='1.0' encoding='UTF-16'?><Delete/>",
  "<![CDATA[",
] as const;

const names = [
  "range",
  "if-match",
  "if-none-match",
  "if-modified-since",
  "content-md5",
  "content-type",
  "content-encoding",
  "x-amz-copy-source",
  "x-amz-copy-source-range",
  "x-amz-meta-a",
  "x-amz-meta-__proto__",
  "x-amz-tagging",
  "x-amz-checksum-crc32",
  "x-amz-checksum-sha256",
  "x-amz-sdk-checksum-algorithm",
  "x-amz-storage-class",
  "x-amz-acl",
  "x-amz-server-side-encryption",
  "x-amz-expected-bucket-owner",
  "x-amz-trailer",
  "x-amz-decoded-content-length",
  "x-amz-object-attributes",
  "x-amz-bypass-governance-retention",
  "cache-control",
  "expires",
  "x-amz-website-redirect-location",
  "x-amz-mfa",
] as const;

function header(random: SeededRandom): [string, string] {
  const value = random.pick([
    hostileText(random),
    "bytes=0-0",
    "bytes=-0",
    "bytes=5-1,7-",
    "/../../etc/passwd",
    "/a/%00?versionId=%00",
    "AAAAAA==",
    "*",
    '"',
    "99999999999999999999",
    "a=b&a=c",
    "CRC32",
  ]);
  return [random.pick(names), headerSafe(value)];
}

const chunks: readonly [string, ...string[]] = [
  "0\r\n\r\n",
  "3\r\nabc\r\n0\r\n\r\n",
  "ffffffffffff\r\nabc",
  `3;chunk-signature=${"0".repeat(64)}\r\nabc\r\n0\r\n\r\n`,
  "3\r\nabcd\r\n0\r\n\r\n",
  "-1\r\n",
  "zz\r\nabc\r\n",
  "3\nabc\n0\n\n",
  "0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n",
  "0\r\nx-amz-checksum-crc32\r\n\r\n",
  `0\r\n${"t: 1\r\n".repeat(3_000)}\r\n`,
  `${"1\r\na\r\n".repeat(500)}0\r\n\r\n`,
  `3;${"e".repeat(9_000)}\r\n`,
  "",
];
const modes = [
  "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
  "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
  "STREAMING-",
  "UNSIGNED-PAYLOAD",
  "nonsense",
] as const;

/** Bodies in aws-chunked framing, which lies. */
export const chunked: HostileKind = (random, target) => {
  const headers = {
    "content-encoding": "aws-chunked",
    "x-amz-decoded-content-length": random.pick(["3", "0", "-1", "99999999999999", "abc", "6442450944"]),
    ...(random.chance(0.5)
      ? { "x-amz-trailer": random.pick(["x-amz-checksum-crc32", "x-amz-checksum-nothing", "content-length"]) }
      : {}),
  };
  const path = `/${target.names.get("bucket")}/chunked`;
  const body = Buffer.from(random.pick(chunks));
  return signedCase({ method: "PUT", path, query: "", headers, body }, "s3", target, random.pick(modes));
};

/** Presigned URLs that somebody has changed. */
export const presigned: HostileKind = (random, target) => {
  const url = presignedUrl({
    endpoint: `http://${target.host}`,
    path: `/${target.names.get("bucket")}/${random.pick(["app.bin", "..", "a%00"])}`,
    query: random.pick(["", "versionId=%00", "response-content-type=a%0db"]),
    region: root.region,
    service: "s3",
    credentials: root,
    signedAt: target.now,
    expiresInSec: random.pick([1, 900, 604_800]),
  });
  const [path = "", query = ""] = url.slice(`http://${target.host}`.length).split("?");
  const asked = {
    method: random.pick(["GET", "GET", "HEAD", "PUT", "DELETE"]),
    path,
    headers: { host: target.host },
    body: Buffer.alloc(0),
  };
  return caseOf({ ...asked, query: random.pick(changes)(query, random, target) }, "answered");
};

type Change = (query: string, random: SeededRandom, target: Target) => string;

const changes: readonly [Change, ...Change[]] = [
  (query) => query,
  (query, random) =>
    query.replace(
      /X-Amz-Expires=\d+/,
      `X-Amz-Expires=${random.pick(["-1", "604801", "1e9", "", "NaN", "%00", "1.5"])}`,
    ),
  (query, random) =>
    query.replace(
      /Signature=.*$/,
      `Signature=${random.pick(["", "0", "%00", "z".repeat(64), "0".repeat(64), "a".repeat(5_000)])}`,
    ),
  (query, random) =>
    query.replace(
      /Credential=[^&]*/,
      `Credential=${random.pick(["", "test", "test%2F..%2F..", "%2F%2F%2F%2F", "test%2F20260101%2Fus-east-1%2Fiot%2Faws4_request", "%ff"])}`,
    ),
  (query, _, { now }) => query.replace(/X-Amz-Date=[^&]*/, `X-Amz-Date=${dateOf(now - 8 * 86_400_000)}`),
  (query) => query.replace(/X-Amz-Date=[^&]*/, "X-Amz-Date=%00"),
  (query) => query.replace("SignedHeaders=host", "SignedHeaders=host%3Bx-amz-content-sha256%3B__proto__"),
  (query) => `${query}&${query}`,
  (query) => `${query}&X-Amz-Signature=0`,
  (query) => query.replaceAll("&", "%26"),
  (query) => query.toLowerCase(),
  (query, random) =>
    `${query}&${random.pick(["acl", "uploads", "x-amz-acl=public-read", "x-amz-meta-a=%e2%82%ac%0d%0a", "%zz=%zz", "partNumber=1&uploadId=.."])}`,
];

/** As bytes of UTF-8, each a letter of Latin-1; what no path can hold is encoded. */
function latin(path: string): string {
  return Buffer.from(path).toString("latin1").replaceAll(" ", "%20");
}
