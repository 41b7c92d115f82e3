import { AwsError } from "../../http/aws-error.ts";

/** AWS's codes of a rejected stream request, with its words for each ("MQTT-based file delivery", error codes). */
const messages = {
  InvalidJson: "The request is not valid JSON.",
  InvalidCbor: "The request is not valid CBOR.",
  InvalidRequest: "The request is not valid.",
  Unauthorized: "You are not authorized to access the stream data files in the storage medium.",
  BlockSizeOutOfBounds: "The block size is out of bounds.",
  OffsetOutOfBounds: "The offset is out of bounds.",
  BlockCountLimitExceeded: "The number of requested blocks is out of bounds.",
  BlockBitmapLimitExceeded: "The size of the requested bitmap is out of bounds.",
  ResourceNotFound: "The requested stream, files, file versions or blocks were not found.",
  VersionMismatch: "The current version doesn't match with the version in the request.",
  ETagMismatch: "The stream contents have changed since the beginning of the file transfer.",
  InternalError: "An internal error occurred.",
} as const;

export type RejectionCode = keyof typeof messages;

/** A device's stream request that is answered on its `rejected` topic. */
export class StreamRejection extends Error {
  override readonly name = "StreamRejection";
  readonly code: RejectionCode;

  constructor(code: RejectionCode) {
    super(messages[code]);
    this.code = code;
  }
}

/** How devices are told of any failure: what S3 does not have is not found. */
export function rejectionOf(error: unknown): StreamRejection {
  if (error instanceof StreamRejection) return error;
  if (!(error instanceof AwsError)) return new StreamRejection("InternalError");
  if (error.name.startsWith("AccessDenied")) return new StreamRejection("Unauthorized");
  const isMissing = /^(NoSuch(Bucket|Key|Version)|MethodNotAllowed)$/.test(error.name); // a delete marker allows no GET
  return new StreamRejection(isMissing ? "ResourceNotFound" : "InternalError");
}
