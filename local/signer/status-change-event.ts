import { type Account, arnOf } from "../account.ts";
import type { SigningJob } from "./signer-store.ts";

/** What Signer tells EventBridge. */
export interface StatusChangeEvent {
  readonly source: "aws.signer";
  readonly "detail-type": "Signer Job Status Change";
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The event of a job that ended, as Signer's developer guide shows it ("Automation with CloudWatch Events"). */
export function statusChangeEvent(account: Account, job: SigningJob): StatusChangeEvent {
  const { jobId, source, destination, profile, state } = job;
  return {
    source: "aws.signer",
    "detail-type": "Signer Job Status Change",
    resources: [arnOf(account, "signer", `/signing-jobs/${jobId}`)],
    detail: {
      certificate_arn: profile.certificateArn,
      job_id: jobId,
      destination: { bucketName: destination.bucketName, key: `${destination.prefix}${jobId}` },
      source,
      platform: profile.platform.platformId,
      status: state.status,
    },
  };
}
