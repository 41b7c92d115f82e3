import { createHash } from "node:crypto";
import * as v from "valibot";
import { parseInput } from "./input.ts";
import { SignerProfileUnusableError } from "./signing-profile.ts";

/** The signing profile that a stack is to make, as the template's resource says it. */
export interface StackProfile {
  readonly certificateArn: string;
  /** `certname`: the certificate's path on the device. */
  readonly certificatePathOnDevice: string;
  readonly platformId: string;
}

/** One that exists already, and is nobody's to change: a name. */
export interface GivenProfile {
  readonly profileName: string;
}

/** What a profile's name is derived from: CloudFormation's words of one request for one resource of one stack. */
export interface ResourceRequest {
  /** An ARN: `arn:aws:cloudformation:us-east-1:123456789012:stack/ota-pipeline/6b1f…` */
  readonly StackId: string;
  readonly LogicalResourceId: string;
  readonly RequestId: string;
}

const text = v.pipe(v.string(), v.minLength(1));
const givenSchema = v.object({ ProfileName: text });
const madeSchema = v.object({ CertificateArn: text, CertificatePathOnDevice: text, PlatformId: text });

/** Reads the properties of the template's resource. @throws InputInvalidError */
export function parseStackProfile(properties: unknown): StackProfile | GivenProfile {
  const given = v.safeParse(givenSchema, properties);
  if (given.success) return { profileName: given.output.ProfileName };
  const { CertificateArn, CertificatePathOnDevice, PlatformId } = parseInput(
    madeSchema,
    properties,
    "a signing profile { CertificateArn, CertificatePathOnDevice, PlatformId } or { ProfileName }",
  );
  return {
    certificateArn: CertificateArn,
    certificatePathOnDevice: CertificatePathOnDevice,
    platformId: PlatformId,
  };
}

/** What a profile is, as far as a stack's is compared with it. */
export interface FoundProfile {
  readonly platformId?: string | undefined;
  readonly signingMaterial?: { readonly certificateArn: string | undefined } | undefined;
  readonly signingParameters?: Readonly<Record<string, string>> | undefined;
}

/** Whether a profile signs as the stack wants it. */
export function isProfile(found: FoundProfile, wanted: StackProfile): boolean {
  return (
    found.platformId === wanted.platformId &&
    found.signingMaterial?.certificateArn === wanted.certificateArn &&
    found.signingParameters?.["certname"] === wanted.certificatePathOnDevice
  );
}

const longestName = 64;
const digits = 8;

/**
 * The name of the profile that a request makes: `ota_pipeline_SigningProfile_3c9bb594`. AWS Signer keeps a name taken for years,
 * even of a profile that was canceled, so each request has its own; the same request, however often it comes, has the same. The
 * template grants rights on all of them by how they begin.
 * @throws SignerProfileUnusableError where the stack's name leaves no room
 */
export function profileNameOf({ StackId, LogicalResourceId, RequestId }: ResourceRequest): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([StackId, LogicalResourceId, RequestId]))
    .digest("hex");
  const name = `${startOfNames(stackNameOf(StackId), LogicalResourceId)}${digest.slice(0, digits)}`;
  if (name.length <= longestName) return name;
  const room = longestName - digits - LogicalResourceId.length - 2;
  const reason = `would have ${name.length} characters, of which AWS Signer takes ${longestName}: give the stack a name of at most ${room}, or make the profile yourself and name it in SigningProfileName`;
  throw new SignerProfileUnusableError(name, reason);
}

/** Whether a profile is called as those that a stack makes are. */
export function isOwnName(profileName: string, stackName: string, logicalId = "SigningProfile"): boolean {
  return profileName.startsWith(startOfNames(stackName, logicalId));
}

function startOfNames(stackName: string, logicalId: string): string {
  return `${stackName.replaceAll("-", "_")}_${logicalId}_`;
}

/** `ota-pipeline` of a stack's ARN. */
export function stackNameOf(stackId: string): string {
  return stackId.split("/")[1] ?? stackId;
}
