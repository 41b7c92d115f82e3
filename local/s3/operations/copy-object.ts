import type { CopyObjectOutput, CopyObjectRequest } from "@aws-sdk/client-s3";
import type { ServiceRequest } from "../../http/service.ts";
import type { Bucket } from "../buckets.ts";
import { algorithmNamed, checksumMembers } from "../checksums.ts";
import { type CopySource, findCopySource } from "../copy-source.ts";
import { describe, encryptionMembers } from "../description.ts";
import { digestContent } from "../digest-content.ts";
import { s3Error } from "../errors.ts";
import { originOf } from "../events.ts";
import type { Description, ObjectDraft, ObjectVersion } from "../object-version.ts";
import type { S3Store } from "../store.ts";
import { tagsOf } from "../tags.ts";
import { statedVersionId, writeObject } from "../write-object.ts";

const largestCopy = 5 * 1024 ** 3;

export async function copyObject(
  request: CopyObjectRequest,
  store: S3Store,
  call: ServiceRequest,
): Promise<CopyObjectOutput> {
  const bucket = store.buckets.get(request.Bucket);
  const source = findCopySource(request, store);
  checkSource(request, source);
  const { version: original } = source;
  const description = describeCopy(request, original, bucket);
  const tags = request.TaggingDirective === "REPLACE" ? tagsOf(request.Tagging) : original.tags;
  const version = await writeObject(
    store,
    { bucket: bucket.name, key: request.Key, conditions: request, origin: originOf(call), reason: "CopyObject" },
    async () => ({ ...(await copied(store, original, request.ChecksumAlgorithm)), description, tags }),
  );
  return {
    CopyObjectResult: {
      ETag: `"${version.etag}"`,
      LastModified: version.lastModified,
      ...checksumMembers(version.checksum),
      ChecksumType: version.checksum.type,
    },
    VersionId: statedVersionId(bucket, version),
    CopySourceVersionId: statedVersionId(source.bucket, original),
    ...encryptionMembers(version.description),
  };
}

/** @throws AwsError InvalidRequest for a copy that changes nothing, or that is too large to be made at once */
function checkSource(request: CopyObjectRequest, source: CopySource): void {
  if (isCopyOfItself(request, source)) {
    throw s3Error(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  if (source.version.content.size > largestCopy) {
    const message = `The specified copy source is larger than the maximum allowable size for a copy source: ${largestCopy}`;
    throw s3Error("InvalidRequest", message);
  }
}

/** The source's own description or another; how a copy is stored never comes from the source. */
function describeCopy(request: CopyObjectRequest, { description }: ObjectVersion, bucket: Bucket): Description {
  if (request.MetadataDirective === "REPLACE") return describe(request, bucket);
  const { StorageClass, ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled } = request;
  return describe({ ...description, StorageClass, ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled }, bucket);
}

/** A copy is of one piece, whatever its source is. It shares the bytes; only its digests may need a look at them. */
async function copied(
  store: S3Store,
  { content, etag, checksum, parts }: ObjectVersion,
  askedAlgorithm: string | undefined,
): Promise<Pick<ObjectDraft, "content" | "etag" | "checksum" | "parts">> {
  const algorithm = askedAlgorithm === undefined ? checksum.algorithm : algorithmNamed(askedAlgorithm);
  const shared = store.blobs.slice(content);
  const keepsChecksum = algorithm === checksum.algorithm && checksum.type === "FULL_OBJECT";
  if (keepsChecksum && !parts) return { content: shared, etag, checksum, parts };
  const { md5, checksum: value } = await digestContent(store.blobs, shared, algorithm);
  const whole = { algorithm, type: "FULL_OBJECT", value } as const;
  return { content: shared, etag: md5.toString("hex"), checksum: whole, parts: undefined };
}

function isCopyOfItself(request: CopyObjectRequest, { bucket, version, isVersionNamed }: CopySource): boolean {
  const { description, key } = version;
  return (
    bucket.name === request.Bucket &&
    key === request.Key &&
    !isVersionNamed &&
    request.MetadataDirective !== "REPLACE" &&
    request.ServerSideEncryption === undefined &&
    request.WebsiteRedirectLocation === undefined &&
    (request.StorageClass ?? "STANDARD") === description.StorageClass
  );
}
