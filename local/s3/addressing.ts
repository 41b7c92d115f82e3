import { s3Error } from "./errors.ts";

/** What a request's URL names. */
export interface Address {
  readonly bucket: string | undefined;
  /** As people write it: decoded, and otherwise exactly as it came. A key is no path. */
  readonly key: string | undefined;
}

const longestKey = 1024;

/**
 * Reads both of S3's styles: `/<bucket>/<key>`, and `<bucket>.<host>` with `/<key>`, where the host is `localhost`,
 * `s3.localhost`, one of AWS's (`s3.eu-west-1.amazonaws.com`), or what containers call this computer (`host.docker.internal`).
 * @param path percent-encoded as it was sent
 * @throws AwsError InvalidURI, KeyTooLongError
 */
export function addressOf(path: string, host: string | undefined): Address {
  const hosted = hostedBucket(host ?? "");
  if (hosted !== undefined) return { bucket: hosted, key: keyFrom(path.slice(1)) };
  const [, bucket = "", key = ""] = /^\/?([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket: bucket === "" ? undefined : decode(bucket), key: keyFrom(key) };
}

const bucketHosts = [
  /^(.+?)\.(?:s3\.)?localhost$/,
  /^(.+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/,
  /^(.+)\.host\.docker\.internal$/,
];

function hostedBucket(host: string): string | undefined {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  const bucket = bucketHosts.map((pattern) => pattern.exec(name)?.[1]).find((found) => found !== undefined);
  return bucket === "s3" ? undefined : bucket;
}

function keyFrom(encoded: string): string | undefined {
  if (encoded === "") return undefined;
  const key = decode(encoded);
  const size = Buffer.byteLength(key);
  if (size > longestKey) {
    throw s3Error("KeyTooLongError", undefined, { fields: { Size: size, MaxSizeAllowed: longestKey } });
  }
  return key;
}

/** @throws AwsError InvalidURI for percent signs that encode no UTF-8 */
export function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw s3Error("InvalidURI");
  }
}
