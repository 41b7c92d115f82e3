/**
 * What streams need of S3. All reject with S3's own `AwsError`s: `NoSuchBucket`, `NoSuchKey`, `NoSuchVersion`,
 * `AccessDenied`.
 */
export interface Objects {
  head(object: ObjectVersion): Promise<{ size: number; etag: string; versionId?: string | undefined }>;
  /** `range` is in bytes, both ends included. */
  read(object: ObjectVersion, range?: { start: number; end: number }): Promise<Buffer>;
}

export interface ObjectVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
}
