import { DescribeSigningJobCommand, type DescribeSigningJobResponse } from "@aws-sdk/client-signer";
import { type SignedFile, SigningJobUnusableError, signedFileOf } from "../firmware/signing-job.ts";
import { signer } from "./clients.ts";
import { isNamed } from "./failure.ts";
import { setting } from "./setting.ts";
import { pinSignedObject } from "./signed-objects.ts";
import { refuseForbidden } from "./signing-profile.ts";

/** The signing job as it stands, or undefined where Signer shows none: one that was just started may not show yet. */
export async function findSigningJob(jobId: string): Promise<DescribeSigningJobResponse | undefined> {
  try {
    return await signer.send(new DescribeSigningJobCommand({ jobId }));
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/**
 * Finds what somebody had AWS Signer sign before, for a release of it.
 * @throws SigningJobUnusableError, SignerProfileUnusableError for one that signed by a profile the stack does not allow
 */
export async function findSignedFile(signingJobId: string, product: string): Promise<SignedFile> {
  const job = await findSigningJob(signingJobId);
  if (!job) throw new SigningJobUnusableError(signingJobId, "does not exist in this account and region");
  const buckets = { firmwareBucket: setting("FIRMWARE_BUCKET"), releaseBucket: setting("RELEASE_BUCKET") };
  const file = signedFileOf(signingJobId, job, { product, ...buckets });
  refuseForbidden(job.profileName ?? "");
  const { bucket, key } = file.signedObject;
  if (!(await pinSignedObject(bucket, key))) {
    throw new SigningJobUnusableError(signingJobId, `wrote ${bucket}/${key}, which is gone; sign the file again`);
  }
  return file;
}
