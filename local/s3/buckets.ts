import type {
  BucketVersioningStatus,
  LifecycleRule,
  LoggingEnabled,
  NotificationConfiguration,
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionConfiguration,
  Tag,
} from "@aws-sdk/client-s3";
import { s3Error } from "./errors.ts";
import type { Upload } from "./upload.ts";
import { createVersions, type Versions } from "./versions.ts";

/** What a bucket is set to, as it came. Notifications, policy and public access block make a difference here, encryption one to headers. */
export interface BucketConfiguration {
  encryption: ServerSideEncryptionConfiguration;
  lifecycleRules?: LifecycleRule[] | undefined;
  logging?: LoggingEnabled | undefined;
  notification: NotificationConfiguration;
  ownershipControls?: OwnershipControls | undefined;
  /** JSON. */
  policy?: string | undefined;
  publicAccessBlock?: PublicAccessBlockConfiguration | undefined;
  tags?: Tag[] | undefined;
}

export interface Bucket {
  readonly name: string;
  readonly created: Date;
  /** Undefined until it is set for the first time. */
  versioning: BucketVersioningStatus | undefined;
  readonly versions: Versions;
  /** Multipart uploads under way, by their id. */
  readonly uploads: Map<string, Upload>;
  /** How often each key's object has been deleted: a conditional write that a delete overtakes has to know. */
  readonly deletions: Map<string, number>;
  readonly configuration: BucketConfiguration;
}

/** The account's buckets. */
export interface Buckets {
  /** @throws AwsError NoSuchBucket */
  get(name: string | undefined): Bucket;
  /** @throws AwsError InvalidBucketName, BucketAlreadyOwnedByYou */
  create(name: string | undefined): Bucket;
  /** @throws AwsError NoSuchBucket, BucketNotEmpty */
  delete(name: string | undefined): Bucket;
  /** By name. */
  list(): Bucket[];
  /** The bucket's policy in JSON; nothing where it has none, or where there is no bucket. */
  policyOf(name: string): string | undefined;
}

export const defaultEncryption: ServerSideEncryptionConfiguration = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
};

export function createBuckets(now: () => Date): Buckets {
  const buckets = new Map<string, Bucket>();
  const get = (name = "") => {
    const bucket = buckets.get(name);
    if (!bucket) throw s3Error("NoSuchBucket", undefined, { fields: { BucketName: name } });
    return bucket;
  };
  return {
    get,
    policyOf: (name) => buckets.get(name)?.configuration.policy,
    list: () => [...buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    create(name = "") {
      if (!isBucketName(name)) throw s3Error("InvalidBucketName", undefined, { fields: { BucketName: name } });
      if (buckets.has(name)) throw s3Error("BucketAlreadyOwnedByYou", undefined, { fields: { BucketName: name } });
      const bucket = newBucket(name, now());
      buckets.set(name, bucket);
      return bucket;
    },
    delete(name) {
      const bucket = get(name);
      if (bucket.versions.keys().length > 0) {
        const hint = bucket.versioning ? ". You must delete all versions in the bucket." : "";
        throw s3Error("BucketNotEmpty", `The bucket you tried to delete is not empty${hint}`, {
          fields: { BucketName: bucket.name },
        });
      }
      buckets.delete(bucket.name);
      return bucket;
    },
  };
}

/** What S3 sets a new bucket to since April 2023 ("Default settings for new S3 buckets FAQ"). */
function newBucket(name: string, created: Date): Bucket {
  return {
    name,
    created,
    versioning: undefined,
    versions: createVersions(),
    uploads: new Map(),
    deletions: new Map(),
    configuration: {
      encryption: defaultEncryption,
      notification: {},
      ownershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      publicAccessBlock: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    },
  };
}

/** "General purpose bucket naming rules" in the Amazon S3 User Guide. */
function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes("..") &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(xn--|sthree-|amzn-s3-demo-)/.test(name) &&
    !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name)
  );
}
