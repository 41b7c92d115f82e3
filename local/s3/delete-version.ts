import type { Bucket } from "./buckets.ts";
import { checkDeleteCondition } from "./conditions.ts";
import type { Origin } from "./events.ts";
import type { Version } from "./object-version.ts";
import { newId, type S3Store } from "./store.ts";

/** What a delete did. */
export interface Deletion {
  /** The version that is gone, or the delete marker that was made. */
  readonly versionId: string | undefined;
  /** Whether it made a delete marker, or deleted one. */
  readonly isDeleteMarker: boolean;
}

/**
 * Deletes a version for good, or, where the bucket keeps versions and none is named, puts a delete marker in front of
 * them. That there was nothing to delete is no error.
 * @param ifMatch an ETag the newest version must have; `*` for any
 * @throws AwsError PreconditionFailed, NoSuchKey: the condition does not hold
 */
export function deleteVersion(
  store: S3Store,
  bucket: Bucket,
  { key, versionId, ifMatch }: { key: string; versionId?: string | undefined; ifMatch?: string | undefined },
  origin: Origin,
): Deletion {
  const { versions } = bucket;
  if (ifMatch !== undefined) checkDeleteCondition(ifMatch, key, versions.current(key));
  if (versionId === undefined && bucket.versioning !== undefined) return markDeleted(store, bucket, key, origin);
  const version = versions.find(key, versionId ?? "null");
  if (!version) return { versionId, isDeleteMarker: false };
  versions.remove(version);
  countDeletion(bucket, key);
  dropContent(store, version);
  store.events.deleted(bucket, version, origin, "Permanently Deleted");
  return { versionId, isDeleteMarker: version.isDeleteMarker };
}

function markDeleted(store: S3Store, bucket: Bucket, key: string, origin: Origin): Deletion {
  const versionId = bucket.versioning === "Enabled" ? newId(32) : "null";
  const marker = { key, versionId, lastModified: store.now(), isDeleteMarker: true } as const;
  const replaced = bucket.versions.add(marker);
  countDeletion(bucket, key);
  if (replaced) dropContent(store, replaced);
  store.events.deleted(bucket, marker, origin, "Delete Marker Created");
  return { versionId, isDeleteMarker: true };
}

function countDeletion({ deletions }: Bucket, key: string): void {
  deletions.set(key, (deletions.get(key) ?? 0) + 1);
}

function dropContent(store: S3Store, version: Version): void {
  if (!version.isDeleteMarker) store.blobs.release(version.content);
}
