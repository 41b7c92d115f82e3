import type { ServiceRequest } from "../http/service.ts";
import { s3Error } from "./errors.ts";

/** Headers that ask for what is not played. Passing over them would be a lie about how the object is kept. */
const unplayed = [
  "x-amz-bucket-object-lock-enabled",
  "x-amz-copy-source-server-side-encryption-customer-",
  "x-amz-grant-",
  "x-amz-if-match-", // conditions of directory buckets: without them more would be deleted than was asked for
  "x-amz-object-lock-",
  "x-amz-server-side-encryption-customer-",
  "x-amz-write-offset-bytes",
];

const cannedAclsOfOwner = new Set(["private", "bucket-owner-full-control"]);

/** @throws AwsError NotImplemented that names the header, AccessControlListNotSupported */
export function refuseUnplayed({ headers }: ServiceRequest, operation: string): void {
  const found = Object.keys(headers).find((name) => unplayed.some((start) => name.startsWith(start)));
  if (found)
    throw s3Error("NotImplemented", `Local AWS does not play ${found} of s3:${operation}.`, {
      fields: { Header: found },
    });
  const acl = headers["x-amz-acl"];
  // Buckets are made with ACLs disabled (BucketOwnerEnforced), and only the owner's ACLs say nothing new there
  if (acl !== undefined && !cannedAclsOfOwner.has(String(acl))) throw s3Error("AccessControlListNotSupported");
}
