import type { Signing } from "../firmware/release.ts";
import type { SettledSigning } from "../firmware/settings-cascade.ts";
import type { SignedFile } from "../firmware/signing-job.ts";
import { findSignedFile } from "./signing-jobs.ts";
import { checkProfile, checkProfileParameter } from "./signing-profile.ts";

/** Who signs a file, and of a file that a signing job signed before: which one that is. */
export interface FoundSigning {
  readonly signing: Signing;
  readonly signed?: SignedFile;
}

/**
 * Finds out for one release after the other file how each is signed. A profile that signs several is asked for once: AWS
 * answers three such questions a second.
 * @param product whose release it is
 * @throws by what it returns: SignerProfileUnusableError, SigningJobUnusableError
 */
export function signingFinder(product: string): (signing: SettledSigning) => Promise<FoundSigning> {
  const paths = new Map<string, string>();
  const pathBy = async (profile: string) => {
    const path = paths.get(profile) ?? (await checkProfile(profile));
    paths.set(profile, path);
    return path;
  };
  return async (signing) => {
    switch (signing.by) {
      case "pipeline":
        return { signing: { ...signing, certificatePathOnDevice: await pathBy(signing.profile) } };
      case "custom":
        return { signing };
      case "service":
        if (signing.signingProfileParameter) {
          await checkProfileParameter(signing.profile, signing.signingProfileParameter);
        } else await pathBy(signing.profile);
        return { signing };
      case "job": {
        const signed = await findSignedFile(signing.signingJobId, product);
        return { signing: { ...signing, signedObject: signed.signedObject }, signed };
      }
    }
  };
}
