import { CreateOTAUpdateCommand } from "@aws-sdk/client-iot";
import { iot } from "./aws/clients.ts";
import { isNamed } from "./aws/failure.ts";
import { adoptOtaUpdate } from "./aws/ota-updates.ts";
import { refuseEnded } from "./aws/records.ts";
import { setting } from "./aws/setting.ts";
import { readSignedObject } from "./aws/signed-objects.ts";
import { task } from "./aws/task.ts";
import { type CodeSignature, carriesSignatures } from "./firmware/code-signing.ts";
import { otaUpdateRequest } from "./firmware/ota-update.ts";
import type { Release } from "./firmware/release.ts";
import { readSignedImage } from "./firmware/signed-image.ts";
import type { FileSignature } from "./firmware/signing.ts";

/** What Create OTA Update is handed. */
interface Offer {
  readonly release: Release;
  /** Of the files that the pipeline signs. */
  readonly signatures: readonly FileSignature[];
}

/**
 * Offers the release to its targets. CreateOTAUpdate is not idempotent: an OTA update that exists already is adopted when
 * it is what we would have made.
 * @throws ReleaseEndedError when the release has a verdict (a redriven execution), NameTakenError, SigningFailedError
 */
export const handler = task(async ({ release, signatures }: Offer): Promise<Record<string, never>> => {
  await refuseEnded(release); // what is read next may be gone with it
  const means = { roleArn: setting("OTA_ROLE_ARN"), releaseBucket: setting("RELEASE_BUCKET") };
  const request = otaUpdateRequest(release, await codeSignatures(release, signatures), means);
  await refuseEnded(release); // once more, as late as can be: a call in flight cannot be called back
  try {
    await iot.send(new CreateOTAUpdateCommand(request));
  } catch (error) {
    if (!isNamed(error, "ResourceAlreadyExistsException")) throw error;
    await adoptOtaUpdate(request);
  }
  return {};
});

/** How the OTA update names the signature of each file that the pipeline signed. */
async function codeSignatures(
  release: Release,
  signatures: readonly FileSignature[],
): Promise<Map<string, CodeSignature>> {
  const isExtracted = carriesSignatures(release, setting("CODE_SIGNING"));
  const read = new Map<string, CodeSignature>();
  for (const signature of signatures) {
    // one at a time: a signed object may have 22 MB
    read.set(signature.file, isExtracted ? readSignedImage(await readSignedObject(signature), signature) : signature);
  }
  return read;
}
