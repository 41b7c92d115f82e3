import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from "@aws-sdk/client-s3";
import { algorithmNamed, type ChecksumType } from "../checksums.ts";
import { describe, encryptionMembers } from "../description.ts";
import { s3Error } from "../errors.ts";
import { newId, type S3Store } from "../store.ts";
import { tagsOf } from "../tags.ts";
import type { Upload } from "../upload.ts";

export function createMultipartUpload(
  request: CreateMultipartUploadRequest,
  store: S3Store,
): CreateMultipartUploadOutput {
  const bucket = store.buckets.get(request.Bucket);
  const { Key = "" } = request;
  const upload: Upload = {
    id: newId(64),
    key: Key,
    initiated: store.now(),
    description: describe(request, bucket),
    tags: tagsOf(request.Tagging),
    checksum: announcedChecksum(request),
    parts: new Map(),
  };
  bucket.uploads.set(upload.id, upload);
  return {
    Bucket: bucket.name,
    Key,
    UploadId: upload.id,
    ChecksumAlgorithm: upload.checksum?.algorithm,
    ChecksumType: upload.checksum?.type,
    ...encryptionMembers(upload.description),
  };
}

/** A CRC may cover the whole object; a SHA can only be made of the parts' SHAs, and CRC64NVME always covers the whole. */
function announcedChecksum({ ChecksumAlgorithm, ChecksumType }: CreateMultipartUploadRequest): Upload["checksum"] {
  if (ChecksumAlgorithm === undefined) {
    if (ChecksumType === undefined) return undefined;
    throw s3Error(
      "InvalidRequest",
      "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
    );
  }
  const algorithm = algorithmNamed(ChecksumAlgorithm);
  const usual: ChecksumType = algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE";
  const type = (ChecksumType as ChecksumType | undefined) ?? usual;
  const isImpossible = algorithm.startsWith("SHA")
    ? type === "FULL_OBJECT"
    : algorithm === "CRC64NVME" && type === "COMPOSITE";
  if (isImpossible) {
    throw s3Error(
      "InvalidRequest",
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm, type };
}
