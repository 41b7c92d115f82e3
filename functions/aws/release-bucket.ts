import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  type PutObjectCommandInput,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { s3 } from "./clients.ts";
import { isNamed } from "./failure.ts";
import { setting } from "./setting.ts";

/** A small JSON object of the release bucket, where only the pipeline writes. */
export interface StoredObject<Value> {
  readonly value: Value;
  /** Milliseconds since 1970, by S3's clock. */
  readonly writtenAt: number;
  /** What to replace it by. */
  readonly etag: string;
}

/** An object in a list. */
export interface ListedObject {
  readonly key: string;
  /** Milliseconds since 1970, by S3's clock. */
  readonly writtenAt: number;
}

/** Writes an object that must not exist yet. @returns false when it does; then it is left as it is */
export function createObject(key: string, value: unknown): Promise<boolean> {
  return putIf({ IfNoneMatch: "*" }, key, value);
}

/** Writes over an object as it was read. @returns false when somebody else has done so since; then it is left as it is */
export function replaceObject(key: string, value: unknown, etag: string): Promise<boolean> {
  return putIf({ IfMatch: etag }, key, value);
}

/** Writes an object, whatever was there. */
export async function putObject(key: string, value: unknown): Promise<void> {
  await putIf({}, key, value);
}

type Condition = Pick<PutObjectCommandInput, "IfMatch" | "IfNoneMatch">;

async function putIf(condition: Condition, key: string, value: unknown): Promise<boolean> {
  const object = { Bucket: setting("RELEASE_BUCKET"), Key: key, Body: JSON.stringify(value) };
  try {
    await s3.send(new PutObjectCommand({ ...object, ContentType: "application/json", ...condition }));
    return true;
  } catch (error) {
    if (isNamed(error, "PreconditionFailed")) return false;
    throw error;
  }
}

/**
 * Reads an object that one of our functions wrote, so its shape is not checked again.
 * @param versionId the newest version unless given
 */
export async function readObject<Value>(key: string, versionId?: string): Promise<StoredObject<Value> | undefined> {
  try {
    const { Body, LastModified, ETag } = await s3.send(
      new GetObjectCommand({ Bucket: setting("RELEASE_BUCKET"), Key: key, VersionId: versionId }),
    );
    const text = (await Body?.transformToString()) ?? "";
    return { value: JSON.parse(text), writtenAt: LastModified?.getTime() ?? 0, etag: ETag ?? "" };
  } catch (error) {
    if (isNamed(error, "NoSuchKey")) return undefined;
    throw error;
  }
}

/** What an object was when it was last there, although it has been deleted: S3 keeps old versions for some time. */
export async function readFormerObject<Value>(key: string): Promise<StoredObject<Value> | undefined> {
  const { Versions = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket: setting("RELEASE_BUCKET"), Prefix: key, MaxKeys: 10 }),
  );
  const newest = Versions.find(({ Key }) => Key === key); // S3 lists the newest version of a key first
  return newest && readObject(key, newest.VersionId);
}

/**
 * The versions of an object that were written since a time, the oldest first.
 * @param since milliseconds since 1970, by S3's clock
 */
export async function listVersionsSince(key: string, since: number): Promise<string[]> {
  const found: string[] = [];
  const request = { Bucket: setting("RELEASE_BUCKET"), Prefix: key };
  for (let from: Pick<ListObjectVersionsCommandInput, "KeyMarker" | "VersionIdMarker"> | undefined = {}; from; ) {
    const page: ListObjectVersionsCommandOutput = await s3.send(new ListObjectVersionsCommand({ ...request, ...from }));
    const versions = (page.Versions ?? []).filter(({ Key }) => Key === key); // S3 lists the newest version of a key first
    const recent = versions.filter(({ LastModified }) => (LastModified?.getTime() ?? 0) >= since);
    found.unshift(...recent.flatMap(({ VersionId }) => VersionId ?? []).reverse());
    const isMore = page.IsTruncated && recent.length === versions.length;
    from = isMore ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
  }
  return found;
}

/** What lies below a prefix, in the order of the keys. */
export async function listObjects(prefix: string): Promise<ListedObject[]> {
  const objects: ListedObject[] = [];
  const request = { Bucket: setting("RELEASE_BUCKET"), Prefix: prefix };
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, request)) {
    for (const { Key, LastModified } of Contents)
      if (Key) objects.push({ key: Key, writtenAt: LastModified?.getTime() ?? 0 });
  }
  return objects;
}

/** Deletes an object; one that is not there is as good as deleted. */
export async function deleteObject(key: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: setting("RELEASE_BUCKET"), Key: key }));
}
