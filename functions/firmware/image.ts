import { printable } from "./printable.ts";
import type { Upload } from "./upload.ts";

/** FreeRTOS OTA takes no larger file: 16 MB, not adjustable (AWS General Reference). */
export const largestImage = 16 * 1024 * 1024;

/** The image has no bytes. A device would drop the job without a word. */
export class EmptyImageError extends Error {
  override readonly name = "EmptyImageError";

  constructor({ key }: Upload) {
    super(`The image is empty: ${printable(key)}`);
  }
}

/** The image is larger than 16 MiB. */
export class ImageTooLargeError extends Error {
  override readonly name = "ImageTooLargeError";
  readonly size: number;

  constructor({ key }: Upload, size: number) {
    super(`The image has ${size} bytes, more than ${largestImage}: ${printable(key)}`);
    this.size = size;
  }
}

/** The uploaded version was deleted before it could be read. */
export class SourceVersionGoneError extends Error {
  override readonly name = "SourceVersionGoneError";

  constructor({ key, versionId }: Upload, options?: ErrorOptions) {
    super(`Version ${printable(versionId)} of ${printable(key)} is gone`, options);
  }
}

/** S3 has the image but does not give its bytes: archived, or encrypted with a key we do not have. */
export class ImageUnreadableError extends Error {
  override readonly name = "ImageUnreadableError";

  constructor({ key }: Pick<Upload, "key">, reason: string, options?: ErrorOptions) {
    super(`The image cannot be read: ${printable(key)}: ${printable(reason)}`, options);
  }
}

/** The bytes are not those whose SHA-256 their uploader (`x-amz-meta-sha256`) or their manifest says. */
export class DigestMismatchError extends Error {
  override readonly name = "DigestMismatchError";

  constructor({ key }: Upload, stated: string, actual: string) {
    super(`The SHA-256 of ${printable(key)} is ${actual}, not ${printable(stated)}`);
  }
}

/** The file does not have the size that its manifest says. */
export class SizeMismatchError extends Error {
  override readonly name = "SizeMismatchError";

  constructor({ key }: Upload, stated: number, actual: number) {
    super(`${printable(key)} has ${actual} bytes, not ${stated}`);
  }
}

/** A file that a manifest names does not lie beside it. */
export class FileMissingError extends Error {
  override readonly name = "FileMissingError";
  readonly key: string;

  constructor(key: string) {
    super(`There is no ${printable(key)}: upload the files first, then release.json again`);
    this.key = key;
  }
}

/** What a manifest says that a file has. */
export interface StatedImage {
  readonly size?: number;
  /** Lower-case hex. */
  readonly sha256?: string;
}

/** @throws SizeMismatchError, DigestMismatchError where the file has something else than its manifest says */
export function checkStated(upload: Upload, stated: StatedImage, actual: Required<StatedImage>): void {
  if (stated.size !== undefined && stated.size !== actual.size) {
    throw new SizeMismatchError(upload, stated.size, actual.size);
  }
  if (stated.sha256 !== undefined && stated.sha256 !== actual.sha256) {
    throw new DigestMismatchError(upload, stated.sha256, actual.sha256);
  }
}

/** @throws EmptyImageError, ImageTooLargeError */
export function checkImageSize(upload: Upload, size: number): void {
  if (size === 0) throw new EmptyImageError(upload);
  if (size > largestImage) throw new ImageTooLargeError(upload, size);
}
