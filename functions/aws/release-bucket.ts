import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { s3 } from "./clients.ts";
import { isNamed } from "./failure.ts";
import { setting } from "./setting.ts";

/** A small JSON object of the release bucket, where only the pipeline writes. */
export interface StoredObject<Value> {
  readonly value: Value;
  /** Milliseconds since 1970, by S3's clock. */
  readonly writtenAt: number;
}

/** Writes an object that must not exist yet. @returns false when it does; then it is left as it is */
export async function createObject(key: string, value: unknown): Promise<boolean> {
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: setting("RELEASE_BUCKET"),
        Key: key,
        Body: JSON.stringify(value),
        ContentType: "application/json",
        IfNoneMatch: "*",
      }),
    );
    return true;
  } catch (error) {
    if (isNamed(error, "PreconditionFailed")) return false;
    throw error;
  }
}

/** Reads an object that one of our functions wrote, so its shape is not checked again. */
export async function readObject<Value>(key: string): Promise<StoredObject<Value> | undefined> {
  try {
    const { Body, LastModified } = await s3.send(new GetObjectCommand({ Bucket: setting("RELEASE_BUCKET"), Key: key }));
    const text = (await Body?.transformToString()) ?? "";
    return { value: JSON.parse(text), writtenAt: LastModified?.getTime() ?? 0 };
  } catch (error) {
    if (isNamed(error, "NoSuchKey")) return undefined;
    throw error;
  }
}

/** The keys below a prefix, in S3's order. */
export async function listKeys(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2(
    { client: s3 },
    { Bucket: setting("RELEASE_BUCKET"), Prefix: prefix },
  )) {
    for (const { Key } of page.Contents ?? []) if (Key) keys.push(Key);
  }
  return keys;
}

/** Deletes an object; one that is not there is as good as deleted. */
export async function deleteObject(key: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: setting("RELEASE_BUCKET"), Key: key }));
}
