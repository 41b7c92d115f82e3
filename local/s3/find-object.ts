import type { Bucket } from "./buckets.ts";
import { invalidArgument, s3Error } from "./errors.ts";
import type { ObjectVersion, Version } from "./object-version.ts";
import { statedVersionId } from "./write-object.ts";

/** Names an object, or one version of it. */
export interface ObjectName {
  readonly key: string;
  readonly versionId?: string | undefined;
}

/** What a request names. @throws AwsError InvalidArgument for a version id that S3 cannot have given out */
export function objectNameOf({
  Key = "",
  VersionId,
}: {
  Key?: string | undefined;
  VersionId?: string | undefined;
}): ObjectName {
  if (VersionId !== undefined && !/^([A-Za-z0-9._]{32}|null)$/.test(VersionId)) {
    throw invalidArgument("Invalid version id specified", "versionId", VersionId);
  }
  return { key: Key, versionId: VersionId };
}

/**
 * The object's newest version, or the one that is named.
 * @throws AwsError NoSuchKey, NoSuchVersion; MethodNotAllowed for a delete marker named by its id
 */
export function findObject(bucket: Bucket, { key, versionId }: ObjectName): ObjectVersion {
  const version = versionId === undefined ? bucket.versions.current(key) : bucket.versions.find(key, versionId);
  if (version && !version.isDeleteMarker) return version;
  const headers = version ? markerHeaders(bucket, version) : {};
  if (versionId === undefined) throw s3Error("NoSuchKey", undefined, { fields: { Key: key }, headers });
  if (!version) throw s3Error("NoSuchVersion", undefined, { fields: { Key: key, VersionId: versionId } });
  throw s3Error("MethodNotAllowed", undefined, {
    fields: { Method: "GET", ResourceType: "DeleteMarker" },
    headers: { ...headers, allow: "DELETE", "last-modified": version.lastModified.toUTCString() },
  });
}

function markerHeaders(bucket: Bucket, marker: Version): Record<string, string> {
  const versionId = statedVersionId(bucket, marker);
  return { "x-amz-delete-marker": "true", ...(versionId === undefined ? {} : { "x-amz-version-id": versionId }) };
}
