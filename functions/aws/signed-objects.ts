import {
  type DeleteMarkerEntry,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
  type ObjectVersion,
} from "@aws-sdk/client-s3";
import { type FileSignature, type SignedObject, signedPrefix, signedRoot } from "../firmware/signing.ts";
import { s3 } from "./clients.ts";
import { isNamed } from "./failure.ts";
import { setting } from "./setting.ts";

/** Finds the version of what Signer wrote, which Signer does not tell, and its size; undefined while S3 does not show it. */
export async function pinSignedObject(
  bucket: string,
  key: string,
): Promise<{ signedObject: SignedObject; size: number } | undefined> {
  try {
    const { VersionId, ContentLength = 0 } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return { signedObject: { bucket, key, versionId: VersionId ?? "null" }, size: ContentLength };
  } catch (error) {
    if (isNamed(error, "NotFound")) return undefined;
    throw error;
  }
}

/** The whole signed object: JSON of up to 22 MB for an image of 16. */
export async function readSignedObject({ signedObject }: FileSignature): Promise<string> {
  const { bucket, key, versionId } = signedObject;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
  return (await Body?.transformToString()) ?? "";
}

/** How many versions and delete markers there are of what was signed for a release; a thousand is as good as more. */
export async function countSignedObjects(releaseId: string): Promise<number> {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket: setting("RELEASE_BUCKET"), Prefix: signedPrefix(releaseId) }),
  );
  return Versions.length + DeleteMarkers.length;
}

/** The ids below which something was signed, also where only old versions and delete markers are left. */
export async function listSignedIds(): Promise<string[]> {
  const ids: string[] = [];
  const request = { Bucket: setting("RELEASE_BUCKET"), Prefix: signedRoot, Delimiter: "/" };
  for (let marker: string | undefined, isMore = true; isMore; ) {
    const page = await s3.send(new ListObjectVersionsCommand({ ...request, KeyMarker: marker }));
    for (const { Prefix = "" } of page.CommonPrefixes ?? []) ids.push(Prefix.slice(signedRoot.length, -1));
    marker = page.NextKeyMarker;
    isMore = page.IsTruncated === true && marker !== undefined;
  }
  return ids;
}

/** Deletes every version of what was signed for a release, and every delete marker. */
export async function deleteSignedObjects(releaseId: string): Promise<void> {
  const request = { Bucket: setting("RELEASE_BUCKET"), Prefix: signedPrefix(releaseId) };
  for (let isMore = true; isMore; ) {
    const {
      Versions = [],
      DeleteMarkers = [],
      IsTruncated = false,
    } = await s3.send(new ListObjectVersionsCommand(request));
    await deleteVersions(request.Bucket, [...Versions, ...DeleteMarkers]);
    isMore = IsTruncated; // the next page begins where this one, now deleted, was
  }
}

async function deleteVersions(bucket: string, versions: (ObjectVersion | DeleteMarkerEntry)[]): Promise<void> {
  const objects: ObjectIdentifier[] = versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
  if (objects.length === 0) return;
  const { Errors = [] } = await s3.send(
    new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } }),
  );
  const [first] = Errors; // DeleteObjects answers 200, whatever it did not delete
  if (first) throw Object.assign(new Error(`${first.Message} (${first.Key})`), { name: first.Code ?? "InternalError" });
}
