import type {
  UploadPartCopyOutput,
  UploadPartCopyRequest,
  UploadPartOutput,
  UploadPartRequest,
} from "@aws-sdk/client-s3";
import type { ServiceRequest } from "../../http/service.ts";
import { checksumMembers } from "../checksums.ts";
import { findCopySource } from "../copy-source.ts";
import { encryptionMembers } from "../description.ts";
import { digestContent } from "../digest-content.ts";
import { s3Error } from "../errors.ts";
import { payloadOf } from "../payload.ts";
import { copySourceRange } from "../ranges.ts";
import { checkLength } from "../request-headers.ts";
import type { S3Store } from "../store.ts";
import { addPart, checkPartNumber, findUpload, partAlgorithm } from "../uploads.ts";
import { statedVersionId } from "../write-object.ts";

export async function uploadPart(
  request: UploadPartRequest,
  store: S3Store,
  call: ServiceRequest,
): Promise<UploadPartOutput> {
  checkLength(call);
  const number = checkPartNumber(request.PartNumber);
  const bucket = store.buckets.get(request.Bucket);
  const upload = findUpload(bucket, request.UploadId, request.Key);
  const algorithm = partAlgorithm(upload);
  const payload = payloadOf(call, algorithm);
  if (upload.checksum && payload.sent !== algorithm) {
    const sent = payload.sent?.toLowerCase() ?? "null";
    const message = `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${sent}`;
    throw s3Error("InvalidRequest", message);
  }
  const content = await store.blobs.store(payload.bytes);
  const { md5, checksums } = payload.received();
  const checksum = { algorithm, value: checksums.get(algorithm) ?? "" };
  addPart(bucket, upload, { number, content, md5, checksum, lastModified: store.now() }, store.blobs);
  const stated = payload.sent ?? algorithm;
  return {
    ETag: etagOf(md5),
    ...checksumMembers({ algorithm: stated, value: checksums.get(stated) ?? "" }),
    ...encryptionMembers(upload.description),
  };
}

/** The bytes stay where they are, and are shared; they are read only to be digested. */
export async function uploadPartCopy(request: UploadPartCopyRequest, store: S3Store): Promise<UploadPartCopyOutput> {
  const number = checkPartNumber(request.PartNumber);
  const bucket = store.buckets.get(request.Bucket);
  const upload = findUpload(bucket, request.UploadId, request.Key);
  const source = findCopySource(request, store);
  const { content } = source.version;
  const range =
    request.CopySourceRange === undefined ? undefined : copySourceRange(request.CopySourceRange, content.size);
  const shared = store.blobs.slice(content, range?.start, range?.end);
  const algorithm = partAlgorithm(upload);
  const { md5, checksum: value } = await digestContent(store.blobs, shared, algorithm);
  const part = { number, content: shared, md5, checksum: { algorithm, value }, lastModified: store.now() };
  addPart(bucket, upload, part, store.blobs);
  return {
    CopyPartResult: { ETag: etagOf(md5), LastModified: part.lastModified, ...checksumMembers(part.checksum) },
    CopySourceVersionId: statedVersionId(source.bucket, source.version),
    ...encryptionMembers(upload.description),
  };
}

function etagOf(md5: Buffer): string {
  return `"${md5.toString("hex")}"`;
}
