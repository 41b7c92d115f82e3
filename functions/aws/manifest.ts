import { tooLarge } from "../firmware/document.ts";
import { largestManifest, type Manifest, ManifestInvalidError, parseManifest } from "../firmware/manifest.ts";
import type { Upload } from "../firmware/upload.ts";
import { TransientError } from "./failure.ts";
import type { UploadSource } from "./upload-source.ts";

/**
 * Reads the manifest that starts a release.
 * @throws ManifestInvalidError, also for one that is too large to be read; SourceVersionGoneError, ImageUnreadableError;
 *   TransientError for a body that is cut short
 */
export async function readManifest(upload: Upload, source: UploadSource): Promise<Manifest> {
  const { size } = await source.look(upload);
  if (size > largestManifest) throw new ManifestInvalidError(upload.key, tooLarge(size));
  const chunks: Uint8Array[] = [];
  for await (const chunk of await source.read(upload)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (bytes.length !== size) throw new TransientError(`The manifest ended after ${bytes.length} of ${size} bytes`);
  return parseManifest(bytes, upload.key);
}
