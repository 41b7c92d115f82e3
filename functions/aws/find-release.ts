import { InputInvalidError } from "../firmware/input.ts";
import { describeRelease, type Release } from "../firmware/release.ts";
import { settleRelease } from "../firmware/settings-cascade.ts";
import { parseUploadKey, type Upload } from "../firmware/upload.ts";
import { findFiles } from "./find-files.ts";
import { readManifest } from "./manifest.ts";
import { readProductSettings } from "./product-settings.ts";
import { setting } from "./setting.ts";
import { resolveTargets } from "./targets.ts";
import { type UploadSource, uploadsInS3 } from "./upload-source.ts";

/**
 * Finds out all there is to know of the release that an upload starts, by either door, and refuses it if it could not
 * succeed. Makes nothing. The settings it needs are those of the Lambda Describe Release, in the environment.
 * @param upload by its key: `firmware/<product>/<version>/<file>`, or `releases/<product>/<version>/release.json`, whose
 *   files lie beside it
 * @param source where the uploads lie. Settings of products, targets, profiles and signing jobs are always asked of AWS
 * @throws InputInvalidError, NotFirmwareError, VersionInvalidError, ManifestInvalidError, ProductUnknownError,
 *   ProductSettingsInvalidError, TargetInvalidError, TargetNotFoundError, TargetEmptyError, what `findFiles` throws, and
 *   TransientError
 */
export async function findRelease(upload: Upload, source: UploadSource = uploadsInS3): Promise<Release> {
  const { bucket, key } = upload;
  if (bucket !== setting("FIRMWARE_BUCKET")) throw new InputInvalidError("the firmware bucket", bucket);
  const { door, product, version, file } = parseUploadKey(key);
  const manifest = door === "releases" ? await readManifest(upload, source) : { files: [{ name: file }] };
  const { settings, settingsVersionId } = await readProductSettings(bucket, product);
  const defaults = { signingProfile: setting("SIGNING_PROFILE") };
  const settled = settleRelease({ key, product, version, manifest, settings, defaults });
  const isKnown = settingsVersionId !== null || "targets" in manifest;
  const targets = await resolveTargets(product, settled, isKnown);
  const files = await findFiles(settled.files, upload, source);
  return describeRelease({ upload, settled, settingsVersionId, targets, files });
}
