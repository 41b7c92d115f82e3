import { describe, expect, it } from "vitest";
import { readSignature } from "../../../local/http/read-signature.ts";

const credential = "test/20260101/us-east-1/s3/aws4_request";
const date = "20260101T120000Z";
const parameters = {
  "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
  "X-Amz-Credential": credential,
  "X-Amz-Date": date,
  "X-Amz-Expires": "60",
  "X-Amz-SignedHeaders": "host;x-amz-acl",
  "X-Amz-Signature": "a".repeat(64),
};
const signature = {
  accessKeyId: "test",
  day: "20260101",
  region: "us-east-1",
  service: "s3",
  date,
  signedHeaders: ["host", "x-amz-acl"],
  value: "a".repeat(64),
};

function read(query: Record<string, string>, headers: Record<string, string> = {}) {
  return readSignature({ method: "GET", path: "/", query: String(new URLSearchParams(query)), headers });
}

describe("a signature in the query", () => {
  it("is read with how long it is good", () => {
    expect(read(parameters)).toEqual({ ...signature, expiresInSeconds: 60, sessionToken: undefined });
    expect(read({ ...parameters, "X-Amz-Expires": "604800", "X-Amz-Security-Token": "t" })).toMatchObject({
      expiresInSeconds: 604_800,
      sessionToken: "t",
    });
  });

  const lacking =
    "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.";
  const tooLong =
    "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds";
  const noCredential =
    'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".';

  it.each([
    ["X-Amz-Expires", "604801", tooLong],
    ["X-Amz-Expires", "-1", "X-Amz-Expires must be non-negative"],
    ["X-Amz-Expires", "soon", "X-Amz-Expires should be a number"],
    ["X-Amz-Expires", "", lacking],
    ["X-Amz-Signature", "", lacking],
    ["X-Amz-Algorithm", "AWS4", 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"'],
    ["X-Amz-Credential", "test", noCredential],
    ["X-Amz-Credential", `${credential}/more`, noCredential],
    ["X-Amz-Date", "today", `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`],
    [
      "X-Amz-Date",
      "20260102T120000Z",
      'Invalid credential date "20260101". This date is not the same as X-Amz-Date: "20260102".',
    ],
  ])("is refused by name when its %s is %j", (name, value, message) => {
    const malformed = { name: "AuthorizationQueryParametersError", message, status: 400 };
    expect(read({ ...parameters, [name]: value })).toEqual({ malformed });
  });
});

describe("a signature in the header", () => {
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-acl, Signature=${"a".repeat(64)}`;

  it("is read with the headers beside it", () => {
    const headers = { authorization, "x-amz-date": date, "x-amz-security-token": "t" };
    expect(read({}, headers)).toEqual({ ...signature, sessionToken: "t" });
  });

  it.each([
    ["in a form that S3 does not know", "Basic dGVzdDp0ZXN0", date],
    ["of another day than the request", authorization, "20260102T120000Z"],
    ["without a date", authorization, ""],
    ["with half a credential", authorization.replace("/aws4_request", ""), date],
  ])("is refused by name %s", (_, sent, sentDate) => {
    expect(read({}, { authorization: sent, "x-amz-date": sentDate })).toMatchObject({
      malformed: { name: "AuthorizationHeaderMalformed", status: 400 },
    });
  });

  it("is none where there is none", () => {
    expect(read({})).toBeUndefined();
  });
});
