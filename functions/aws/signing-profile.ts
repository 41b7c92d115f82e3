import { GetSigningProfileCommand, type GetSigningProfileResponse } from "@aws-sdk/client-signer";
import {
  certificatePathOf,
  checkAllowed,
  checkSameProfile,
  type ProfileParameter,
  SignerProfileUnusableError,
} from "../firmware/signing-profile.ts";
import { signer } from "./clients.ts";
import { isNamed } from "./failure.ts";
import { setting } from "./setting.ts";

/**
 * Looks whether a profile can sign, and the stack allows it.
 * @returns the certificate's path on the device
 * @throws SignerProfileUnusableError
 */
export async function checkProfile(name: string): Promise<string> {
  const profile = await findProfile(name);
  if (!profile) throw new SignerProfileUnusableError(name, "does not exist");
  return certificatePathOf(name, profile);
}

/**
 * Looks whether the OTA service can sign by a profile that it makes of a parameter, if there is none, and the stack allows it.
 * @throws SignerProfileUnusableError
 */
export async function checkProfileParameter(name: string, parameter: ProfileParameter): Promise<void> {
  if (setting("ALLOW_SIGNING_PROFILE_PARAMETERS") !== "true") {
    const reason =
      "is not for a release to make: the stack's AllowSigningProfileParameters is false. Leave signingProfileParameter out";
    throw new SignerProfileUnusableError(name, reason);
  }
  const profile = await findProfile(name);
  if (!profile) return;
  certificatePathOf(name, profile);
  checkSameProfile(name, profile, parameter);
}

/** @throws SignerProfileUnusableError for a profile that the stack does not allow */
export function refuseForbidden(name: string): void {
  checkAllowed(name, [setting("SIGNING_PROFILE"), setting("ALLOWED_SIGNING_PROFILES")]);
}

/** The profile, or undefined where there is none; only of those that the stack allows. */
async function findProfile(name: string): Promise<GetSigningProfileResponse | undefined> {
  refuseForbidden(name);
  try {
    return await signer.send(new GetSigningProfileCommand({ profileName: name }));
  } catch (cause) {
    if (isNamed(cause, "ResourceNotFoundException")) return undefined;
    if (isNamed(cause, "AccessDeniedException")) {
      throw new SignerProfileUnusableError(name, `may not be read: ${cause.message}`, { cause });
    }
    throw cause;
  }
}
