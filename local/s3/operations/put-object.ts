import type { PutObjectOutput, PutObjectRequest } from "@aws-sdk/client-s3";
import type { ServiceRequest } from "../../http/service.ts";
import { checksumMembers, defaultAlgorithm } from "../checksums.ts";
import { describe, encryptionMembers } from "../description.ts";
import { originOf } from "../events.ts";
import type { ObjectDraft } from "../object-version.ts";
import { type Payload, payloadOf } from "../payload.ts";
import { checkLength } from "../request-headers.ts";
import type { S3Store } from "../store.ts";
import { tagsOf } from "../tags.ts";
import { statedVersionId, writeObject } from "../write-object.ts";

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

/** Of an object that came in one piece. The checksum is the client's own, or S3's choice. */
function digestsOf(payload: Payload): Pick<ObjectDraft, "etag" | "checksum"> {
  const { md5, checksums } = payload.received();
  const algorithm = payload.sent ?? defaultAlgorithm;
  const checksum = { algorithm, type: "FULL_OBJECT", value: checksums.get(algorithm) ?? "" } as const;
  return { etag: md5.toString("hex"), checksum };
}
