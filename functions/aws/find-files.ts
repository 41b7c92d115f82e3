import { checkSignature, type SignatureCheck } from "../firmware/custom-signature.ts";
import { checkStated, FileMissingError } from "../firmware/image.ts";
import type { ReleaseFile, Signing } from "../firmware/release.ts";
import type { SettledFile } from "../firmware/settings-cascade.ts";
import { keyBeside, parseUploadKey, type Upload } from "../firmware/upload.ts";
import { signingFinder } from "./file-signing.ts";
import { readImage, readingDeadline } from "./image.ts";
import type { UploadSource } from "./upload-source.ts";

/**
 * Finds the files of a release: the upload itself, those beside a manifest, or what signing jobs signed. Each is pinned by its
 * version and read once, and its signature is checked where that can be.
 * @param deadline when reading is given up, of all files together
 * @throws FileMissingError, SizeMismatchError, DigestMismatchError, SignatureInvalidError, what finding signings and reading
 *   images throws
 */
export async function findFiles(
  files: readonly SettledFile[],
  upload: Upload,
  source: UploadSource,
  deadline: AbortSignal = readingDeadline(),
): Promise<ReleaseFile[]> {
  const findSigning = signingFinder(parseUploadKey(upload.key).product);
  const found: ReleaseFile[] = [];
  for (const { size, sha256, signing: choice, ...file } of files) {
    const { signing, signed } = await findSigning(choice); // before any bytes are read
    const version = signed?.source ?? (await pin(file.name, upload, source));
    const image = await readChecked(file.name, signing, (check) => readImage(version, source, check, deadline));
    checkStated(
      version,
      { ...(size === undefined ? {} : { size }), ...(sha256 === undefined ? {} : { sha256 }) },
      image,
    );
    found.push({ ...file, ...version, ...image, signing });
  }
  return found;
}

/** The version of a file that is to be released: the upload's own, or the one that lies beside the manifest now. */
async function pin(name: string, upload: Upload, source: UploadSource): Promise<Upload> {
  if (parseUploadKey(upload.key).door === "firmware") return upload;
  const key = keyBeside(upload.key, name);
  const version = await source.find(upload.bucket, key);
  if (!version) throw new FileMissingError(key);
  return version;
}

async function readChecked<Image>(
  name: string,
  signing: Signing,
  read: (check?: SignatureCheck) => Promise<Image>,
): Promise<Image> {
  if (signing.by !== "custom" || signing.certificate === undefined) return read();
  const { certificate } = signing;
  const check = checkSignature(name, { ...signing, certificate });
  const image = await read(check);
  check.finish();
  return image;
}
