import {
  CancelSigningProfileCommand,
  GetSigningProfileCommand,
  type GetSigningProfileResponse,
  PutSigningProfileCommand,
  paginateListSigningProfiles,
  type SigningProfile,
} from "@aws-sdk/client-signer";
import { SignerProfileUnusableError } from "../firmware/signing-profile.ts";
import { isProfile, profileNameOf, type ResourceRequest, type StackProfile } from "../firmware/stack-profile.ts";
import { signer } from "./clients.ts";
import { isNamed } from "./failure.ts";

const stackTag = "ota-pipeline:stack";

/**
 * Makes the profile that a stack wants, or takes the one it has: a request that comes again, and an update that is rolled back,
 * find theirs.
 * @returns its name
 * @throws SignerProfileUnusableError when AWS Signer does not take the certificate after all, or the derived name is another's
 */
export async function ensureProfile(request: ResourceRequest, wanted: StackProfile): Promise<string> {
  const found = (await listStackProfiles(request.StackId)).find((profile) => isProfile(profile, wanted));
  if (found) return found.profileName;
  const profileName = profileNameOf(request);
  try {
    await signer.send(
      new PutSigningProfileCommand({
        profileName,
        platformId: wanted.platformId,
        signingMaterial: { certificateArn: wanted.certificateArn },
        signingParameters: { certname: wanted.certificatePathOnDevice },
        tags: { [stackTag]: request.StackId },
      }),
    );
  } catch (cause) {
    if (!isNamed(cause, "ValidationException", "ResourceNotFoundException")) throw cause;
    const taken = await findProfile(profileName);
    if (!taken) throw refused(profileName, wanted, cause);
    if (taken.status !== "Active" || !isProfile(taken, wanted)) throw another(profileName, taken);
  }
  return profileName;
}

/**
 * Cancels a profile that a stack has made: it signs no more, what it signed stays good. One that is canceled already, and one that
 * is not the stack's own, is left as it is.
 */
export async function cancelProfile(profileName: string, stackId: string): Promise<void> {
  const profile = await findProfile(profileName);
  if (profile?.status !== "Active" || profile.tags?.[stackTag] !== stackId) return;
  await signer.send(new CancelSigningProfileCommand({ profileName }));
}

/** The profiles that a stack has made and that still sign. */
export async function listStackProfiles(stackId: string): Promise<(SigningProfile & { profileName: string })[]> {
  const own: (SigningProfile & { profileName: string })[] = [];
  for await (const { profiles = [] } of paginateListSigningProfiles({ client: signer }, { statuses: ["Active"] })) {
    for (const { profileName, ...profile } of profiles) {
      if (profileName && profile.tags?.[stackTag] === stackId) own.push({ ...profile, profileName });
    }
  }
  return own;
}

/** A profile, or undefined for what is none and for what no profile can be called. */
export async function findProfile(profileName: string): Promise<GetSigningProfileResponse | undefined> {
  if (!/^\w{2,64}$/.test(profileName)) return undefined;
  try {
    return await signer.send(new GetSigningProfileCommand({ profileName }));
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

function refused(profileName: string, { certificateArn, platformId }: StackProfile, cause: Error): Error {
  const reason = `cannot be made of the certificate ${certificateArn} for ${platformId}: ${cause.message}`;
  return new SignerProfileUnusableError(profileName, reason, { cause });
}

function another(
  profileName: string,
  { status, signingMaterial, signingParameters }: GetSigningProfileResponse,
): Error {
  const reason = `exists already, ${status}, with the certificate ${signingMaterial?.certificateArn} and the certname ${signingParameters?.["certname"]}: deploy again, by which the profile gets another name`;
  return new SignerProfileUnusableError(profileName, reason);
}
