import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from "@aws-sdk/client-signer";
import { AwsError } from "../http/aws-error.ts";
import type { SignerStore, SigningProfile } from "./signer-store.ts";

const mostTags = 200;

/** Signer's only taggable resource is the profile. */
export function tagResource({ resourceArn, tags }: TagResourceRequest, store: SignerStore): void {
  const profile = profileByArn(store, resourceArn);
  const merged = new Map([...profile.tags, ...Object.entries(tags ?? {})]);
  if (merged.size > mostTags) throw new AwsError("BadRequestException", `More than ${mostTags} tags`, 400);
  store.profiles.set(profile.profileName, { ...profile, tags: merged });
}

export function untagResource({ resourceArn, tagKeys }: UntagResourceRequest, store: SignerStore): void {
  const profile = profileByArn(store, resourceArn);
  const left = [...profile.tags].filter(([key]) => !tagKeys?.includes(key));
  store.profiles.set(profile.profileName, { ...profile, tags: new Map(left) });
}

export function listTagsForResource(
  { resourceArn }: ListTagsForResourceRequest,
  store: SignerStore,
): ListTagsForResourceResponse {
  return { tags: Object.fromEntries(profileByArn(store, resourceArn).tags) };
}

function profileByArn(store: SignerStore, arn: string | undefined): SigningProfile {
  const profile = [...store.profiles.values()].find((one) => one.arn === arn);
  if (!profile) throw new AwsError("NotFoundException", `No signing profile has the ARN ${arn}`, 404);
  return profile;
}
