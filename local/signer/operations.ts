import type {
  CancelSigningProfileRequest,
  GetSigningPlatformRequest,
  StartSigningJobRequest,
  StartSigningJobResponse,
} from "@aws-sdk/client-signer";
import type { Account } from "../account.ts";
import type { Operations } from "../http/api-service.ts";
import { listSigningPlatforms, platformOf } from "./platforms.ts";
import { putSigningProfile } from "./put-signing-profile.ts";
import type { SignerStore } from "./signer-store.ts";
import { describeSigningJob, listSigningJobs } from "./signing-jobs.ts";
import { cancelSigningProfile, getSigningProfile, listSigningProfiles } from "./signing-profiles.ts";
import type { Invoker } from "./start-signing-job.ts";
import { listTagsForResource, tagResource, untagResource } from "./tags.ts";

/** What of AWS Signer is played: profiles and jobs for devices, not revocation, permissions or payload signing. */
export function operations(
  store: SignerStore,
  {
    account,
    certificates,
    startJob,
  }: {
    account: Account;
    certificates: { find(arn: string): unknown };
    startJob: (request: StartSigningJobRequest, invoker: Invoker) => StartSigningJobResponse;
  },
): Operations {
  return {
    PutSigningProfile: (request) => putSigningProfile(request, store, { account, certificates }),
    GetSigningProfile: (request) => getSigningProfile(request, store, account.id),
    ListSigningProfiles: (request) => listSigningProfiles(request, store),
    CancelSigningProfile: (request: CancelSigningProfileRequest) => cancelSigningProfile(request, store),
    ListSigningPlatforms: listSigningPlatforms,
    GetSigningPlatform: ({ platformId }: GetSigningPlatformRequest) => platformOf(platformId),
    StartSigningJob: (request, { caller }) => startJob(request, caller),
    DescribeSigningJob: (request) => describeSigningJob(request, store, account.id),
    ListSigningJobs: (request) => listSigningJobs(request, store, account.id),
    TagResource: (request) => tagResource(request, store),
    UntagResource: (request) => untagResource(request, store),
    ListTagsForResource: (request) => listTagsForResource(request, store),
  };
}
