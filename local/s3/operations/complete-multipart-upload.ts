import { createHash } from "node:crypto";
import type { CompletedPart, CompleteMultipartUploadOutput, CompleteMultipartUploadRequest } from "@aws-sdk/client-s3";
import type { ServiceRequest } from "../../http/service.ts";
import { type Checksum, checksumIn, checksumMembers, checksumOfParts } from "../checksums.ts";
import { encryptionMembers } from "../description.ts";
import { s3Error } from "../errors.ts";
import { originOf } from "../events.ts";
import type { ObjectDraft } from "../object-version.ts";
import type { S3Store } from "../store.ts";
import type { Upload, UploadedPart } from "../upload.ts";
import { endUpload, findUpload, partAlgorithm } from "../uploads.ts";
import { statedVersionId, writeObject } from "../write-object.ts";

const smallestPart = 5 * 1024 ** 2;

export async function completeMultipartUpload(
  request: CompleteMultipartUploadRequest,
  store: S3Store,
  call: ServiceRequest,
): Promise<CompleteMultipartUploadOutput> {
  const bucket = store.buckets.get(request.Bucket);
  const upload = findUpload(bucket, request.UploadId, request.Key);
  const parts = chosenParts(upload, request.MultipartUpload?.Parts ?? []);
  const version = await writeObject(
    store,
    {
      bucket: bucket.name,
      key: upload.key,
      conditions: request,
      origin: originOf(call),
      reason: "CompleteMultipartUpload",
    },
    async () => assembled(store, upload, parts, request),
  );
  endUpload(bucket, upload, store.blobs);
  return {
    Location: `http://${call.headers.host}/${bucket.name}/${encodeURIComponent(upload.key)}`,
    Bucket: bucket.name,
    Key: upload.key,
    ETag: `"${version.etag}"`,
    VersionId: statedVersionId(bucket, version),
    ...checksumMembers(version.checksum),
    ChecksumType: version.checksum.type,
    ...encryptionMembers(version.description),
  };
}

/**
 * The uploaded parts that the client's list names.
 * @throws AwsError MalformedXML, InvalidPartOrder, InvalidPart, EntityTooSmall, InvalidRequest
 */
function chosenParts(upload: Upload, listed: readonly CompletedPart[]): UploadedPart[] {
  if (listed.length === 0) throw s3Error("MalformedXML");
  const isRising = listed.every(({ PartNumber = 0 }, index) => PartNumber > (listed[index - 1]?.PartNumber ?? 0));
  if (!isRising) throw s3Error("InvalidPartOrder");
  const parts = listed.map((part) => chosenPart(upload, part));
  for (const part of parts.slice(0, -1)) {
    if (part.content.size >= smallestPart) continue;
    throw s3Error("EntityTooSmall", undefined, {
      fields: {
        ProposedSize: part.content.size,
        MinSizeAllowed: smallestPart,
        PartNumber: part.number,
        ETag: part.md5.toString("hex"),
      },
    });
  }
  return parts;
}

function chosenPart(upload: Upload, listed: CompletedPart): UploadedPart {
  const part = upload.parts.get(listed.PartNumber ?? 0);
  const etag = listed.ETag?.replaceAll('"', "");
  const stated = checksumIn(listed);
  const isOther = stated?.algorithm === partAlgorithm(upload) && stated.value !== part?.checksum.value;
  if (!part || part.md5.toString("hex") !== etag || isOther) {
    throw s3Error("InvalidPart", undefined, {
      fields: { UploadId: upload.id, PartNumber: listed.PartNumber, ETag: etag },
    });
  }
  if (upload.checksum?.type === "COMPOSITE" && !stated) {
    const algorithm = upload.checksum.algorithm.toLowerCase();
    throw s3Error(
      "InvalidRequest",
      `The upload was created using a ${algorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${part.number} in the request.`,
    );
  }
  return part;
}

function assembled(
  store: S3Store,
  upload: Upload,
  parts: readonly UploadedPart[],
  request: CompleteMultipartUploadRequest,
): ObjectDraft {
  const { description, tags } = upload;
  const summaries = parts.map(({ number, content, checksum }) => ({ number, size: content.size, checksum }));
  const values = parts.map((part) => ({ size: part.content.size, value: part.checksum.value }));
  const checksum = checksumOfParts(partAlgorithm(upload), upload.checksum?.type ?? "FULL_OBJECT", values);
  const size = summaries.reduce((sum, part) => sum + part.size, 0);
  checkPromises(request, checksum, size);
  const md5 = createHash("md5");
  for (const part of parts) md5.update(part.md5);
  const content = store.blobs.concatenate(parts.map((part) => part.content));
  return { content, etag: `${md5.digest("hex")}-${parts.length}`, checksum, parts: summaries, description, tags };
}

/** What the client says of the whole object. @throws AwsError BadDigest, InvalidRequest */
function checkPromises(request: CompleteMultipartUploadRequest, checksum: Checksum, size: number): void {
  const stated = checksumIn(request);
  const withoutCount = (value: string) => value.replace(/-\d+$/, "");
  if (stated?.algorithm === checksum.algorithm && withoutCount(stated.value) !== withoutCount(checksum.value)) {
    throw s3Error("BadDigest", `The ${stated.algorithm} you specified did not match the calculated checksum.`);
  }
  if (request.MpuObjectSize !== undefined && Number(request.MpuObjectSize) !== size) {
    const message = "The provided 'x-amz-mp-object-size' header value does not match what was computed.";
    throw s3Error("InvalidRequest", message, {
      fields: { ClientMpObjectSize: request.MpuObjectSize, S3MpObjectSize: size },
    });
  }
}
