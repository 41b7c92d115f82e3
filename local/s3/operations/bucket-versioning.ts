import type {
  GetBucketVersioningOutput,
  GetBucketVersioningRequest,
  PutBucketVersioningRequest,
} from "@aws-sdk/client-s3";
import { s3Error } from "../errors.ts";
import type { S3Store } from "../store.ts";

export function getBucketVersioning(request: GetBucketVersioningRequest, store: S3Store): GetBucketVersioningOutput {
  return { Status: store.buckets.get(request.Bucket).versioning };
}

/** Once on, versioning can only be suspended. */
export function putBucketVersioning(request: PutBucketVersioningRequest, store: S3Store): void {
  const bucket = store.buckets.get(request.Bucket);
  const { Status, MFADelete } = request.VersioningConfiguration ?? {};
  if (Status !== "Enabled" && Status !== "Suspended") throw s3Error("MalformedXML");
  if (MFADelete === "Enabled") throw s3Error("NotImplemented", "Local AWS does not play MFA delete.");
  bucket.versioning = Status;
}
