import type { Blobs } from "./blobs.ts";
import type { Bucket } from "./buckets.ts";
import { type ChecksumAlgorithm, defaultAlgorithm } from "./checksums.ts";
import { invalidArgument, s3Error } from "./errors.ts";
import type { Upload, UploadedPart } from "./upload.ts";

const mostParts = 10_000;

/** @throws AwsError NoSuchUpload */
export function findUpload({ uploads }: Bucket, id: string | undefined, key: string | undefined): Upload {
  const upload = uploads.get(id ?? "");
  if (upload?.key !== key || !upload) throw s3Error("NoSuchUpload", undefined, { fields: { UploadId: id } });
  return upload;
}

/** @throws AwsError InvalidArgument */
export function checkPartNumber(number: number | undefined): number {
  if (number !== undefined && number >= 1 && number <= mostParts) return number;
  const message = `Part number must be an integer between 1 and ${mostParts}, inclusive`;
  throw invalidArgument(message, "partNumber", String(number));
}

/** The algorithm that the checksums of an upload's parts are of. */
export function partAlgorithm({ checksum }: Upload): ChecksumAlgorithm {
  return checksum?.algorithm ?? defaultAlgorithm;
}

/**
 * Puts a part in its place; one that was there before makes way.
 * @throws AwsError NoSuchUpload when the upload has ended while the part came in, which is then given up
 */
export function addPart({ uploads }: Bucket, upload: Upload, part: UploadedPart, blobs: Blobs): void {
  if (uploads.get(upload.id) !== upload) {
    blobs.release(part.content);
    throw s3Error("NoSuchUpload", undefined, { fields: { UploadId: upload.id } });
  }
  const replaced = upload.parts.get(part.number);
  upload.parts.set(part.number, part);
  if (replaced) blobs.release(replaced.content);
}

/** Ends an upload, completed or not: its parts are given up. Ending it twice is ending it once. */
export function endUpload({ uploads }: Bucket, upload: Upload, blobs: Blobs): void {
  if (!uploads.delete(upload.id)) return;
  for (const { content } of upload.parts.values()) blobs.release(content);
}
