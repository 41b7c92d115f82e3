import { document, model, played } from "../played.ts";

const guide = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";
const api = "https://docs.aws.amazon.com/AmazonS3/latest/API";

const customerKeys = "customers' own keys (SSE-C) are refused by name";
const ofWrites = `${customerKeys}, as are object locks and grants; ACLs other than the owner's are refused as on buckets without them; encryption is kept, without effect`;
const ofDirectories = "conditions of directory buckets are refused by name";
const stored = "kept and given back, without effect";
const payer = ["RequestPayer"];
const configuration = ["model", "guide"] as const;

export const s3Played = played({
  service: "Amazon S3",
  signingName: "s3",
  scope:
    "general purpose buckets: objects, versions, delete markers, conditional reads and writes, ranges, checksums, multipart uploads, copies, tags, presigned URLs, requests without a signature by public policies, signed and unsigned chunked bodies, events to EventBridge",
  sources: {
    model,
    errors: document("Amazon S3 API Reference, error responses", `${api}/ErrorResponses.html`),
    chunks: document("Amazon S3 API Reference, Signature Version 4 streaming", `${api}/sigv4-streaming.html`),
    queries: document("Amazon S3 API Reference, query parameters that sign", `${api}/sigv4-query-string-auth.html`),
    conditions: document("Amazon S3 User Guide, conditional requests", `${guide}/conditional-requests.html`),
    checksums: document("Amazon S3 User Guide, checking object integrity", `${guide}/checking-object-integrity.html`),
    versions: document("Amazon S3 User Guide, versioning", `${guide}/Versioning.html`),
    multipart: document("Amazon S3 User Guide, multipart uploads and their limits", `${guide}/qfacts.html`),
    events: document("Amazon S3 User Guide, EventBridge event message structure", `${guide}/ev-events.html`),
    buckets: document("Amazon S3 User Guide, bucket naming rules", `${guide}/bucketnamingrules.html`),
    guide: document("Amazon S3 User Guide", `${guide}/Welcome.html`),
    reports: {
      kind: "report",
      title: "issues of the AWS SDKs that quote S3's answers",
      url: "https://github.com/aws/aws-sdk-go-v2/issues/2610",
    },
  },
  operations: {
    AbortMultipartUpload: { lacks: ofDirectories, ignores: payer, from: ["model", "multipart"] },
    CompleteMultipartUpload: {
      lacks: ofWrites,
      ignores: payer,
      from: ["model", "multipart", "conditions", "checksums", "events"],
    },
    CopyObject: {
      lacks: `${ofWrites}; annotations`,
      ignores: [...payer, "AnnotationDirective", "SSEKMSEncryptionContext"],
      from: ["model", "conditions", "checksums", "versions", "events"],
    },
    CreateBucket: {
      lacks: "directory buckets, object lock and grants; `BucketArn`",
      ignores: ["BucketNamespace"],
      from: ["model", "buckets"],
    },
    CreateMultipartUpload: {
      lacks: `${ofWrites}; \`AbortDate\``,
      ignores: [...payer, "SSEKMSEncryptionContext"],
      from: ["model", "multipart", "checksums"],
    },
    DeleteBucket: { from: ["model", "errors"] },
    DeleteBucketEncryption: { lacks: stored, from: configuration },
    DeleteBucketLifecycle: { lacks: stored, from: configuration },
    DeleteBucketOwnershipControls: { lacks: stored, from: configuration },
    DeleteBucketPolicy: { from: configuration },
    DeleteBucketTagging: { from: configuration },
    DeleteObject: {
      lacks: `MFA delete; ${ofDirectories}`,
      ignores: [...payer, "MFA", "BypassGovernanceRetention"],
      from: ["model", "versions", "conditions", "events"],
    },
    DeleteObjectTagging: { from: ["model", "events"] },
    DeleteObjects: {
      lacks: `MFA delete; ${ofDirectories}`,
      ignores: [...payer, "MFA", "BypassGovernanceRetention"],
      from: ["model", "versions", "conditions", "events"],
    },
    DeletePublicAccessBlock: { from: configuration },
    GetBucketEncryption: { lacks: stored, from: configuration },
    GetBucketLifecycleConfiguration: {
      lacks: `${stored}; \`TransitionDefaultMinimumObjectSize\``,
      from: configuration,
    },
    GetBucketLocation: { from: configuration },
    GetBucketLogging: { lacks: stored, from: configuration },
    GetBucketNotificationConfiguration: { lacks: "EventBridge alone", from: ["model", "events"] },
    GetBucketOwnershipControls: { lacks: stored, from: configuration },
    GetBucketPolicy: { from: configuration },
    GetBucketTagging: { from: configuration },
    GetBucketVersioning: { lacks: "MFA delete", from: ["model", "versions"] },
    GetObject: {
      lacks: customerKeys,
      ignores: payer,
      from: ["model", "errors", "conditions", "checksums", "versions", "queries", "reports"],
    },
    GetObjectAttributes: { lacks: customerKeys, ignores: payer, from: ["model", "checksums", "versions"] },
    GetObjectTagging: { ignores: payer, from: configuration },
    GetPublicAccessBlock: { from: configuration },
    HeadBucket: { lacks: "`BucketArn`", from: ["model", "errors"] },
    HeadObject: {
      lacks: customerKeys,
      ignores: payer,
      from: ["model", "errors", "conditions", "checksums", "versions"],
    },
    ListBuckets: { lacks: "buckets of other regions; `BucketArn`", from: configuration },
    ListMultipartUploads: { ignores: payer, from: ["model", "multipart"] },
    ListObjectVersions: { ignores: [...payer, "OptionalObjectAttributes"], from: ["model", "versions"] },
    ListObjects: { ignores: [...payer, "OptionalObjectAttributes"], from: configuration },
    ListObjectsV2: { ignores: [...payer, "OptionalObjectAttributes"], from: configuration },
    ListParts: { lacks: `${customerKeys}; \`AbortDate\``, ignores: payer, from: ["model", "multipart"] },
    PutBucketEncryption: {
      lacks: `${stored}; algorithm and key are checked, nothing else`,
      from: configuration,
    },
    PutBucketLifecycleConfiguration: {
      lacks: `${stored}; transitions, dates, sizes and tags of filters are not checked, rules without an ID get none`,
      ignores: ["TransitionDefaultMinimumObjectSize"],
      from: configuration,
    },
    PutBucketLogging: { lacks: `${stored}; the other bucket is not looked at`, from: configuration },
    PutBucketNotificationConfiguration: {
      lacks: "topics, queues and functions are refused by name: events go to EventBridge",
      ignores: ["SkipDestinationValidation"],
      from: ["model", "events"],
    },
    PutBucketOwnershipControls: { lacks: stored, from: configuration },
    PutBucketPolicy: {
      lacks:
        "grammar, operators, the bucket and whether it is public are checked; principals that do not exist, actions that do not fit, statements without a resource and the size of 20 KB are not",
      ignores: ["ConfirmRemoveSelfBucketAccess"],
      from: configuration,
    },
    PutBucketTagging: { from: configuration },
    PutBucketVersioning: { lacks: "MFA delete is refused by name", ignores: ["MFA"], from: ["model", "versions"] },
    PutObject: {
      lacks: `${ofWrites}; checksums by MD5, SHA-512 and XXHash are refused by name`,
      ignores: [...payer, "SSEKMSEncryptionContext"],
      from: ["model", "errors", "conditions", "checksums", "chunks", "queries", "versions", "events", "reports"],
    },
    PutObjectTagging: { ignores: payer, from: ["model", "events"] },
    PutPublicAccessBlock: { lacks: "what it says of policies is real, of ACLs there are none", from: configuration },
    UploadPart: { lacks: customerKeys, ignores: payer, from: ["model", "multipart", "checksums", "chunks"] },
    UploadPartCopy: { lacks: customerKeys, ignores: payer, from: ["model", "multipart", "conditions"] },
  },
  guesses: [
    {
      id: "policy-with-wildcards",
      about: ["PutBucketPolicy"],
      what: "A policy may be about buckets by a wildcard that the bucket's name begins like, and about `*`",
      silent: "Amazon S3 User Guide, bucket policies: says no more than that a resource is the bucket's",
    },
    {
      id: "reserved-tags-in-capitals",
      about: ["PutObjectTagging", "PutBucketTagging"],
      what: "Keys that begin with `aws:` are AWS's own; those that begin with `AWS:` are taken",
      silent: "Amazon S3 User Guide, tags: says that the prefix `aws:` is reserved, not in which case",
    },
    {
      id: "events-while-suspended",
      about: ["PutObject", "DeleteObject"],
      what: "`version-id` is left out of events while versioning is suspended",
      silent: "Amazon S3 User Guide, EventBridge event message structure: for buckets with versioning",
    },
    {
      id: "upload-completed-twice",
      about: ["CompleteMultipartUpload"],
      what: "Completing an upload again is `NoSuchUpload`",
      silent: "Amazon S3 API Reference, CompleteMultipartUpload: may succeed again for a while",
    },
    {
      id: "keys-of-events",
      about: ["PutObject", "DeleteObject"],
      what: "Keys in events to EventBridge are raw, not percent-encoded",
      silent: "Amazon S3 User Guide: shows plain keys, and says nothing of others",
    },
    {
      id: "etag-of-a-delete-marker",
      about: ["DeleteObject", "DeleteObjects"],
      what: "The event of a delete marker has the MD5 of nothing as its ETag",
      silent: "Amazon S3 User Guide, EventBridge event message structure: has it in one example",
    },
    {
      id: "requester-without-a-signature",
      about: ["PutObject", "DeleteObject"],
      what: "Events of requests without a signature have `anonymous` as their requester",
      silent: "Amazon S3 User Guide, EventBridge event message structure: an account or a service",
    },
  ],
});
