import { readImage } from "./aws/image.ts";
import { readProductSettings } from "./aws/product-settings.ts";
import { setting } from "./aws/setting.ts";
import { checkProfile } from "./aws/signing-profile.ts";
import { resolveTargets } from "./aws/targets.ts";
import { task } from "./aws/task.ts";
import { InputInvalidError } from "./firmware/input.ts";
import { describeRelease, type Release } from "./firmware/release.ts";
import { parseUpload, parseUploadKey } from "./firmware/upload.ts";

/** Finds out all there is to know of a release and refuses it if it could not succeed. Makes nothing. */
export const handler = task(async ({ upload: input }: { upload?: unknown }): Promise<Release> => {
  const upload = parseUpload(input);
  if (upload.bucket !== setting("FIRMWARE_BUCKET")) throw new InputInvalidError("the firmware bucket", upload.bucket);
  const { product } = parseUploadKey(upload.key);
  const { settings, settingsVersionId } = await readProductSettings(upload.bucket, product);
  const profile = await checkProfile(settings.signingProfile ?? setting("SIGNING_PROFILE"));
  const targets = await resolveTargets(product, settings, settingsVersionId !== null);
  const image = await readImage(upload);
  return describeRelease({ upload, settings, settingsVersionId, targets, image, profile });
});
