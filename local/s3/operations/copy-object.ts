import { createHash } from "node:crypto";
import type { CopyObjectOutput, CopyObjectRequest } from "@aws-sdk/client-s3";
import type { ServiceRequest } from "../../http/service.ts";
import { algorithmNamed, type Checksum, checksumMembers, startChecksum } from "../checksums.ts";
import { type CopySource, findCopySource } from "../copy-source.ts";
import { describe, encryptionMembers } from "../description.ts";
import { s3Error } from "../errors.ts";
import { originOf } from "../events.ts";
import type { ObjectDraft, ObjectVersion } from "../object-version.ts";
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
  if (isCopyOfItself(request, source)) {
    throw s3Error(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  if (source.version.content.size > largestCopy) {
    throw s3Error(
      "InvalidRequest",
      `The specified copy source is larger than the maximum allowable size for a copy source: ${largestCopy}`,
    );
  }
  const replaces = request.MetadataDirective === "REPLACE";
  const { version: original } = source;
  const { StorageClass, ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled } = request; // never taken from the source
  const asked = { StorageClass, ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled };
  const description = describe(replaces ? request : { ...original.description, ...asked }, bucket);
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

/** A copy is an object of one piece, whatever its source was; it shares the bytes, and only its digests may need a look at them. */
async function copied(
  store: S3Store,
  { content, etag, checksum, parts }: ObjectVersion,
  askedAlgorithm: string | undefined,
): Promise<Pick<ObjectDraft, "content" | "etag" | "checksum" | "parts">> {
  const algorithm = askedAlgorithm === undefined ? checksum.algorithm : algorithmNamed(askedAlgorithm);
  const shared = store.blobs.slice(content);
  const keepsChecksum = algorithm === checksum.algorithm && checksum.type === "FULL_OBJECT";
  if (keepsChecksum && !parts) return { content: shared, etag, checksum, parts };
  const running = startChecksum(algorithm);
  const md5 = createHash("md5");
  for await (const bytes of store.blobs.read(content)) {
    running.update(bytes as Buffer);
    md5.update(bytes as Buffer);
  }
  const whole: Checksum = { algorithm, type: "FULL_OBJECT", value: running.digest().toString("base64") };
  return { content: shared, etag: md5.digest("hex"), checksum: whole, parts: undefined };
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
