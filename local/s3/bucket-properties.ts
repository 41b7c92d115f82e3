import type {
  LifecycleRule,
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionRule,
  Tag,
} from "@aws-sdk/client-s3";
import { checkedEncryption } from "./bucket-encryption.ts";
import { type Bucket, defaultEncryption } from "./buckets.ts";
import { s3Error } from "./errors.ts";
import { checkedRules } from "./lifecycle-rules.ts";
import { checkedOwnership, completeBlock } from "./operations/bucket-configurations.ts";
import { playedNotification } from "./operations/bucket-notification.ts";
import { checkedTags } from "./tags.ts";

type Properties = Readonly<Record<string, unknown>>;
type Setter = (bucket: Bucket, value: Properties) => void;

/** What a property of `AWS::S3::Bucket` does: CloudFormation's words are not always S3's. */
const setters: Readonly<Record<string, Setter>> = {
  VersioningConfiguration(bucket, { Status }) {
    if (Status !== "Enabled" && Status !== "Suspended") throw invalid("VersioningConfiguration.Status", Status);
    bucket.versioning = Status;
  },
  BucketEncryption({ configuration }, { ServerSideEncryptionConfiguration }) {
    const rules = listOf(ServerSideEncryptionConfiguration, "BucketEncryption.ServerSideEncryptionConfiguration");
    configuration.encryption = checkedEncryption({
      Rules: rules.map(({ ServerSideEncryptionByDefault, BucketKeyEnabled = false }) => {
        const rule = { ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault, BucketKeyEnabled };
        return rule as ServerSideEncryptionRule;
      }),
    });
  },
  PublicAccessBlockConfiguration({ configuration }, value) {
    const block = Object.entries(value).map(([name, on]) => [name, String(on) === "true"]); // texts are taken as well
    configuration.publicAccessBlock = completeBlock(Object.fromEntries(block) as PublicAccessBlockConfiguration);
  },
  OwnershipControls({ configuration }, { Rules }) {
    const controls = { Rules: listOf(Rules, "OwnershipControls.Rules") } as unknown as OwnershipControls;
    configuration.ownershipControls = checkedOwnership(controls);
  },
  NotificationConfiguration({ configuration }, { EventBridgeConfiguration, ...others }) {
    const isEnabled =
      EventBridgeConfiguration !== undefined &&
      (EventBridgeConfiguration as Properties)["EventBridgeEnabled"] !== false;
    configuration.notification = playedNotification({
      ...others,
      ...(isEnabled ? { EventBridgeConfiguration: {} } : {}),
    });
  },
  LifecycleConfiguration({ configuration }, { Rules }) {
    configuration.lifecycleRules = checkedRules(listOf(Rules, "LifecycleConfiguration.Rules").map(lifecycleRule));
  },
  LoggingConfiguration({ configuration, name }, { DestinationBucketName = name, LogFilePrefix = "", ...others }) {
    const [other] = Object.keys(others);
    if (other) throw notPlayed(`LoggingConfiguration.${other}`);
    configuration.logging = { TargetBucket: String(DestinationBucketName), TargetPrefix: String(LogFilePrefix) };
  },
};

/** What a bucket is set to that has lost the property. */
const resetters: Readonly<Record<string, (bucket: Bucket) => void>> = {
  VersioningConfiguration(bucket) {
    bucket.versioning = "Suspended"; // nothing turns it off again
  },
  BucketEncryption({ configuration }) {
    configuration.encryption = defaultEncryption;
  },
  PublicAccessBlockConfiguration({ configuration }) {
    configuration.publicAccessBlock = undefined;
  },
  OwnershipControls({ configuration }) {
    configuration.ownershipControls = undefined;
  },
  NotificationConfiguration({ configuration }) {
    configuration.notification = {};
  },
  LifecycleConfiguration({ configuration }) {
    configuration.lifecycleRules = undefined;
  },
  LoggingConfiguration({ configuration }) {
    configuration.logging = undefined;
  },
  Tags({ configuration }) {
    configuration.tags = undefined;
  },
};

/** Sets back what these properties have set. */
export function resetProperties(bucket: Bucket, names: readonly string[]): void {
  for (const name of names) resetters[name]?.(bucket);
}

/** The rest: no object, and so no setter of the above's form. */
const otherProperties = ["BucketName", "Tags"];

/** @throws AwsError NotImplemented for properties that are not played, InvalidRequest for those that make no sense */
export function setProperties(bucket: Bucket, properties: Properties): void {
  for (const [name, value] of Object.entries(properties)) {
    if (otherProperties.includes(name)) continue;
    const set = Object.hasOwn(setters, name) ? setters[name] : undefined;
    if (!set) throw notPlayed(name);
    if (!isObject(value)) throw invalid(name, value);
    set(bucket, value);
  }
  if (properties["Tags"] !== undefined) {
    bucket.configuration.tags = checkedTags(listOf(properties["Tags"], "Tags") as unknown as Tag[], "bucket");
  }
}

function lifecycleRule(rule: Properties): LifecycleRule {
  const {
    Id,
    Status,
    Prefix = "",
    ExpirationInDays,
    ExpiredObjectDeleteMarker,
    NoncurrentVersionExpiration,
    AbortIncompleteMultipartUpload,
    ...others
  } = rule;
  const [other] = Object.keys(others);
  if (other) throw notPlayed(`LifecycleConfiguration.Rules.${other}`);
  const expires = ExpirationInDays !== undefined || ExpiredObjectDeleteMarker !== undefined;
  return {
    ID: Id,
    Status,
    Filter: { Prefix },
    Expiration: expires ? { Days: ExpirationInDays, ExpiredObjectDeleteMarker } : undefined,
    NoncurrentVersionExpiration,
    AbortIncompleteMultipartUpload,
  } as LifecycleRule;
}

function listOf(value: unknown, name: string): Properties[] {
  if (!Array.isArray(value) || !value.every(isObject)) throw invalid(name, value);
  return value;
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function notPlayed(name: string): Error {
  return s3Error("NotImplemented", `Local AWS does not play the property ${name} of AWS::S3::Bucket.`);
}

function invalid(name: string, value: unknown): Error {
  return s3Error("InvalidRequest", `The property ${name} of AWS::S3::Bucket cannot be ${JSON.stringify(value)}.`);
}
