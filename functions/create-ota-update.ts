import { CreateOTAUpdateCommand } from "@aws-sdk/client-iot";
import { iot } from "./aws/clients.ts";
import { isNamed } from "./aws/failure.ts";
import { isOwnOtaUpdate } from "./aws/ota-updates.ts";
import { readVerdict } from "./aws/records.ts";
import { setting, settingOf } from "./aws/setting.ts";
import { readSignedObject } from "./aws/signed-objects.ts";
import { task } from "./aws/task.ts";
import { InputInvalidError } from "./firmware/input.ts";
import { type CodeSignature, otaUpdateRequest, ReleaseEndedError } from "./firmware/ota-update.ts";
import { NameTakenError } from "./firmware/ownership.ts";
import type { Release } from "./firmware/release.ts";
import { readSignedImage } from "./firmware/signed-image.ts";
import type { FileSignature } from "./firmware/signing.ts";

/**
 * Offers the release to its targets. CreateOTAUpdate is not idempotent: an OTA update that exists already is adopted when
 * it is what we would have made.
 * @throws ReleaseEndedError when the release has a verdict (a redriven execution), NameTakenError, SigningFailedError
 */
export const handler = task(
  async ({
    release,
    signatures,
  }: {
    release: Release;
    signatures: FileSignature[];
  }): Promise<Record<string, never>> => {
    const verdict = await readVerdict(release);
    if (verdict) throw new ReleaseEndedError(release.id, verdict.outcome);
    const codeSignatures = await readSignatures(signatures);
    const request = otaUpdateRequest(
      release,
      ({ name }) => codeSignatureOf(name, codeSignatures),
      setting("OTA_ROLE_ARN"),
    );
    try {
      await iot.send(new CreateOTAUpdateCommand(request));
    } catch (error) {
      if (!isNamed(error, "ResourceAlreadyExistsException")) throw error;
      if (!(await isOwnOtaUpdate(request))) throw new NameTakenError("OTA update", release.id);
    }
    return {};
  },
);

/** How the OTA update names each file's signature: the stack's `CodeSigning` decides. */
async function readSignatures(signatures: FileSignature[]): Promise<Map<string, CodeSignature>> {
  const isExtracted = settingOf("CODE_SIGNING", ["SignerJob", "ExtractedSignature"]) === "ExtractedSignature";
  const read = new Map<string, CodeSignature>();
  for (const signature of signatures) {
    // one at a time: a signed object may have 22 MB
    read.set(signature.file, isExtracted ? readSignedImage(await readSignedObject(signature), signature) : signature);
  }
  return read;
}

function codeSignatureOf(file: string, signatures: Map<string, CodeSignature>): CodeSignature {
  const signature = signatures.get(file);
  if (!signature) throw new InputInvalidError("a signature for each file", `none for ${file}`);
  return signature;
}
