import type { GetObjectOutput } from "@aws-sdk/client-s3";
import type { Bucket } from "./buckets.ts";
import { s3Error } from "./errors.ts";
import type { Description, ObjectVersion } from "./object-version.ts";
import { statedVersionId } from "./write-object.ts";

const mostMetadata = 2048;

/** Takes from a request what it says of the object. @throws AwsError MetadataTooLarge */
export function describe(request: Description, bucket: Bucket): Description {
  const { Metadata = {} } = request;
  const size = Object.entries(Metadata).reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0);
  if (size > mostMetadata) {
    throw s3Error("MetadataTooLarge", undefined, { fields: { Size: size, MaxSizeAllowed: mostMetadata } });
  }
  return {
    CacheControl: request.CacheControl,
    ContentDisposition: request.ContentDisposition,
    ContentEncoding: contentEncoding(request.ContentEncoding),
    ContentLanguage: request.ContentLanguage,
    ContentType: request.ContentType ?? "binary/octet-stream",
    Expires: request.Expires,
    Metadata,
    StorageClass: request.StorageClass ?? "STANDARD",
    WebsiteRedirectLocation: request.WebsiteRedirectLocation,
    ...encryptionOf(request, bucket),
  };
}

/** The headers GET and HEAD answer an object with. */
export function descriptionOf(bucket: Bucket, version: ObjectVersion): Omit<GetObjectOutput, "Body"> {
  const { StorageClass, ...description } = version.description;
  return {
    ...description,
    ...(StorageClass === "STANDARD" ? {} : { StorageClass }), // S3 does not say the usual
    AcceptRanges: "bytes",
    ETag: `"${version.etag}"`,
    LastModified: version.lastModified,
    VersionId: statedVersionId(bucket, version),
    TagCount: version.tags.length > 0 ? version.tags.length : undefined,
  };
}

/** What answers to writes say of encryption. */
export function encryptionMembers({ ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled }: Description): Description {
  return { ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled };
}

/** `aws-chunked` is how the body came, not what it is. */
function contentEncoding(header: string | undefined): string | undefined {
  const kept = header
    ?.split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "aws-chunked" && coding !== "");
  return kept && kept.length > 0 ? kept.join(",") : undefined;
}

/** Nothing is encrypted here: it is kept and said again, the bucket's default where the request says nothing. */
function encryptionOf(request: Description, { configuration }: Bucket): Description {
  const { ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled } = request;
  if (ServerSideEncryption) return { ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled };
  const [rule] = configuration.encryption.Rules ?? [];
  const byDefault = rule?.ApplyServerSideEncryptionByDefault;
  return {
    ServerSideEncryption: byDefault?.SSEAlgorithm ?? "AES256",
    SSEKMSKeyId: byDefault?.KMSMasterKeyID,
    BucketKeyEnabled: rule?.BucketKeyEnabled || undefined,
  };
}
