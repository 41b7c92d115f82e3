import { certificatePathOf, SignerProfileUnusableError } from "../firmware/signing-profile.ts";
import { lookForUnfitness } from "./signing-certificate.ts";
import { findProfile } from "./stack-profile.ts";

/**
 * Looks whether a profile that somebody else has made can sign for devices, its certificate included. Nothing is changed.
 * @throws SignerProfileUnusableError that says why not, and what to do
 */
export async function checkGivenProfile(profileName: string): Promise<void> {
  const problem = await problemOf(profileName);
  if (!problem) return;
  const reason = `${problem}. Name another one in SigningProfileName: \`ota profile list\` shows those there are, \`ota profile put\` makes one`;
  throw new SignerProfileUnusableError(profileName, reason);
}

async function problemOf(profileName: string): Promise<string | undefined> {
  const profile = await findProfile(profileName);
  if (!profile) return "does not exist in this account and region";
  try {
    certificatePathOf(profileName, profile);
  } catch (error) {
    if (error instanceof SignerProfileUnusableError) return error.reason;
    throw error;
  }
  const { platformId = "", signingMaterial: { certificateArn = "" } = {} } = profile;
  const unfit = await lookForUnfitness(certificateArn, platformId);
  return unfit && `has a certificate that cannot sign: ${unfit}`;
}
