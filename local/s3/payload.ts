import { createHash } from "node:crypto";
import type { ServiceRequest } from "../http/service.ts";
import { decodeAwsChunked } from "./aws-chunked.ts";
import {
  algorithmNamed,
  type ChecksumAlgorithm,
  checksumHeader,
  defaultAlgorithm,
  isChecksum,
  startChecksum,
} from "./checksums.ts";
import type { RunningChecksum } from "./crc.ts";
import { s3Error } from "./errors.ts";

/** The bytes a request brings, held against everything the request says of them. */
export interface Payload {
  /**
   * To be read once, to its end, where it throws if the bytes are not what was promised: IncompleteBody, BadDigest,
   * XAmzContentSHA256Mismatch, or what `decodeAwsChunked` throws.
   */
  readonly bytes: AsyncIterable<Buffer>;
  /** The algorithm of the checksum that the client sends, if it sends one. */
  readonly sent: ChecksumAlgorithm | undefined;
  /** What came. Known once `bytes` has ended. */
  received(): Received;
}

export interface Received {
  readonly size: number;
  readonly md5: Buffer;
  /** In base64, by algorithm: the one sent, else S3's choice, and the one asked for. */
  readonly checksums: ReadonlyMap<ChecksumAlgorithm, string>;
}

const longestDocument = 8 * 1024 * 1024;

/** What is to be made of a payload's checksum. */
export interface ChecksumWishes {
  /** An algorithm to work out beside the one that was sent. */
  readonly also?: ChecksumAlgorithm;
  /** Whether the checksum in the headers is of something else than the body. */
  readonly isOfSomethingElse?: boolean;
}

/**
 * @throws AwsError InvalidDigest, InvalidRequest, NotImplemented when what the request says of its body makes no sense
 */
export function payloadOf(request: ServiceRequest, { also, isOfSomethingElse = false }: ChecksumWishes = {}): Payload {
  const promise = promiseOf(request, isOfSomethingElse);
  const sent = promise.checksum?.algorithm;
  const md5 = createHash("md5");
  const sha256 = createHash("sha256");
  const running = new Map<ChecksumAlgorithm, RunningChecksum>();
  for (const algorithm of [sent ?? also ?? defaultAlgorithm, also]) {
    if (algorithm) running.set(algorithm, startChecksum(algorithm));
  }
  let size = 0;
  let received: Received | undefined;

  async function* bytes(): AsyncGenerator<Buffer> {
    const trailers = new Map<string, string>();
    for await (const chunk of unframed(request, trailers)) {
      size += chunk.length;
      md5.update(chunk);
      if (promise.sha256 !== undefined) sha256.update(chunk);
      for (const checksum of running.values()) checksum.update(chunk);
      yield chunk;
    }
    const checksums = new Map([...running].map(([name, checksum]) => [name, checksum.digest().toString("base64")]));
    received = { size, md5: md5.digest(), checksums };
    hold(promise, received, sha256.digest("hex"), trailers);
  }

  return {
    bytes: bytes(),
    sent,
    received() {
      if (!received) throw new Error("The payload has not been read to its end");
      return received;
    },
  };
}

/** A whole body as text, checked like any payload. @throws AwsError MaxMessageLengthExceeded */
export async function readDocument(request: ServiceRequest, wishes?: ChecksumWishes): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of payloadOf(request, wishes).bytes) {
    length += chunk.length;
    if (length > longestDocument) throw s3Error("MaxMessageLengthExceeded");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** What a request says of its body before the body comes. */
interface Promised {
  readonly size: number | undefined;
  readonly md5: Buffer | undefined;
  /** In hex. */
  readonly sha256: string | undefined;
  /** Its value is undefined when it will come as a trailer. */
  readonly checksum: { algorithm: ChecksumAlgorithm; value: string | undefined } | undefined;
}

function promiseOf(request: ServiceRequest, hasOtherChecksum: boolean): Promised {
  const md5 = header(request, "content-md5");
  const digest = md5 === undefined ? undefined : Buffer.from(md5, "base64");
  if (digest && digest.length !== 16) throw s3Error("InvalidDigest");
  const sha256 = header(request, "x-amz-content-sha256");
  const size = header(request, "x-amz-decoded-content-length") ?? header(request, "content-length");
  return {
    size: size === undefined ? undefined : Number(size),
    md5: digest,
    sha256: sha256 && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : undefined,
    checksum: hasOtherChecksum ? undefined : promisedChecksum(request),
  };
}

function promisedChecksum(request: ServiceRequest): Promised["checksum"] {
  const trailing =
    header(request, "x-amz-trailer")
      ?.split(",")
      .map((name) => name.trim().toLowerCase()) ?? [];
  const names = [...Object.keys(request.headers), ...trailing].filter(
    (name) => name.startsWith("x-amz-checksum-") && !["x-amz-checksum-algorithm", "x-amz-checksum-type"].includes(name),
  );
  const [name, ...others] = names;
  if (others.length > 0) {
    throw s3Error(
      "InvalidRequest",
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  }
  if (name === undefined) {
    if (header(request, "x-amz-sdk-checksum-algorithm") === undefined) return undefined;
    throw s3Error(
      "InvalidRequest",
      "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
    );
  }
  const algorithm = algorithmNamed(name.slice("x-amz-checksum-".length).toUpperCase());
  const value = header(request, name);
  if (value !== undefined && !isChecksum(algorithm, value)) {
    throw s3Error("InvalidRequest", `Value for ${name} header is invalid.`);
  }
  return { algorithm, value };
}

function unframed(request: ServiceRequest, trailers: Map<string, string>): AsyncIterable<Buffer> {
  // A body that is left in the middle must not take the connection with it: the answer still has to go out.
  const body: AsyncIterable<Buffer> = request.body.iterator({ destroyOnReturn: false });
  const mode = header(request, "x-amz-content-sha256") ?? "";
  if (!mode.startsWith("STREAMING-")) return body;
  if (mode !== "STREAMING-UNSIGNED-PAYLOAD-TRAILER" && !request.chunkSigning) {
    throw s3Error("NotImplemented", `Local AWS does not play bodies signed as ${mode}.`);
  }
  return decodeAwsChunked(body, request.chunkSigning, trailers);
}

/** Holds what came against what was promised. */
function hold(promise: Promised, received: Received, sha256: string, trailers: ReadonlyMap<string, string>): void {
  if (promise.size !== undefined && promise.size !== received.size) throw s3Error("IncompleteBody");
  if (promise.sha256 !== undefined && promise.sha256 !== sha256) {
    throw s3Error("XAmzContentSHA256Mismatch", undefined, {
      fields: { ClientComputedContentSHA256: promise.sha256, S3ComputedContentSHA256: sha256 },
    });
  }
  if (promise.md5 && !promise.md5.equals(received.md5)) {
    throw s3Error("BadDigest", undefined, {
      fields: { ExpectedDigest: promise.md5.toString("hex"), CalculatedDigest: received.md5.toString("base64") },
    });
  }
  if (!promise.checksum) return;
  const { algorithm } = promise.checksum;
  const name = checksumHeader(algorithm);
  const value = promise.checksum.value ?? trailers.get(name);
  if (value === undefined) throw s3Error("MalformedTrailerError");
  if (!isChecksum(algorithm, value)) throw s3Error("InvalidRequest", `Value for ${name} trailing header is invalid.`);
  if (value !== received.checksums.get(algorithm)) {
    throw s3Error("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
  }
}

function header({ headers }: ServiceRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}
