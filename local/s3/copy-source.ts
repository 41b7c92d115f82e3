import type { CopyObjectRequest, UploadPartCopyRequest } from "@aws-sdk/client-s3";
import { decode } from "./addressing.ts";
import type { Bucket } from "./buckets.ts";
import { checkCopySourceConditions } from "./conditions.ts";
import { invalidArgument, S3Error, s3Error } from "./errors.ts";
import { findObject, objectNameOf } from "./find-object.ts";
import { isArchived, type ObjectVersion } from "./object-version.ts";
import type { S3Store } from "./store.ts";

/** What is copied, and what its bucket is. */
export interface CopySource {
  readonly bucket: Bucket;
  readonly version: ObjectVersion;
  /** Whether the request names the version. */
  readonly isVersionNamed: boolean;
}

/**
 * Finds what `x-amz-copy-source` names (`/<bucket>/<key>?versionId=…`, percent-encoded) and holds it against the
 * request's conditions on it.
 * @throws AwsError InvalidArgument, InvalidRequest, NoSuchBucket, NoSuchKey, NoSuchVersion, ObjectNotInActiveTierError, PreconditionFailed
 */
export function findCopySource(request: CopyObjectRequest | UploadPartCopyRequest, store: S3Store): CopySource {
  const text = request.CopySource ?? "";
  const [, bucketName, encodedKey, versionId] = /^\/?([^/]+)\/(.+?)(?:\?versionId=(.*))?$/s.exec(text) ?? [];
  if (bucketName === undefined || encodedKey === undefined) {
    throw invalidArgument("Invalid copy source object key", "x-amz-copy-source", text);
  }
  const bucket = store.buckets.get(decode(bucketName));
  const version = find(bucket, decode(encodedKey), versionId);
  if (isArchived(version)) throw s3Error("ObjectNotInActiveTierError");
  checkCopySourceConditions(
    {
      IfMatch: request.CopySourceIfMatch,
      IfNoneMatch: request.CopySourceIfNoneMatch,
      IfModifiedSince: request.CopySourceIfModifiedSince,
      IfUnmodifiedSince: request.CopySourceIfUnmodifiedSince,
    },
    version,
  );
  return { bucket, version, isVersionNamed: versionId !== undefined };
}

function find(bucket: Bucket, key: string, versionId: string | undefined): ObjectVersion {
  try {
    return findObject(bucket, objectNameOf({ Key: key, VersionId: versionId }));
  } catch (error) {
    if (!(error instanceof S3Error) || error.name !== "MethodNotAllowed") throw error;
    const message = "The source of a copy request may not specifically refer to a delete marker by version id.";
    throw s3Error("InvalidRequest", message);
  }
}
