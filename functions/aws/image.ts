import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { checkImageSize, DigestMismatchError } from "../firmware/image.ts";
import type { Upload } from "../firmware/upload.ts";
import { TransientError } from "./failure.ts";
import { type UploadSource, uploadsInS3 } from "./upload-source.ts";

/** For all that is read of a release: within the function's 50 seconds, whatever trickles in. */
export function readingDeadline(): AbortSignal {
  return AbortSignal.timeout(30_000);
}

/** What looks at the bytes as they pass: a hash, or the verifier of a signature. */
export interface Onlooker {
  update(bytes: Uint8Array): unknown;
}

/**
 * Reads an upload once, by its version: how long it is, and its SHA-256. The bytes pass through; nothing above 16 MiB is
 * asked for.
 * @param onlooker sees the bytes too
 * @param deadline when reading is given up
 * @throws SourceVersionGoneError, EmptyImageError, ImageTooLargeError, ImageUnreadableError, DigestMismatchError;
 *   TransientError for a body that is cut short or stalls
 */
export async function readImage(
  upload: Upload,
  source: UploadSource = uploadsInS3,
  onlooker?: Onlooker,
  deadline: AbortSignal = readingDeadline(),
): Promise<{ size: number; sha256: string }> {
  const { size, statedSha256 } = await source.look(upload);
  checkImageSize(upload, size);
  const hash = createHash("sha256");
  const chunks = await source.read(upload);
  const read = await pass(chunks, onlooker ? [hash, onlooker] : [hash], deadline);
  if (read !== size) throw new TransientError(`The image ended after ${read} of ${size} bytes`);
  const sha256 = hash.digest("hex");
  if (statedSha256 !== undefined && statedSha256 !== sha256) {
    throw new DigestMismatchError(upload, statedSha256, sha256);
  }
  return { size, sha256 };
}

/** @returns how many bytes passed */
async function pass(body: Readable, onlookers: readonly Onlooker[], deadline: AbortSignal): Promise<number> {
  let read = 0;
  const consume = async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) {
      read += chunk.length;
      for (const onlooker of onlookers) onlooker.update(chunk);
    }
  };
  await pipeline(body, consume, { signal: deadline }).catch((error: unknown) => {
    throw deadline.aborted ? new TransientError("The files were not read in time") : error;
  });
  return read;
}
