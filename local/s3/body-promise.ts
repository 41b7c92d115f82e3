import type { ServiceRequest } from "../http/service.ts";
import { algorithmNamed, type ChecksumAlgorithm, isChecksum } from "./checksums.ts";
import { s3Error } from "./errors.ts";
import { headerOf, statedLength } from "./request-headers.ts";

/** What a request says of its body before the body comes. */
export interface BodyPromise {
  readonly size: number | undefined;
  readonly md5: Buffer | undefined;
  /** In hex. */
  readonly sha256: string | undefined;
  readonly checksum: PromisedChecksum | undefined;
}

/** In base64; without a value, it will come as a trailer. */
export interface PromisedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string | undefined;
}

/** What really came. */
export interface Received {
  readonly size: number;
  readonly md5: Buffer;
  /** In hex. */
  readonly sha256: string;
  /** In base64. */
  readonly checksums: ReadonlyMap<ChecksumAlgorithm, string>;
}

/** @throws AwsError InvalidDigest, InvalidRequest, NotImplemented for promises that make no sense or that nobody here can check */
export function bodyPromiseOf(request: ServiceRequest): BodyPromise {
  const contentMd5 = headerOf(request, "content-md5");
  const md5 = contentMd5 === undefined ? undefined : Buffer.from(contentMd5, "base64");
  if (md5 && md5.length !== 16) throw s3Error("InvalidDigest");
  const sha256 = headerOf(request, "x-amz-content-sha256");
  return {
    size: statedLength(request),
    md5,
    sha256: sha256 && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : undefined,
    checksum: promisedChecksum(request),
  };
}

const checksumHeaders = /^x-amz-checksum-(?!algorithm$|type$)(.+)$/;

function promisedChecksum(request: ServiceRequest): PromisedChecksum | undefined {
  const trailers =
    headerOf(request, "x-amz-trailer")
      ?.toLowerCase()
      .split(/\s*,\s*/) ?? [];
  const [name, ...others] = [...Object.keys(request.headers), ...trailers].filter((each) => checksumHeaders.test(each));
  if (others.length > 0) {
    const message = "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.";
    throw s3Error("InvalidRequest", message);
  }
  if (name === undefined) {
    if (headerOf(request, "x-amz-sdk-checksum-algorithm") === undefined) return undefined;
    const message =
      "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.";
    throw s3Error("InvalidRequest", message);
  }
  const algorithm = algorithmNamed(checksumHeaders.exec(name)?.[1]?.toUpperCase() ?? "");
  const value = headerOf(request, name);
  if (value !== undefined && !isChecksum(algorithm, value)) {
    throw s3Error("InvalidRequest", `Value for ${name} header is invalid.`);
  }
  return { algorithm, value };
}

/**
 * Holds what came against what was promised.
 * @throws AwsError IncompleteBody, XAmzContentSHA256Mismatch, BadDigest, MalformedTrailerError, InvalidRequest
 */
export function checkPromise(promise: BodyPromise, received: Received, trailers: ReadonlyMap<string, string>): void {
  if (promise.size !== undefined && promise.size !== received.size) throw s3Error("IncompleteBody");
  if (promise.sha256 !== undefined && promise.sha256 !== received.sha256) {
    const fields = { ClientComputedContentSHA256: promise.sha256, S3ComputedContentSHA256: received.sha256 };
    throw s3Error("XAmzContentSHA256Mismatch", undefined, { fields });
  }
  if (promise.md5 && !promise.md5.equals(received.md5)) {
    const fields = { ExpectedDigest: promise.md5.toString("hex"), CalculatedDigest: received.md5.toString("base64") };
    throw s3Error("BadDigest", undefined, { fields });
  }
  if (promise.checksum) checkChecksum(promise.checksum, received, trailers);
}

function checkChecksum(
  { algorithm, value }: PromisedChecksum,
  { checksums }: Received,
  trailers: ReadonlyMap<string, string>,
): void {
  const name = `x-amz-checksum-${algorithm.toLowerCase()}`;
  const stated = value ?? trailers.get(name);
  if (stated === undefined) throw s3Error("MalformedTrailerError");
  if (!isChecksum(algorithm, stated)) throw s3Error("InvalidRequest", `Value for ${name} trailing header is invalid.`);
  if (stated !== checksums.get(algorithm)) {
    throw s3Error("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
  }
}
