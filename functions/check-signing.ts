import { pinSignedObject } from "./aws/signed-objects.ts";
import { findSigningJob } from "./aws/signing-jobs.ts";
import { task } from "./aws/task.ts";
import { type SignedObject, SigningFailedError } from "./firmware/signing.ts";

/** What a look at a signing job shows. */
export type SigningState =
  | { readonly state: "signing" }
  | { readonly state: "signed"; readonly signedObject: SignedObject };

/**
 * Asks AWS Signer after a job. Signer does not tell the version of what it wrote, so that is pinned here.
 * @throws SigningFailedError with Signer's reason
 */
export const handler = task(async ({ signingJobId }: { signingJobId: string }): Promise<SigningState> => {
  const job = await findSigningJob(signingJobId);
  if (job?.status === "Failed")
    throw new SigningFailedError(signingJobId, job.statusReason ?? "failed without a reason");
  if (job?.revocationRecord) {
    throw new SigningFailedError(signingJobId, job.revocationRecord.reason ?? "its signature was revoked");
  }
  const { bucketName, key } = job?.signedObject?.s3 ?? {};
  if (job?.status !== "Succeeded" || !bucketName || !key) return { state: "signing" };
  const pinned = await pinSignedObject(bucketName, key);
  if (!pinned) return { state: "signing" };
  if (pinned.size === 0) throw new SigningFailedError(signingJobId, "the signed object is empty");
  return { state: "signed", signedObject: pinned.signedObject };
});
