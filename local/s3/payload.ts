import { createHash } from "node:crypto";
import type { ServiceRequest } from "../http/service.ts";
import { decodeAwsChunked } from "./aws-chunked.ts";
import { bodyPromiseOf, checkPromise, type Received } from "./body-promise.ts";
import { type ChecksumAlgorithm, defaultAlgorithm, startChecksum } from "./checksums.ts";
import { s3Error } from "./errors.ts";
import { startMd5 } from "./md5.ts";
import { headerOf } from "./request-headers.ts";

/** The bytes a request brings, without framing, digested on the way and held against all the request says of them. */
export interface Payload {
  /**
   * To be read once, to its end, where it throws when the bytes are not what was promised.
   * @throws AwsError as `checkPromise` and `decodeAwsChunked` do
   */
  readonly bytes: AsyncIterable<Buffer>;
  /** The algorithm of the checksum that the client sends, if it sends one. */
  readonly sent: ChecksumAlgorithm | undefined;
  /** What came, with the checksum sent, or else S3's own, and the one asked for. Known once `bytes` has ended. */
  received(): Received;
}

const longestDocument = 8 * 1024 * 1024;

/**
 * @param also an algorithm to work out beside the one that is sent
 * @throws AwsError as `bodyPromiseOf` does
 */
export function payloadOf(request: ServiceRequest, also?: ChecksumAlgorithm): Payload {
  const promise = bodyPromiseOf(request);
  const sent = promise.checksum?.algorithm;
  const algorithms = new Set([sent ?? also ?? defaultAlgorithm, also ?? sent ?? defaultAlgorithm]);
  let received: Received | undefined;

  async function* bytes(): AsyncGenerator<Buffer> {
    const trailers = new Map<string, string>();
    const md5 = startMd5(promise.size);
    const sha256 = createHash("sha256");
    const checksums = [...algorithms].map((algorithm) => ({ algorithm, running: startChecksum(algorithm) }));
    let size = 0;
    try {
      for await (const chunk of unframed(request, trailers)) {
        size += chunk.length;
        await md5.update(chunk);
        if (promise.sha256 !== undefined) sha256.update(chunk);
        for (const { running } of checksums) running.update(chunk);
        yield chunk;
      }
      received = {
        size,
        md5: await md5.digest(),
        sha256: sha256.digest("hex"),
        checksums: new Map(
          checksums.map(({ algorithm, running }) => [algorithm, running.digest().toString("base64")] as const),
        ),
      };
    } finally {
      md5.end();
    }
    checkPromise(promise, received, trailers);
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
export async function readDocument(request: ServiceRequest): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of payloadOf(request).bytes) {
    length += chunk.length;
    if (length > longestDocument) throw s3Error("MaxMessageLengthExceeded");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function unframed(request: ServiceRequest, trailers: Map<string, string>): AsyncIterable<Buffer> {
  // A body that is left in the middle must not take the connection with it: the answer still has to go out.
  const body: AsyncIterable<Buffer> = request.body.iterator({ destroyOnReturn: false });
  const mode = headerOf(request, "x-amz-content-sha256") ?? "";
  if (!mode.startsWith("STREAMING-")) return body;
  if (mode !== "STREAMING-UNSIGNED-PAYLOAD-TRAILER" && !request.chunkSigning) {
    throw s3Error("NotImplemented", `Local AWS does not play bodies signed as ${mode}.`);
  }
  return decodeAwsChunked(body, request.chunkSigning, trailers);
}
