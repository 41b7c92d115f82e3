import type { GetSigningProfileResponse } from "@aws-sdk/client-signer";
import { isAmong } from "./name-pattern.ts";
import { printable } from "./printable.ts";
import type { ServiceSigning } from "./release.ts";

/** The signing profile cannot sign images for these devices. */
export class SignerProfileUnusableError extends Error {
  override readonly name = "SignerProfileUnusableError";
  readonly profile: string;
  /** What the message says of it: `is Canceled: …` */
  readonly reason: string;

  constructor(profile: string, reason: string, options?: ErrorOptions) {
    super(`Signing profile ${printable(profile)} ${printable(reason)}`, options);
    this.profile = profile;
    this.reason = reason;
  }
}

/**
 * Looks whether the stack allows a profile.
 * @param allowed names, or how names begin, with an asterisk: `ota_*`
 * @throws SignerProfileUnusableError
 */
export function checkAllowed(profileName: string, allowed: readonly string[]): void {
  if (isAmong(profileName, allowed)) return;
  const reason = `is neither the stack's SigningProfileName nor among its AllowedSigningProfiles: ${[...new Set(allowed)].join(", ")}`;
  throw new SignerProfileUnusableError(profileName, reason);
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

/** What a release says of the profile that the OTA service is to sign by, and to make where there is none. */
export type ProfileParameter = NonNullable<ServiceSigning["signingProfileParameter"]>;

/**
 * Looks whether a profile that exists is what a release would have the OTA service make: AWS takes it only then.
 * @throws SignerProfileUnusableError
 */
export function checkSameProfile(
  profileName: string,
  profile: GetSigningProfileResponse,
  { platform, certificateArn, certificatePathOnDevice }: ProfileParameter,
): void {
  const pairs: readonly [string, string | undefined, string][] = [
    ["platform", profile.platformId, platform],
    ["certificate", profile.signingMaterial?.certificateArn, certificateArn],
    ["certname", profile.signingParameters?.["certname"], certificatePathOnDevice],
  ];
  const other = pairs.find(([, found, asked]) => found !== asked);
  if (!other) return;
  const [what, found, asked] = other;
  const reason = `exists with the ${what} ${found}, not ${asked}: leave signingProfileParameter out, or name another profile`;
  throw new SignerProfileUnusableError(profileName, reason);
}
