import type { PutObjectRequest, Tag } from "@aws-sdk/client-s3";
import type { Content } from "./blobs.ts";
import type { Checksum } from "./checksums.ts";

/** What an upload says of its object beside the bytes; GET and HEAD say it again. */
export type Description = Pick<
  PutObjectRequest,
  | "BucketKeyEnabled"
  | "CacheControl"
  | "ContentDisposition"
  | "ContentEncoding"
  | "ContentLanguage"
  | "ContentType"
  | "Expires"
  | "Metadata"
  | "SSEKMSKeyId"
  | "ServerSideEncryption"
  | "StorageClass"
  | "WebsiteRedirectLocation"
>;

/** A part of an object that was uploaded in parts. */
export interface ObjectPart {
  readonly number: number;
  readonly size: number;
  /** Undefined where a part's checksum is none that the object's is made of. */
  readonly checksum: Omit<Checksum, "type"> | undefined;
}

/** An object as it is written, before S3 gives it its place. */
export interface ObjectDraft {
  readonly content: Content;
  /** Without quotes: the MD5 of the bytes in hex, or of the parts' MD5s with `-<number of parts>`. */
  readonly etag: string;
  readonly checksum: Checksum;
  /** Undefined for an object that was uploaded in one piece. */
  readonly parts: readonly ObjectPart[] | undefined;
  readonly description: Description;
  readonly tags: readonly Tag[];
}

interface Versioned {
  readonly key: string;
  /** `null` (as text) while the bucket's versioning is off or suspended. */
  readonly versionId: string;
  readonly lastModified: Date;
}

/** One version of an object. Nothing of it ever changes but its tags. */
export interface ObjectVersion extends ObjectDraft, Versioned {
  readonly isDeleteMarker: false;
  tags: readonly Tag[];
}

/** Says that a key's object is deleted, while its earlier versions are kept. */
export interface DeleteMarker extends Versioned {
  readonly isDeleteMarker: true;
}

export type Version = ObjectVersion | DeleteMarker;

const archiveClasses = new Set(["GLACIER", "DEEP_ARCHIVE"]);

/** Whether an object would have to be restored before it can be read. */
export function isArchived({ description }: ObjectVersion): boolean {
  return archiveClasses.has(description.StorageClass ?? "");
}
