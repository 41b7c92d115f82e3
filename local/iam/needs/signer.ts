import { arnOf } from "../../account.ts";
import type { ServiceNeeds } from "./need.ts";

const [profile, job] = ["/signing-profiles/{profileName}", "/signing-jobs/{jobId}"];

/** AWS Signer's actions. What StartSigningJob reads and writes in S3 it asks for itself, as its caller. */
export const signerNeeds: ServiceNeeds = {
  prefix: "signer",
  arnStart: (account) => arnOf(account, "signer", ""),
  operations: {
    PutSigningProfile: ({ profileName, tags = {} }, account) => {
      const resource = arnOf(account, "signer", `/signing-profiles/${profileName}`);
      const put = { action: "signer:PutSigningProfile", resource };
      return Object.keys(tags).length > 0 ? [put, { action: "signer:TagResource", resource }] : [put];
    },
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
