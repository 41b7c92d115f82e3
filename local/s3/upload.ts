import type { Tag } from "@aws-sdk/client-s3";
import type { Content } from "./blobs.ts";
import type { Checksum, ChecksumAlgorithm, ChecksumType } from "./checksums.ts";
import type { Description } from "./object-version.ts";

/** A multipart upload under way. */
export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly initiated: Date;
  readonly description: Description;
  readonly tags: readonly Tag[];
  /** What the client said its checksums would be; undefined: S3 works out its own. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly type: ChecksumType } | undefined;
  readonly parts: Map<number, UploadedPart>;
}

export interface UploadedPart {
  readonly number: number;
  readonly content: Content;
  readonly md5: Buffer;
  /** By the upload's algorithm, or S3's own. */
  readonly checksum: Omit<Checksum, "type">;
  readonly lastModified: Date;
}
