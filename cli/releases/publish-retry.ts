import { CopyObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { s3 } from "../../functions/aws/clients.ts";
import { uploadsInS3 } from "../../functions/aws/upload-source.ts";
import { SourceVersionGoneError } from "../../functions/firmware/image.ts";
import type { ReleaseFile } from "../../functions/firmware/release.ts";
import { releaseIdOf } from "../../functions/firmware/release-id.ts";
import { isVersionId, keyBeside, manifestName, VersioningOffError } from "../../functions/firmware/upload.ts";
import { begunExecution } from "./begun-execution.ts";
import type { Published, PublishRequest } from "./publish-material.ts";
import { retryManifest } from "./retry-manifest.ts";
import type { Retry } from "./retry-release.ts";

/**
 * Offers a release again: copies of its pinned files lie beside a manifest, whose upload starts it.
 * @throws SourceVersionGoneError when an upload was deleted since
 */
export async function publishRetry(
  { release, things }: Pick<Retry, "release" | "things">,
  { firmwareBucket: bucket, stateMachineArn, say }: PublishRequest,
): Promise<Published> {
  const key = `releases/${release.product}/${release.version}/${manifestName}`;
  for (const file of release.files) {
    if (file.signing.by === "job") continue; // its job says where it is
    const to = keyBeside(key, file.name);
    say(`Copying ${file.key} to s3://${bucket}/${to}`);
    await copy(file, bucket, to);
  }
  const manifest = JSON.stringify(retryManifest(release, things), undefined, 2);
  say(`Uploading s3://${bucket}/${key}`);
  const object = { Bucket: bucket, Key: key, Body: manifest, ContentType: "application/json" };
  const { VersionId: versionId } = await s3.send(new PutObjectCommand(object));
  if (!isVersionId(versionId)) throw new VersioningOffError(bucket, key);
  const upload = { bucket, key, versionId };
  const id = releaseIdOf(upload);
  say(`Release    ${id}`);
  const execution = await begunExecution(id, stateMachineArn);
  say(`Execution  ${execution}`);
  return { release: id, execution, upload };
}

/** Unless that very version lies there already: S3 copies nothing to itself. */
async function copy(file: ReleaseFile, bucket: string, key: string): Promise<void> {
  const there = await uploadsInS3.find(bucket, key);
  if (there?.versionId === file.versionId && file.key === key && file.bucket === bucket) return;
  const source = `${file.bucket}/${file.key.split("/").map(encodeURIComponent).join("/")}?versionId=${file.versionId}`;
  try {
    await s3.send(new CopyObjectCommand({ Bucket: bucket, Key: key, CopySource: source }));
  } catch (error) {
    if (error instanceof Error && ["NoSuchKey", "NoSuchVersion"].includes(error.name)) {
      throw new SourceVersionGoneError(file, { cause: error });
    }
    throw error;
  }
}
