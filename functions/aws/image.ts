import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import { checkImageSize, DigestMismatchError } from "../firmware/image.ts";
import type { Upload } from "../firmware/upload.ts";
import { TransientError } from "./failure.ts";
import { type UploadSource, uploadsInS3 } from "./upload-source.ts";

const bodyDeadline = 30_000; // milliseconds: within the function's 50 seconds, whatever trickles in

/** What looks at the bytes as they pass: a hash, or the verifier of a signature. */
export interface Onlooker {
  update(bytes: Uint8Array): unknown;
}

/**
 * Reads an upload once, by its version: how long it is, and its SHA-256. The bytes pass through; nothing above 16 MiB is
 * asked for.
 * @param onlooker sees the bytes too
 * @throws SourceVersionGoneError, EmptyImageError, ImageTooLargeError, ImageUnreadableError, DigestMismatchError;
 *   TransientError for a body that is cut short or stalls
 */
export async function readImage(
  upload: Upload,
  source: UploadSource = uploadsInS3,
  onlooker?: Onlooker,
): Promise<{ size: number; sha256: string }> {
  const { size, statedSha256 } = await source.look(upload);
  checkImageSize(upload, size);
  const hash = createHash("sha256");
  await pass(upload, size, source, onlooker ? [hash, onlooker] : [hash]);
  const sha256 = hash.digest("hex");
  if (statedSha256 !== undefined && statedSha256 !== sha256) {
    throw new DigestMismatchError(upload, statedSha256, sha256);
  }
  return { size, sha256 };
}

async function pass(upload: Upload, size: number, source: UploadSource, onlookers: readonly Onlooker[]): Promise<void> {
  let read = 0;
  const consume = async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) {
      read += chunk.length;
      for (const onlooker of onlookers) onlooker.update(chunk);
    }
  };
  const deadline = AbortSignal.timeout(bodyDeadline);
  await pipeline(await source.read(upload), consume, { signal: deadline }).catch((error: unknown) => {
    throw deadline.aborted ? new TransientError(`The image was not read within ${bodyDeadline} ms`) : error;
  });
  if (read !== size) throw new TransientError(`The image ended after ${read} of ${size} bytes`);
}
