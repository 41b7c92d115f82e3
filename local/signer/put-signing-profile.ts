import { randomInt } from "node:crypto";
import type {
  PutSigningProfileRequest,
  PutSigningProfileResponse,
  SignatureValidityPeriod,
  SigningPlatformOverrides,
} from "@aws-sdk/client-signer";
import { type Account, arnOf } from "../account.ts";
import { AwsError } from "../http/aws-error.ts";
import { platformOf, type SigningPlatform } from "./platforms.ts";
import type { SignerStore } from "./signer-store.ts";

/** The model's, which the service looks at by itself: OTA updates make profiles too, and their own model lets any name through. */
const validName = /^[a-zA-Z0-9_]{2,64}$/;

const defaultValidity: SignatureValidityPeriod = { type: "MONTHS", value: 135 };

/**
 * Makes a profile. Its name can never be used again, not even after it was canceled.
 * @throws AwsError `ValidationException` for what no profile can have, with code `ProfileAlreadyExists` for a name that was used before
 */
export function putSigningProfile(
  request: PutSigningProfileRequest,
  store: SignerStore,
  { account, certificates }: { account: Account; certificates: { find(arn: string): unknown } },
): PutSigningProfileResponse {
  const { profileName = "", platformId, signingMaterial, overrides, signingParameters, tags } = request;
  checkName(profileName);
  if (store.profiles.has(profileName)) {
    throw invalid(`A signing profile named ${profileName} already exists`, { code: "ProfileAlreadyExists" });
  }
  const platform = platformOf(platformId);
  const certificateArn = signingMaterial?.certificateArn;
  checkMaterial(platform, certificateArn, certificates);
  checkOverrides(platform, overrides);
  const arn = arnOf(account, "signer", `/signing-profiles/${profileName}`);
  const profileVersion = newProfileVersion();
  const profileVersionArn = `${arn}/${profileVersion}`;
  store.profiles.set(profileName, {
    profileName,
    arn,
    profileVersion,
    profileVersionArn,
    platform,
    certificateArn,
    overrides,
    signingParameters,
    signatureValidityPeriod: { ...defaultValidity, ...request.signatureValidityPeriod },
    status: "Active",
    tags: new Map(Object.entries(tags ?? {})),
  });
  return { arn, profileVersion, profileVersionArn };
}

function checkName(profileName: string): void {
  if (validName.test(profileName)) return;
  throw invalid(
    `1 validation error detected: Value '${profileName}' at 'profileName' failed to satisfy constraint: ` +
      `Member must satisfy regular expression pattern: ${validName.source}`,
  );
}

/** Devices hold the certificate, so it is the user's; only for Lambda does Signer keep keys itself. */
function checkMaterial(
  platform: SigningPlatform,
  certificateArn: string | undefined,
  certificates: { find(arn: string): unknown },
): void {
  const signsItself = platform.partner === "AWSLambda";
  if (signsItself && certificateArn) throw invalid("signing material is not allowed for this platform.");
  if (signsItself) return;
  if (!certificateArn) throw invalid("signing material cannot be null.");
  if (!certificates.find(certificateArn))
    throw invalid(`signing certificate could not be validated: ${certificateArn}`);
}

function checkOverrides(platform: SigningPlatform, overrides: SigningPlatformOverrides | undefined): void {
  const { encryptionAlgorithm, hashAlgorithm } = overrides?.signingConfiguration ?? {};
  const { encryptionAlgorithmOptions, hashAlgorithmOptions } = platform.signingConfiguration;
  const choices: [string | undefined, readonly string[]][] = [
    [encryptionAlgorithm, encryptionAlgorithmOptions.allowedValues],
    [hashAlgorithm, hashAlgorithmOptions.allowedValues],
    [overrides?.signingImageFormat, platform.signingImageFormat.supportedFormats],
  ];
  for (const [chosen, allowed] of choices) {
    if (chosen === undefined || allowed.includes(chosen)) continue;
    throw invalid(`${chosen} is not supported by platform ${platform.platformId}: use one of ${allowed.join(", ")}`);
  }
}

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function newProfileVersion(): string {
  return Array.from({ length: 10 }, () => alphanumeric[randomInt(alphanumeric.length)]).join("");
}

function invalid(message: string, fields: Record<string, unknown> = {}): AwsError {
  return new AwsError("ValidationException", message, 400, fields);
}
