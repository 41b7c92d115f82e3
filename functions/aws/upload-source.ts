import type { Readable } from "node:stream";
import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { ImageUnreadableError, SourceVersionGoneError } from "../firmware/image.ts";
import { isVersionId, type Upload, VersioningOffError } from "../firmware/upload.ts";
import { s3 } from "./clients.ts";
import { isNamed, statusOf } from "./failure.ts";

/** What is known of a version of an object before its bytes are read. */
export interface UploadHead {
  readonly size: number;
  /** The SHA-256 that its uploader wrote beside it (`x-amz-meta-sha256`). */
  readonly statedSha256?: string | undefined;
}

/** Where uploads lie: S3, or a disk on which a release is only planned. */
export interface UploadSource {
  /**
   * The version that an object has now; undefined where there is no such object.
   * @throws VersioningOffError where there are no versions, ImageUnreadableError
   */
  find(bucket: string, key: string): Promise<Upload | undefined>;
  /** @throws SourceVersionGoneError, ImageUnreadableError */
  look(upload: Upload): Promise<UploadHead>;
  /** The bytes of a version, as a stream that may break off. @throws SourceVersionGoneError, ImageUnreadableError */
  read(upload: Upload): Promise<Readable>;
}

/** Uploads as they lie in S3, by the rights of whoever asks. */
export const uploadsInS3: UploadSource = {
  async find(bucket, key) {
    try {
      const { VersionId: versionId } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      if (!isVersionId(versionId)) throw new VersioningOffError(bucket, key);
      return { bucket, key, versionId };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw await whyNotSeen({ bucket, key }, error);
    }
  },

  async look(upload) {
    try {
      const { ContentLength = 0, Metadata } = await s3.send(new HeadObjectCommand(address(upload)));
      return { size: ContentLength, statedSha256: Metadata?.["sha256"] };
    } catch (error) {
      throw isGone(error) ? new SourceVersionGoneError(upload, { cause: error }) : await whyNotSeen(upload, error);
    }
  },

  async read(upload) {
    try {
      return await read(upload);
    } catch (error) {
      throw isGone(error) ? new SourceVersionGoneError(upload, { cause: error }) : whyUnread(upload, error);
    }
  },
};

/** An object: one of its versions, or as it is now. */
type Place = Omit<Upload, "versionId"> & Partial<Upload>;

function address({ bucket, key, versionId }: Place): { Bucket: string; Key: string; VersionId: string | undefined } {
  return { Bucket: bucket, Key: key, VersionId: versionId };
}

async function read(place: Place): Promise<Readable> {
  const { Body } = await s3.send(new GetObjectCommand(address(place)));
  return Body as Readable;
}

/** S3 answers 405 for a version that is a delete marker. */
function isGone(error: unknown): boolean {
  const status = statusOf(error);
  return status === 404 || status === 405;
}

/** Why S3 did not answer a HEAD, whose answer has no body to say so: a GET's has. */
async function whyNotSeen(place: Place, error: unknown): Promise<unknown> {
  const status = statusOf(error);
  if (status !== 400 && status !== 403) return error;
  try {
    (await read(place)).destroy();
    return error;
  } catch (reason) {
    return whyUnread(place, reason);
  }
}

/** S3's answer as what it means for the file. */
function whyUnread(place: Place, error: unknown): unknown {
  const isArchived = isNamed(error, "InvalidObjectState");
  const isWithoutKey = isNamed(error, "InvalidRequest"); // encrypted with a key that only the uploader has
  const isKeyRefused = isNamed(error, "AccessDenied") && /\bkms\b/i.test(error.message);
  if (!(error instanceof Error) || !(isArchived || isWithoutKey || isKeyRefused)) return error;
  return new ImageUnreadableError(place, error.message, { cause: error });
}
