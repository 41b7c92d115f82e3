import type { Address } from "./addressing.ts";
import { s3Error } from "./errors.ts";
import { isPublic } from "./public-policy.ts";
import type { S3Store } from "./store.ts";

/** What nobody may do without a signature, whatever a policy says. */
const signedOnly = new Map([
  ["CopyObject", "Anonymous users cannot copy objects.  Please authenticate."],
  ["CreateBucket", undefined],
  ["CreateMultipartUpload", "Anonymous users cannot initiate multipart uploads.  Please authenticate."],
]);

/**
 * Lets whoever did not sign in to a bucket, where its policy decides what they may do. A bucket that restricts public access takes
 * a public policy to be about its own account alone ("Blocking public access" in the Amazon S3 User Guide).
 * @throws AwsError AccessDenied, NoSuchBucket
 */
export function admitAnonymous(operation: string, { bucket }: Address, { buckets }: S3Store): void {
  if (bucket === undefined || signedOnly.has(operation)) throw s3Error("AccessDenied", signedOnly.get(operation));
  const { policy, publicAccessBlock } = buckets.get(bucket).configuration;
  if (policy === undefined) throw s3Error("AccessDenied");
  if (publicAccessBlock?.RestrictPublicBuckets && isPublic(policy)) throw s3Error("AccessDenied");
}
