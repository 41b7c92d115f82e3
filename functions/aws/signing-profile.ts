import { GetSigningProfileCommand } from "@aws-sdk/client-signer";
import { certificatePathOf, SignerProfileUnusableError } from "../firmware/signing-profile.ts";
import { signer } from "./clients.ts";
import { isNamed } from "./failure.ts";

/**
 * Looks whether a profile can sign. Which profiles may be used at all, the function's role says.
 * @throws SignerProfileUnusableError
 */
export async function checkProfile(name: string): Promise<{ name: string; certificatePathOnDevice: string }> {
  const profile = await signer.send(new GetSigningProfileCommand({ profileName: name })).catch((cause: unknown) => {
    if (isNamed(cause, "ResourceNotFoundException"))
      throw new SignerProfileUnusableError(name, "does not exist", { cause });
    if (isNamed(cause, "AccessDeniedException")) {
      const reason = `is not the stack's SigningProfileName, or may not be read: ${cause.message}`;
      throw new SignerProfileUnusableError(name, reason, { cause });
    }
    throw cause;
  });
  return { name, certificatePathOnDevice: certificatePathOf(name, profile) };
}
