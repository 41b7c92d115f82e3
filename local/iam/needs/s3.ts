import type { Permission } from "../../http/authorize.ts";
import type { Input, Need, ServiceNeeds } from "./need.ts";

const bucket = "{Bucket}";

/** Actions, resource types and condition keys of Amazon S3: an action seldom has the name of its operation. */
export const s3Needs: ServiceNeeds = {
  prefix: "s3",
  arnStart: () => "arn:aws:s3:::",
  operations: {
    AbortMultipartUpload: ofObject("AbortMultipartUpload"),
    CompleteMultipartUpload: write,
    CopyObject: (input) => [...readSource(input), ...write(input)],
    CreateBucket: bucket,
    CreateMultipartUpload: write,
    DeleteBucket: bucket,
    DeleteBucketEncryption: ofBucket("PutEncryptionConfiguration"),
    DeleteBucketLifecycle: ofBucket("PutLifecycleConfiguration"),
    DeleteBucketOwnershipControls: ofBucket("PutBucketOwnershipControls"),
    DeleteBucketPolicy: bucket,
    DeleteBucketTagging: ofBucket("PutBucketTagging"),
    DeleteObject: deleteObject,
    DeleteObjectTagging: ofVersion("DeleteObjectTagging", "DeleteObjectVersionTagging"),
    DeleteObjects: () => [], // asked for each of them, for some may be deleted and others not
    DeletePublicAccessBlock: ofBucket("PutBucketPublicAccessBlock"),
    GetBucketEncryption: ofBucket("GetEncryptionConfiguration"),
    GetBucketLifecycleConfiguration: ofBucket("GetLifecycleConfiguration"),
    GetBucketLocation: bucket,
    GetBucketLogging: bucket,
    GetBucketNotificationConfiguration: ofBucket("GetBucketNotification"),
    GetBucketOwnershipControls: bucket,
    GetBucketPolicy: bucket,
    GetBucketTagging: bucket,
    GetBucketVersioning: bucket,
    GetObject: read,
    GetObjectAttributes: (input) => [
      ...read(input),
      ...ofVersion("GetObjectAttributes", "GetObjectVersionAttributes")(input),
    ],
    GetObjectTagging: ofVersion("GetObjectTagging", "GetObjectVersionTagging"),
    GetPublicAccessBlock: ofBucket("GetBucketPublicAccessBlock"),
    HeadBucket: ofBucket("ListBucket"),
    HeadObject: read,
    ListBuckets: () => [{ action: "s3:ListAllMyBuckets", resource: "*" }],
    ListMultipartUploads: ofBucket("ListBucketMultipartUploads"),
    ListObjectVersions: list("ListBucketVersions"),
    ListObjects: list("ListBucket"),
    ListObjectsV2: list("ListBucket"),
    ListParts: ofObject("ListMultipartUploadParts"),
    PutBucketEncryption: ofBucket("PutEncryptionConfiguration"),
    PutBucketLifecycleConfiguration: ofBucket("PutLifecycleConfiguration"),
    PutBucketLogging: bucket,
    PutBucketNotificationConfiguration: ofBucket("PutBucketNotification"),
    PutBucketOwnershipControls: bucket,
    PutBucketPolicy: bucket,
    PutBucketTagging: bucket,
    PutBucketVersioning: bucket,
    PutObject: write,
    PutObjectTagging: ofVersion("PutObjectTagging", "PutObjectVersionTagging"),
    PutPublicAccessBlock: ofBucket("PutBucketPublicAccessBlock"),
    UploadPart: write,
    UploadPartCopy: (input) => [...readSource(input), ...write(input)],
  },
};

function ofBucket(action: string): Need {
  return ({ Bucket }) => [{ action: `s3:${action}`, resource: `arn:aws:s3:::${Bucket}` }];
}

function ofObject(action: string): (input: Input) => Permission[] {
  return ({ Bucket, Key }) => [{ action: `s3:${action}`, resource: `arn:aws:s3:::${Bucket}/${Key}` }];
}

/** Who names a version needs another action. */
function ofVersion(action: string, versionAction: string): (input: Input) => Permission[] {
  return (input) => ofObject(input.VersionId === undefined ? action : versionAction)(input);
}

function read(input: Input): Permission[] {
  return ofVersion("GetObject", "GetObjectVersion")(input);
}

/** With If-Match the object is also read ("Conditional writes" in the S3 User Guide), and tags are a right of their own. */
function write(input: Input): Permission[] {
  return [
    ...ofObject("PutObject")(input),
    ...(input.Tagging ? ofObject("PutObjectTagging")(input) : []),
    ...(input.IfMatch === undefined ? [] : ofObject("GetObject")(input)),
  ];
}

/** What is needed to delete one object, or one version of it. */
function deleteObject(input: Input): Permission[] {
  return [
    ...ofVersion("DeleteObject", "DeleteObjectVersion")(input),
    ...(input.IfMatch === undefined ? [] : ofObject("GetObject")(input)),
  ];
}

function readSource({ CopySource = "" }: { CopySource?: string }): Permission[] {
  const [, Bucket, Key, VersionId] = /^\/?([^/]+)\/(.+?)(?:\?versionId=(.*))?$/s.exec(CopySource) ?? [];
  return Key === undefined ? [] : read({ Bucket, Key: decoded(Key), VersionId });
}

/** What cannot be decoded names no object, and is refused later. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

function list(action: string): Need {
  return ({ Bucket, Prefix, Delimiter, MaxKeys }) => {
    const keys = { "s3:prefix": Prefix ?? "", "s3:delimiter": Delimiter, "s3:max-keys": MaxKeys?.toString() };
    const context = Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined));
    return [{ action: `s3:${action}`, resource: `arn:aws:s3:::${Bucket}`, context }];
  };
}
