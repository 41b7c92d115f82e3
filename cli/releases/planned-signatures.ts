import { GetSigningPlatformCommand, GetSigningProfileCommand } from "@aws-sdk/client-signer";
import { signer } from "../../functions/aws/clients.ts";
import { setting } from "../../functions/aws/setting.ts";
import { type CodeSignature, carriesSignatures } from "../../functions/firmware/code-signing.ts";
import type { Release } from "../../functions/firmware/release.ts";
import type { ImageSignature } from "../../functions/firmware/signed-image.ts";

/**
 * What stands for the signatures that the pipeline will have made, by the files' names: `<signing job of app.bin>`, or
 * `<signature of app.bin>` with the algorithms that the profile signs by.
 */
export async function plannedSignatures(release: Release): Promise<Map<string, CodeSignature>> {
  const areCarried = carriesSignatures(release, setting("CODE_SIGNING"));
  const planned = new Map<string, CodeSignature>();
  for (const { name, signing } of release.files) {
    if (signing.by !== "pipeline") continue;
    const signature = areCarried
      ? { signature: `<signature of ${name}>`, ...(await algorithmsOf(signing.profile)) }
      : { signingJobId: `<signing job of ${name}>` };
    planned.set(name, signature);
  }
  return planned;
}

/** By what a profile signs: what it says itself, else its platform. */
async function algorithmsOf(profileName: string): Promise<Omit<ImageSignature, "signature">> {
  const { platformId, overrides } = await signer.send(new GetSigningProfileCommand({ profileName }));
  const { signingConfiguration } = await signer.send(new GetSigningPlatformCommand({ platformId }));
  const own = overrides?.signingConfiguration;
  return {
    hashAlgorithm: own?.hashAlgorithm ?? signingConfiguration?.hashAlgorithmOptions?.defaultValue ?? "SHA256",
    signatureAlgorithm:
      own?.encryptionAlgorithm ?? signingConfiguration?.encryptionAlgorithmOptions?.defaultValue ?? "ECDSA",
  };
}
