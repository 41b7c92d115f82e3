import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import {
  checkImageSize,
  DigestMismatchError,
  ImageUnreadableError,
  SourceVersionGoneError,
} from "../firmware/image.ts";
import type { Upload } from "../firmware/upload.ts";
import { s3 } from "./clients.ts";
import { isNamed, statusOf, TransientError } from "./failure.ts";

const bodyDeadline = 30_000; // milliseconds: within the function's 50 seconds, whatever trickles in

/**
 * Reads an upload once, by its version: how long it is, and its SHA-256. The bytes pass through; nothing above 16 MiB is
 * asked for.
 * @throws SourceVersionGoneError, EmptyImageError, ImageTooLargeError, ImageUnreadableError, DigestMismatchError;
 *   TransientError for a body that is cut short or stalls
 */
export async function readImage(upload: Upload): Promise<{ size: number; sha256: string }> {
  const { size, stated } = await head(upload);
  checkImageSize(upload, size);
  const sha256 = await digest(upload, size);
  if (stated !== undefined && stated !== sha256) throw new DigestMismatchError(upload, stated, sha256);
  return { size, sha256 };
}

async function head(upload: Upload): Promise<{ size: number; stated: string | undefined }> {
  try {
    const { ContentLength = 0, Metadata } = await s3.send(new HeadObjectCommand(address(upload)));
    return { size: ContentLength, stated: Metadata?.["sha256"] };
  } catch (error) {
    const status = statusOf(error);
    if (status === 400 || status === 403) (await open(upload)).destroy(); // a HEAD has no body to say why, a GET has
    throw whyUnread(upload, error);
  }
}

async function open(upload: Upload): Promise<Readable> {
  try {
    const { Body } = await s3.send(new GetObjectCommand(address(upload)));
    return Body as Readable;
  } catch (error) {
    throw whyUnread(upload, error);
  }
}

async function digest(upload: Upload, size: number): Promise<string> {
  const hash = createHash("sha256");
  let read = 0;
  const consume = async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) {
      read += chunk.length;
      hash.update(chunk);
    }
  };
  const deadline = AbortSignal.timeout(bodyDeadline);
  await pipeline(await open(upload), consume, { signal: deadline }).catch((error: unknown) => {
    throw deadline.aborted ? new TransientError(`The image was not read within ${bodyDeadline} ms`) : error;
  });
  if (read !== size) throw new TransientError(`The image ended after ${read} of ${size} bytes`);
  return hash.digest("hex");
}

function address({ bucket, key, versionId }: Upload): { Bucket: string; Key: string; VersionId: string } {
  return { Bucket: bucket, Key: key, VersionId: versionId };
}

/** S3's answer as what it means for the image. S3 answers 405 for a version that is a delete marker. */
function whyUnread(upload: Upload, error: unknown): unknown {
  const status = statusOf(error);
  if (status === 404 || status === 405) return new SourceVersionGoneError(upload, { cause: error });
  const isArchived = isNamed(error, "InvalidObjectState");
  const isWithoutKey = isNamed(error, "InvalidRequest"); // encrypted with a key that only the uploader has
  const isKeyRefused = isNamed(error, "AccessDenied") && /\bkms\b/i.test(error.message);
  if (!(error instanceof Error) || !(isArchived || isWithoutKey || isKeyRefused)) return error;
  return new ImageUnreadableError(upload, error.message, { cause: error });
}
