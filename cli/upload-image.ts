import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { UploadedHappening } from "./happenings.ts";
import type { ImageToRelease } from "./image-to-release.ts";

/** Where an image goes, and as what. */
export interface UploadRequest {
  readonly bucket: string;
  readonly product: string;
  readonly version: string;
  readonly image: ImageToRelease;
}

/** Uploads an image to `firmware/<product>/<version>/<file>`: that is all it takes to release it. */
export async function uploadImage(
  s3: S3Client,
  { bucket, product, version, image }: UploadRequest,
): Promise<UploadedHappening> {
  const key = `firmware/${product}/${version}/${image.file}`;
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: image.bytes }));
  return {
    type: "uploaded",
    bucket,
    key,
    versionId: VersionId,
    size: image.bytes.length,
    sha256: image.sha256,
  };
}
