import { hash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { largestImage } from "../functions/firmware/image.ts";
import { isFileName } from "../functions/firmware/upload.ts";
import { makeImage } from "../local/device/image.ts";
import { UsageError } from "./usage-error.ts";

const demoImageSize = 102_500; // 26 blocks of 4 KiB, the last one short

/** An image and the last part of the key it is uploaded under. */
export interface ImageToRelease {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** The demo's own image: `app.bin`, whose header says what it is. */
export function demoImage(product: string, version: string): ImageToRelease {
  return imageOf("app.bin", makeImage({ product, version, size: demoImageSize }));
}

/**
 * Reads an image somebody brought.
 * @throws UsageError that names the file when it is missing, no file, empty, too large, or has a name no key can have
 */
export async function readImage(path: string): Promise<ImageToRelease> {
  const file = basename(path);
  const found = await stat(path, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`There is no file ${path}`);
  if (!found.isFile()) throw new UsageError(`${path} is not a file`);
  if (found.size === 0) throw new UsageError(`${path} is empty`);
  if (found.size > largestImage) {
    throw new UsageError(`${path} has ${found.size} bytes; AWS Signer signs at most ${largestImage} (16 MiB)`);
  }
  if (!isFileName(file)) {
    throw new UsageError(`${file} cannot be the end of a key: use letters, digits, and . _ + - after the first`);
  }
  return imageOf(file, await readFile(path));
}

function imageOf(file: string, bytes: Uint8Array): ImageToRelease {
  return { file, bytes, sha256: hash("sha256", bytes) };
}
