import { createHash } from "node:crypto";
import type {
  UploadPartCopyOutput,
  UploadPartCopyRequest,
  UploadPartOutput,
  UploadPartRequest,
} from "@aws-sdk/client-s3";
import type { ServiceRequest } from "../../http/service.ts";
import { checksumMembers, startChecksum } from "../checksums.ts";
import { findCopySource } from "../copy-source.ts";
import { encryptionMembers } from "../description.ts";
import { s3Error } from "../errors.ts";
import { payloadOf } from "../payload.ts";
import { copySourceRange } from "../ranges.ts";
import type { S3Store } from "../store.ts";
import { addPart, checkPartNumber, findUpload, partAlgorithm, type Upload, type UploadedPart } from "../uploads.ts";
import { statedVersionId } from "../write-object.ts";
import { checkLength } from "./put-object.ts";

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
  const payload = payloadOf(call, { also: algorithm });
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

export async function uploadPartCopy(request: UploadPartCopyRequest, store: S3Store): Promise<UploadPartCopyOutput> {
  const number = checkPartNumber(request.PartNumber);
  const bucket = store.buckets.get(request.Bucket);
  const upload = findUpload(bucket, request.UploadId, request.Key);
  const source = findCopySource(request, store);
  const { content } = source.version;
  const range =
    request.CopySourceRange === undefined ? undefined : copySourceRange(request.CopySourceRange, content.size);
  const part = await copiedPart(store, upload, number, store.blobs.slice(content, range?.start, range?.end));
  addPart(bucket, upload, part, store.blobs);
  return {
    CopyPartResult: { ETag: etagOf(part.md5), LastModified: part.lastModified, ...checksumMembers(part.checksum) },
    CopySourceVersionId: statedVersionId(source.bucket, source.version),
    ...encryptionMembers(upload.description),
  };
}

/** The bytes stay where they are; they are read only to be digested. */
async function copiedPart(
  store: S3Store,
  upload: Upload,
  number: number,
  content: UploadedPart["content"],
): Promise<UploadedPart> {
  const algorithm = partAlgorithm(upload);
  const running = startChecksum(algorithm);
  const md5 = createHash("md5");
  for await (const bytes of store.blobs.read(content)) {
    running.update(bytes as Buffer);
    md5.update(bytes as Buffer);
  }
  const checksum = { algorithm, value: running.digest().toString("base64") };
  return { number, content, md5: md5.digest(), checksum, lastModified: store.now() };
}

function etagOf(md5: Buffer): string {
  return `"${md5.toString("hex")}"`;
}
