import type { GetSigningProfileResponse } from "@aws-sdk/client-signer";
import { printable } from "./printable.ts";

/** The signing profile cannot sign images for these devices. */
export class SignerProfileUnusableError extends Error {
  override readonly name = "SignerProfileUnusableError";
  readonly profile: string;

  constructor(profile: string, reason: string, options?: ErrorOptions) {
    super(`Signing profile ${printable(profile)} ${printable(reason)}`, options);
    this.profile = profile;
  }
}

/**
 * Looks whether a profile signs FreeRTOS images and says where devices find its certificate.
 * @returns the certificate's path on the device (`signingParameters.certname`, the job document's `certfile`)
 * @throws SignerProfileUnusableError
 */
export function certificatePathOf(profileName: string, profile: GetSigningProfileResponse): string {
  const refuse = (reason: string) => new SignerProfileUnusableError(profileName, reason);
  if (profile.status !== "Active") throw refuse(`is ${profile.status}: ${profile.statusReason ?? "no reason given"}`);
  if (!profile.platformId?.startsWith("AmazonFreeRTOS")) {
    throw refuse(`is of platform ${profile.platformId}, not of AmazonFreeRTOS-Default or another of FreeRTOS`);
  }
  if (!profile.signingMaterial?.certificateArn) throw refuse("has no certificate");
  const certname = profile.signingParameters?.["certname"];
  if (!certname) throw refuse("has no signing parameter certname: the certificate's path on the device");
  return certname;
}
