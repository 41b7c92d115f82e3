import type { ServiceRequest } from "../http/service.ts";
import type { Address } from "./addressing.ts";
import { S3Error } from "./errors.ts";

/** What somebody must be allowed to see, to be told that it is not there. */
const visibility: Readonly<Record<string, string>> = {
  NoSuchKey: "s3:ListBucket",
  NoSuchVersion: "s3:ListBucketVersions",
};

/**
 * Does an operation. That something is missing hears only who may list the bucket; others are told that they may not have it ("GetObject"
 * in the S3 API Reference).
 * @throws AwsError AccessDenied, and what the operation throws
 */
export async function orForbidden<Result>(
  { bucket }: Address,
  { authorize }: Pick<ServiceRequest, "authorize">,
  operation: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await operation();
  } catch (error) {
    const action = error instanceof S3Error ? visibility[error.name] : undefined;
    if (action !== undefined) authorize({ action, resource: `arn:aws:s3:::${bucket}` });
    throw error;
  }
}
