import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** What a request says of its signature: in its `Authorization` header, or, when presigned, in its query. */
export interface Signature {
  readonly accessKeyId: string;
  /** `20260101`. */
  readonly day: string;
  readonly region: string;
  /** The service it is meant for: `s3`, `iot`, `states`, … */
  readonly service: string;
  /** `20260101T120000Z`. */
  readonly date: string;
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly value: string;
  /** Seconds from `date` for which a presigned URL is good. */
  readonly expiresInSeconds: number | undefined;
  readonly sessionToken: string | undefined;
}

/** The parts of a request that its signature covers, as they were sent. */
export interface SignedRequest {
  readonly method: string;
  /** Percent-encoded as sent. */
  readonly path: string;
  /** Without `?`, percent-encoded as sent. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
}

export const algorithm = "AWS4-HMAC-SHA256";

/** Milliseconds since 1970 of a signature's `date`. */
export function signedAt({ date }: Signature): number {
  const [year, month, day, hour, minute, second] = [0, 4, 6, 9, 11, 13].map((at, part) =>
    Number(date.slice(at, at + (part === 0 ? 4 : 2))),
  );
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

/** The day, region and service that signatures of one key are good for. */
type Scope = Pick<Signature, "day" | "region" | "service">;

const mostSigningKeys = 1_000;
const signingKeys = new Map<string, KeyObject>(); // deriving one takes as long as all else about a signature

/** The key that a day's signatures for one region and service are made with. */
export function signingKey(secretAccessKey: string, scope: Scope): KeyObject {
  const name = `${scopeOf(scope)}/${secretAccessKey}`;
  const known = signingKeys.get(name);
  if (known) return known;
  const derived = scopeOf(scope)
    .split("/")
    .reduce<Buffer>(
      (derived, part) => createHmac("sha256", derived).update(part).digest(),
      Buffer.from(`AWS4${secretAccessKey}`),
    );
  const key = createSecretKey(derived); // bytes would be made one by each signature: that takes longer than the rest of it
  if (signingKeys.size === mostSigningKeys) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

/** `20260101/us-east-1/s3/aws4_request`. */
export function scopeOf({ day, region, service }: Scope): string {
  return `${day}/${region}/${service}/aws4_request`;
}

/** What a request is signed for: all that a signature says, but its value. */
type Signing = Scope & Pick<Signature, "date" | "signedHeaders">;

/**
 * The signature that a key makes for a request ("Create a signed AWS API request" in the IAM User Guide).
 * @param payloadHash what the canonical request ends on: a SHA-256 in hex, `UNSIGNED-PAYLOAD`, `STREAMING-…`
 */
export function signatureOf(key: KeyObject, signing: Signing, request: SignedRequest, payloadHash: string): Buffer {
  const canonicalRequest = [
    request.method,
    signing.service === "s3" ? s3Path(request.path) : encodedTwice(request.path),
    canonicalQuery(request.query),
    ...signing.signedHeaders.map(
      (name) => `${name}:${headerOf(request.headers, name)?.trim().replace(/ +/g, " ") ?? ""}`,
    ),
    "",
    signing.signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
  const stringToSign = [algorithm, signing.date, scopeOf(signing), hash("sha256", canonicalRequest)].join("\n");
  return createHmac("sha256", key).update(stringToSign).digest();
}

/** Whether the signature is the one this key makes for this request; `payloadHash` as `signatureOf` takes it. */
export function isSignedWith(
  key: KeyObject,
  signature: Signature,
  request: SignedRequest,
  payloadHash: string,
): boolean {
  const expected = signatureOf(key, signature, request, payloadHash);
  const given = Buffer.from(signature.value, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** A header by the name a signer gives it: `__proto__` is one that nobody sent. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return Array.isArray(value) ? value.join(",") : value;
}

/** S3 encodes a path once, and keeps `..` and empty segments. */
function s3Path(path: string): string {
  return path
    .split("/")
    .map((segment) => encode(decode(segment)))
    .join("/");
}

/** Every other service normalizes the path as it was sent and encodes it again. */
function encodedTwice(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") kept.pop();
    else kept.push(encode(segment));
  }
  const end = path.endsWith("/") && kept.length > 0 ? "/" : "";
  return `/${kept.join("/")}${end}`;
}

function canonicalQuery(query: string): string {
  return query
    .split("&")
    .filter((pair) => pair !== "" && !pair.startsWith("X-Amz-Signature="))
    .map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [encode(decode(name)), encode(decode(value.join("=")))] as const;
    })
    .sort(([a, aValue], [b, bValue]) => compare(a, b) || compare(aValue, bValue))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A percent sign that encodes nothing stays what it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
