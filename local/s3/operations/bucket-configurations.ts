import type * as s3 from "@aws-sdk/client-s3";
import type { ServiceRequest } from "../../http/service.ts";
import { checkedEncryption } from "../bucket-encryption.ts";
import { setPolicy } from "../bucket-policy.ts";
import { type BucketConfiguration, defaultEncryption } from "../buckets.ts";
import { type S3ErrorName, s3Error } from "../errors.ts";
import { checkedRules } from "../lifecycle-rules.ts";
import type { S3Store } from "../store.ts";
import { checkedTags } from "../tags.ts";

/** Settings that are kept and given back as they came. */

interface OfBucket {
  readonly Bucket: string | undefined;
}

export function getBucketEncryption(request: OfBucket, store: S3Store): s3.GetBucketEncryptionOutput {
  return { ServerSideEncryptionConfiguration: configurationOf(request, store).encryption };
}

export function putBucketEncryption(request: s3.PutBucketEncryptionRequest, store: S3Store): void {
  const encryption = request.ServerSideEncryptionConfiguration ?? defaultEncryption;
  configurationOf(request, store).encryption = checkedEncryption(encryption);
}

/** There is no bucket without encryption: back to S3's own keys. */
export function deleteBucketEncryption(request: OfBucket, store: S3Store): void {
  configurationOf(request, store).encryption = defaultEncryption;
}

export function getBucketLifecycleConfiguration(
  request: OfBucket,
  store: S3Store,
): s3.GetBucketLifecycleConfigurationOutput {
  return { Rules: [...setting(request, store, "lifecycleRules", "NoSuchLifecycleConfiguration")] };
}

export function putBucketLifecycleConfiguration(
  request: s3.PutBucketLifecycleConfigurationRequest,
  store: S3Store,
): void {
  configurationOf(request, store).lifecycleRules = checkedRules(request.LifecycleConfiguration?.Rules);
}

export function deleteBucketLifecycle(request: OfBucket, store: S3Store): void {
  configurationOf(request, store).lifecycleRules = undefined;
}

/** No error where there is none: S3 answers an empty status. */
export function getBucketLogging(request: OfBucket, store: S3Store): s3.GetBucketLoggingOutput {
  const { logging } = configurationOf(request, store);
  return logging ? { LoggingEnabled: logging } : {};
}

/** Without `LoggingEnabled`, there is no more logging. */
export function putBucketLogging(request: s3.PutBucketLoggingRequest, store: S3Store): void {
  configurationOf(request, store).logging = request.BucketLoggingStatus?.LoggingEnabled;
}

export function getBucketOwnershipControls(request: OfBucket, store: S3Store): s3.GetBucketOwnershipControlsOutput {
  return { OwnershipControls: setting(request, store, "ownershipControls", "OwnershipControlsNotFoundError") };
}

export function putBucketOwnershipControls(request: s3.PutBucketOwnershipControlsRequest, store: S3Store): void {
  configurationOf(request, store).ownershipControls = checkedOwnership(request.OwnershipControls);
}

export function deleteBucketOwnershipControls(request: OfBucket, store: S3Store): void {
  configurationOf(request, store).ownershipControls = undefined;
}

export function getBucketPolicy(request: OfBucket, store: S3Store): s3.GetBucketPolicyOutput {
  return { Policy: setting(request, store, "policy", "NoSuchBucketPolicy") };
}

export function putBucketPolicy(request: s3.PutBucketPolicyRequest, store: S3Store, { caller }: ServiceRequest): void {
  setPolicy(store.buckets.get(request.Bucket), request.Policy ?? "", caller.arn);
}

export function deleteBucketPolicy(request: OfBucket, store: S3Store): void {
  configurationOf(request, store).policy = undefined;
}

export function getPublicAccessBlock(request: OfBucket, store: S3Store): s3.GetPublicAccessBlockOutput {
  const missing = "NoSuchPublicAccessBlockConfiguration";
  return { PublicAccessBlockConfiguration: setting(request, store, "publicAccessBlock", missing) };
}

export function putPublicAccessBlock(request: s3.PutPublicAccessBlockRequest, store: S3Store): void {
  configurationOf(request, store).publicAccessBlock = completeBlock(request.PublicAccessBlockConfiguration ?? {});
}

export function deletePublicAccessBlock(request: OfBucket, store: S3Store): void {
  configurationOf(request, store).publicAccessBlock = undefined;
}

export function getBucketTagging(request: OfBucket, store: S3Store): s3.GetBucketTaggingOutput {
  return { TagSet: setting(request, store, "tags", "NoSuchTagSet") };
}

export function putBucketTagging(request: s3.PutBucketTaggingRequest, store: S3Store): void {
  configurationOf(request, store).tags = checkedTags(request.Tagging?.TagSet, "bucket");
}

export function deleteBucketTagging(request: OfBucket, store: S3Store): void {
  configurationOf(request, store).tags = undefined;
}

const owners: readonly unknown[] = ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"];

/** One rule says who owns the objects. @throws AwsError MalformedXML */
export function checkedOwnership(controls: s3.OwnershipControls | undefined): s3.OwnershipControls {
  const [rule, ...others] = controls?.Rules ?? [];
  if (!controls || !owners.includes(rule?.ObjectOwnership) || others.length > 0) throw s3Error("MalformedXML");
  return controls;
}

/** What is not said is off. @throws AwsError InvalidRequest where nothing is said */
export function completeBlock(block: s3.PublicAccessBlockConfiguration): s3.PublicAccessBlockConfiguration {
  if (Object.keys(block).length === 0) throw s3Error("InvalidRequest", "Must specify at least one configuration.");
  const off = {
    BlockPublicAcls: false,
    IgnorePublicAcls: false,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
  };
  return { ...off, ...block };
}

function configurationOf({ Bucket }: OfBucket, store: S3Store): BucketConfiguration {
  return store.buckets.get(Bucket).configuration;
}

function setting<Name extends keyof BucketConfiguration>(
  request: OfBucket,
  store: S3Store,
  name: Name,
  missing: S3ErrorName,
): NonNullable<BucketConfiguration[Name]> {
  const value = configurationOf(request, store)[name];
  if (value === undefined) throw s3Error(missing, undefined, { fields: { BucketName: request.Bucket } });
  return value as NonNullable<BucketConfiguration[Name]>;
}
