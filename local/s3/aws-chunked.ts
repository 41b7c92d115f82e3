import { createHash, createHmac } from "node:crypto";
import type { ServiceRequest } from "../http/service.ts";
import { s3Error } from "./errors.ts";

/** What the chunks of a signed stream are signed with. */
export type ChunkSigning = NonNullable<ServiceRequest["chunkSigning"]>;

const smallestChunk = 8192;
const longestLine = 8192;
const emptyHash = createHash("sha256").digest("hex");

/**
 * Takes the `aws-chunked` framing off a body: `<size in hex>[;chunk-signature=…]`, the bytes, …, a chunk of size 0,
 * trailers ("Signature Version 4 streaming" in the Amazon S3 API Reference). Bytes come as they arrive: a wrong
 * signature is known only at the end of its chunk.
 * @param signing given when each chunk has to carry a signature
 * @param trailers is filled with the headers that follow the last chunk, names in lower case
 * @throws AwsError IncompleteBody, InvalidChunkSizeError, MalformedTrailerError, SignatureDoesNotMatch
 */
export async function* decodeAwsChunked(
  body: AsyncIterable<Buffer>,
  signing: ChunkSigning | undefined,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const reader = readerOf(body);
  let signature = signing?.seed ?? "";
  let previousSize = smallestChunk;
  for (;;) {
    const { size, signature: stated } = chunkHeader(await reader.line());
    if (size > 0 && previousSize < smallestChunk) throw s3Error("InvalidChunkSizeError");
    previousSize = size;
    const hash = createHash("sha256");
    for (let left = size; left > 0; ) {
      const bytes = await reader.some(left);
      left -= bytes.length;
      if (signing) hash.update(bytes);
      yield bytes;
    }
    if (signing) signature = verified(stated, chunkSignature(signing, signature, hash.digest("hex")));
    if (size === 0) break;
    if ((await reader.line()) !== "") throw s3Error("IncompleteBody");
  }
  await readTrailers(reader, trailers);
  if (signing && trailers.size > 0) verified(trailers.get(trailerSignature), signatureOf(trailers, signing, signature));
}

function chunkHeader(line: string): { size: number; signature: string | undefined } {
  const found = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line);
  if (!found) throw s3Error("IncompleteBody");
  return { size: Number.parseInt(found[1] ?? "", 16), signature: found[2] };
}

async function readTrailers(reader: Reader, trailers: Map<string, string>): Promise<void> {
  while (!(await reader.isAtEnd())) {
    const line = await reader.line();
    if (line === "") continue;
    const colon = line.indexOf(":");
    if (colon < 1) throw s3Error("MalformedTrailerError");
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

const trailerSignature = "x-amz-trailer-signature";

function chunkSignature({ signingKey, scope, date }: ChunkSigning, previous: string, hash: string): string {
  const text = ["AWS4-HMAC-SHA256-PAYLOAD", date, scope, previous, emptyHash, hash].join("\n");
  return createHmac("sha256", signingKey).update(text).digest("hex");
}

function signatureOf(
  trailers: Map<string, string>,
  { signingKey, scope, date }: ChunkSigning,
  previous: string,
): string {
  const covered = [...trailers].filter(([name]) => name !== trailerSignature);
  const hash = createHash("sha256");
  for (const [name, value] of covered) hash.update(`${name}:${value}\n`);
  const text = ["AWS4-HMAC-SHA256-TRAILER", date, scope, previous, hash.digest("hex")].join("\n");
  return createHmac("sha256", signingKey).update(text).digest("hex");
}

function verified(stated: string | undefined, expected: string): string {
  if (stated !== expected) throw s3Error("SignatureDoesNotMatch");
  return expected;
}

/** Reads lines and stretches of bytes from a body, whatever pieces it arrives in. */
interface Reader {
  /** Up to the next CRLF. */
  line(): Promise<string>;
  /** At least one byte, at most so many. */
  some(most: number): Promise<Buffer>;
  isAtEnd(): Promise<boolean>;
}

function readerOf(body: AsyncIterable<Buffer>): Reader {
  const pieces = body[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const more = async () => {
    const { value, done } = await pieces.next();
    if (done) return false;
    held = held.length === 0 ? value : Buffer.concat([held, value]);
    return true;
  };
  return {
    async line() {
      for (;;) {
        const end = held.indexOf("\r\n");
        if (end !== -1) {
          const text = held.toString("latin1", 0, end);
          held = held.subarray(end + 2);
          return text;
        }
        if (held.length > longestLine || !(await more())) throw s3Error("IncompleteBody");
      }
    },
    async some(most) {
      while (held.length === 0) if (!(await more())) throw s3Error("IncompleteBody");
      const bytes = held.subarray(0, most);
      held = held.subarray(bytes.length);
      return bytes;
    },
    async isAtEnd() {
      while (held.length === 0) if (!(await more())) return true;
      return false;
    },
  };
}
