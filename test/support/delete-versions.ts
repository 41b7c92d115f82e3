import type { S3 } from "@aws-sdk/client-s3";

/** Deletes every version of what lies below a prefix, as one who empties a folder for good. */
export async function deleteVersions(s3: S3, Bucket: string, Prefix: string): Promise<void> {
  const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket, Prefix });
  for (const { Key, VersionId } of [...Versions, ...DeleteMarkers]) await s3.deleteObject({ Bucket, Key, VersionId });
}
