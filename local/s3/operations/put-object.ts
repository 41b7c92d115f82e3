import type { PutObjectOutput, PutObjectRequest } from "@aws-sdk/client-s3";
import type { ServiceRequest } from "../../http/service.ts";
import { checksumMembers, defaultAlgorithm } from "../checksums.ts";
import { describe, encryptionMembers } from "../description.ts";
import { s3Error } from "../errors.ts";
import { originOf } from "../events.ts";
import type { ObjectDraft } from "../object-version.ts";
import { type Payload, payloadOf } from "../payload.ts";
import type { S3Store } from "../store.ts";
import { tagsOf } from "../tags.ts";
import { statedVersionId, writeObject } from "../write-object.ts";

const largestUpload = 5 * 1024 ** 3;

export async function putObject(
  request: PutObjectRequest,
  store: S3Store,
  call: ServiceRequest,
): Promise<PutObjectOutput> {
  checkLength(call);
  const bucket = store.buckets.get(request.Bucket);
  const description = describe(request, bucket);
  const tags = tagsOf(request.Tagging);
  const payload = payloadOf(call);
  const version = await writeObject(
    store,
    { bucket: bucket.name, key: request.Key, conditions: request, origin: originOf(call), reason: "PutObject" },
    async () => {
      const content = await store.blobs.store(payload.bytes);
      return { content, ...digestsOf(payload), parts: undefined, description, tags };
    },
  );
  return {
    ETag: `"${version.etag}"`,
    VersionId: statedVersionId(bucket, version),
    ...checksumMembers(version.checksum),
    ChecksumType: version.checksum.type,
    ...encryptionMembers(version.description),
  };
}

/** @throws AwsError MissingContentLength, EntityTooLarge: S3 takes up to 5 GiB at once, and wants to know how much */
export function checkLength({ headers }: ServiceRequest): void {
  const stated = headers["x-amz-decoded-content-length"] ?? headers["content-length"];
  if (stated === undefined) throw s3Error("MissingContentLength");
  if (Number(stated) > largestUpload) {
    throw s3Error("EntityTooLarge", undefined, { fields: { ProposedSize: stated, MaxSizeAllowed: largestUpload } });
  }
}

/** Of an object that came in one piece. The checksum is the client's own, or S3's choice. */
function digestsOf(payload: Payload): Pick<ObjectDraft, "etag" | "checksum"> {
  const { md5, checksums } = payload.received();
  const algorithm = payload.sent ?? defaultAlgorithm;
  const checksum = { algorithm, type: "FULL_OBJECT", value: checksums.get(algorithm) ?? "" } as const;
  return { etag: md5.toString("hex"), checksum };
}
