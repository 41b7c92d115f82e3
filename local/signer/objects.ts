/** What Signer needs of S3. All reject with S3's own `AwsError`s: `NoSuchBucket`, `NoSuchKey`, `NoSuchVersion`. */
export interface Objects {
  /** `range` is in bytes, both ends included. */
  read(object: ObjectVersion, range?: { start: number; end: number }): Promise<Buffer>;
  head(object: ObjectVersion): Promise<{ size: number }>;
  write(object: {
    bucket: string;
    key: string;
    body: Buffer;
    contentType?: string;
  }): Promise<{ versionId: string | undefined }>;
}

interface ObjectVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
}
