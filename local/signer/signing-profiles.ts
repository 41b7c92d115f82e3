import type {
  CancelSigningProfileRequest,
  GetSigningProfileRequest,
  GetSigningProfileResponse,
  ListSigningProfilesRequest,
  ListSigningProfilesResponse,
} from "@aws-sdk/client-signer";
import { AwsError } from "../http/aws-error.ts";
import { pageOf } from "../http/pages.ts";
import { pageSize } from "./page-size.ts";
import { profileOf, type SignerStore, type SigningProfile } from "./signer-store.ts";

export function getSigningProfile(
  { profileName, profileOwner }: GetSigningProfileRequest,
  store: SignerStore,
  accountId: string,
): GetSigningProfileResponse {
  if (profileOwner && profileOwner !== accountId) {
    throw new AwsError(
      "AccessDeniedException",
      `Not authorized to get signing profile ${profileName} of ${profileOwner}`,
      403,
    );
  }
  const profile = profileOf(store, profileName);
  return { ...outline(profile), overrides: profile.overrides, tags: Object.fromEntries(profile.tags) };
}

/** Lists active profiles; canceled ones only when asked for. */
export function listSigningProfiles(
  { includeCanceled, statuses, platformId, maxResults, nextToken }: ListSigningProfilesRequest,
  store: SignerStore,
): ListSigningProfilesResponse {
  const wanted = [...store.profiles.values()].filter(
    (profile) =>
      (statuses ? statuses.includes(profile.status) : includeCanceled || profile.status === "Active") &&
      (!platformId || profile.platform.platformId === platformId),
  );
  const page = pageOf(wanted, pageSize(maxResults, nextToken), (profile) => profile.profileName);
  return {
    profiles: page.items.map((profile) => ({ ...outline(profile), tags: Object.fromEntries(profile.tags) })),
    nextToken: page.nextToken,
  };
}

/** The profile signs no more; jobs it started go on, and its name stays taken. */
export function cancelSigningProfile({ profileName }: CancelSigningProfileRequest, store: SignerStore): void {
  const profile = profileOf(store, profileName);
  store.profiles.set(profile.profileName, { ...profile, status: "Canceled" });
}

function outline(profile: SigningProfile) {
  return {
    profileName: profile.profileName,
    profileVersion: profile.profileVersion,
    profileVersionArn: profile.profileVersionArn,
    signingMaterial: profile.certificateArn ? { certificateArn: profile.certificateArn } : undefined,
    signatureValidityPeriod: profile.signatureValidityPeriod,
    platformId: profile.platform.platformId,
    platformDisplayName: profile.platform.displayName,
    signingParameters: profile.signingParameters && { ...profile.signingParameters },
    status: profile.status,
    arn: profile.arn,
  };
}
