import type { ServiceErrors } from "../service-error.ts";
import { error } from "./wording.ts";

export const s3Errors: ServiceErrors = {
  throttle: [error("SlowDown", 503, "Please reduce your request rate.")],
  "server-error": [error("InternalError", 500, "We encountered an internal error. Please try again.")],
  denied: [error("AccessDenied", 403, "Access Denied")],
  invalid: [error("InvalidRequest", 400, "Invalid Request")],
  conflict: [
    error(
      "ConditionalRequestConflict",
      409,
      "The conditional request cannot succeed due to a conflicting operation against this resource.",
      /^(Put|Copy|Delete)Object$|^CompleteMultipartUpload$/,
    ),
    error(
      "OperationAborted",
      409,
      "A conflicting conditional operation is currently in progress against this resource. Please try again.",
      /^(Create|Delete|Put)Bucket/,
    ),
  ],
  "not-found": [
    error("NoSuchUpload", 404, "The specified upload does not exist.", /^(Abort|Complete)Multipart|Part/),
    error("NoSuchKey", 404, "The specified key does not exist.", /^(Get|Head|Copy)Object|ObjectTagging$/),
    error("NoSuchBucket", 404, "The specified bucket does not exist", /^(?!ListBuckets$|CreateBucket$)/),
  ],
  limit: [error("TooManyBuckets", 400, "You have attempted to create more buckets than allowed", /^CreateBucket$/)],
};
