import type { Authorize } from "../http/authorize.ts";
import { AwsError } from "../http/aws-error.ts";
import type { SigningJob } from "./signer-store.ts";

/**
 * Signer reads and writes with its caller's rights ("Getting started" in the AWS Signer developer guide): the version it signs, the object it
 * makes, and to list both buckets.
 * @throws AwsError `AccessDeniedException`
 */
export function authorizeObjects({ jobId, source, destination, requestedBy }: SigningJob, authorize: Authorize): void {
  const inS3 = (action: string, name: string) => {
    try {
      authorize({ arn: requestedBy }, { action, resource: `arn:aws:s3:::${name}` });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new AwsError("AccessDeniedException", `S3 object ${name} not accessible. ${error.message}`, 403);
    }
  };
  inS3("s3:GetObjectVersion", `${source.bucketName}/${source.key}`);
  inS3("s3:PutObject", `${destination.bucketName}/${destination.prefix}${jobId}`);
  for (const bucket of new Set([source.bucketName, destination.bucketName])) inS3("s3:ListBucket", bucket);
}
