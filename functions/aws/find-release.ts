import { InputInvalidError } from "../firmware/input.ts";
import type { Release } from "../firmware/release.ts";
import { describeRelease } from "../firmware/release.ts";
import { parseUploadKey, type Upload } from "../firmware/upload.ts";
import { readImage } from "./image.ts";
import { readProductSettings } from "./product-settings.ts";
import { setting } from "./setting.ts";
import { checkProfile } from "./signing-profile.ts";
import { resolveTargets } from "./targets.ts";
import { type UploadSource, uploadsInS3 } from "./upload-source.ts";

/**
 * Finds out all there is to know of the release that an upload starts, and refuses it if it could not succeed. Makes
 * nothing. The settings it needs are those of the Lambda Describe Release, in the environment.
 * @param upload by its key: `firmware/<product>/<version>/<file>`
 * @param source where the uploads lie. Settings of products, targets and profiles are always asked of AWS
 * @throws NotFirmwareError, VersionInvalidError, ProductUnknownError, ProductSettingsInvalidError, TargetInvalidError,
 *   TargetNotFoundError, TargetEmptyError, SignerProfileUnusableError, what `readImage` throws, and TransientError
 */
export async function findRelease(upload: Upload, source: UploadSource = uploadsInS3): Promise<Release> {
  if (upload.bucket !== setting("FIRMWARE_BUCKET")) throw new InputInvalidError("the firmware bucket", upload.bucket);
  const { product } = parseUploadKey(upload.key);
  const { settings, settingsVersionId } = await readProductSettings(upload.bucket, product);
  const profile = await checkProfile(settings.signingProfile ?? setting("SIGNING_PROFILE"));
  const targets = await resolveTargets(product, settings, settingsVersionId !== null);
  const image = await readImage(upload, source);
  return describeRelease({ upload, settings, settingsVersionId, targets, image, profile });
}
