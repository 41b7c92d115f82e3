import { arnOf } from "../../account.ts";
import type { ServiceNeeds } from "./need.ts";

const [profile, job] = ["/signing-profiles/{profileName}", "/signing-jobs/{jobId}"];

/** AWS Signer's actions. What StartSigningJob reads and writes in S3 it asks for itself, as its caller. */
export const signerNeeds: ServiceNeeds = {
  prefix: "signer",
  arnStart: (account) => arnOf(account, "signer", ""),
  operations: {
    PutSigningProfile: profile,
    GetSigningProfile: profile,
    CancelSigningProfile: profile,
    ListSigningProfiles: "*",
    ListSigningPlatforms: "*",
    GetSigningPlatform: "*",
    StartSigningJob: profile,
    DescribeSigningJob: job,
    ListSigningJobs: "*",
    TagResource: "{resourceArn}",
    UntagResource: "{resourceArn}",
    ListTagsForResource: "{resourceArn}",
  },
};
