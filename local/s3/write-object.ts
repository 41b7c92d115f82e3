import type { Bucket } from "./buckets.ts";
import { checkWriteConditions, checkWriteHeaders, type WriteConditions } from "./conditions.ts";
import type { CreationReason, Origin } from "./events.ts";
import type { ObjectDraft, ObjectVersion } from "./object-version.ts";
import { newId, type S3Store } from "./store.ts";

/** Where an object goes, and on which conditions. */
export interface Destination {
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  readonly conditions: WriteConditions;
  readonly origin: Origin;
  readonly reason: CreationReason;
}

/**
 * Writes an object. Nothing of it is seen before `prepare` has all of it, and then the whole; the conditions are decided
 * at that moment.
 * @throws AwsError NoSuchBucket, what the conditions throw, and what `prepare` throws
 */
export async function writeObject(
  store: S3Store,
  { bucket: bucketName, key = "", conditions, origin, reason }: Destination,
  prepare: () => Promise<ObjectDraft>,
): Promise<ObjectVersion> {
  checkWriteHeaders(conditions);
  const { deletions } = store.buckets.get(bucketName);
  const deletionsBefore = deletions.get(key);
  const draft = await prepare();
  let bucket: Bucket;
  try {
    bucket = store.buckets.get(bucketName); // it may be gone by now
    const wasDeleted = bucket.deletions.get(key) !== deletionsBefore;
    checkWriteConditions(conditions, key, bucket.versions.current(key), wasDeleted);
  } catch (error) {
    store.blobs.release(draft.content);
    throw error;
  }
  const version = addVersion(store, bucket, key, draft);
  store.events.created(bucket, version, origin, reason);
  return version;
}

function addVersion(store: S3Store, bucket: Bucket, key: string, draft: ObjectDraft): ObjectVersion {
  const versionId = bucket.versioning === "Enabled" ? newId(32) : "null";
  const version: ObjectVersion = { ...draft, key, versionId, lastModified: store.now(), isDeleteMarker: false };
  const replaced = bucket.versions.add(version);
  if (replaced && !replaced.isDeleteMarker) store.blobs.release(replaced.content);
  return version;
}

/** A version's id as answers say it: buckets that never had versioning have none. */
export function statedVersionId(bucket: Bucket, version: { versionId: string }): string | undefined {
  return bucket.versioning === undefined ? undefined : version.versionId;
}
