import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { isVersionId, type Upload, VersioningOffError } from "../../functions/firmware/upload.ts";
import type { Material, MaterialFile } from "./material.ts";

/** Uploads what a release is made of, the files before the manifest that names them. @returns the upload that starts it */
export async function uploadMaterial(
  { files, start }: Material,
  { bucket, say }: { bucket: string; say: (text: string) => void },
): Promise<Upload> {
  const client = new S3Client({ requestHandler: { connectionTimeout: 3_000 } }); // a slow line may take minutes for 16 MiB
  let last: Upload = { bucket, key: start.key, versionId: "" };
  for (const file of files) {
    say(`Uploading ${file.path} to s3://${bucket}/${file.key}`);
    last = await upload(client, bucket, file);
  }
  return last;
}

async function upload(client: S3Client, bucket: string, { path, key }: MaterialFile): Promise<Upload> {
  const { size } = await stat(path);
  const object = { Bucket: bucket, Key: key, Body: createReadStream(path), ContentLength: size };
  const { VersionId: versionId } = await client.send(new PutObjectCommand(object));
  if (!isVersionId(versionId)) throw new VersioningOffError(bucket, key);
  return { bucket, key, versionId };
}
