import {
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { s3 } from "../../functions/aws/clients.ts";
import { isNamed } from "../../functions/aws/failure.ts";
import { look, lookFor, type Sight } from "./sight.ts";

/** A bucket of the pipeline, as far as releases depend on it. */
export interface BucketFacts {
  readonly bucket: string;
  /** `Enabled`, `Suspended`, `off` where it never was on, `gone` where the bucket is not there. */
  readonly versioning: Sight<string>;
  readonly tellsEventBridge: Sight<boolean>;
  /** How many of the four blocks of public access are on. */
  readonly publicAccessBlocks: Sight<number>;
  /** The policy's document; undefined where there is none. */
  readonly policy: Sight<string | undefined>;
}

export async function lookAtBucket(bucket: string): Promise<BucketFacts> {
  const Bucket = bucket;
  const [versioning, tellsEventBridge, publicAccessBlocks, policy] = await Promise.all([
    look("s3:GetBucketVersioning", () => versioningOf(Bucket)),
    look("s3:GetBucketNotification", async () => {
      const answer = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
      return answer.EventBridgeConfiguration !== undefined;
    }),
    look("s3:GetBucketPublicAccessBlock", () => blocksOf(Bucket)),
    lookFor("s3:GetBucketPolicy", ["NoSuchBucketPolicy"], async () => {
      return (await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy;
    }),
  ]);
  return { bucket, versioning, tellsEventBridge, publicAccessBlocks, policy };
}

async function versioningOf(Bucket: string): Promise<string> {
  try {
    return (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status ?? "off";
  } catch (error) {
    if (isNamed(error, "NoSuchBucket")) return "gone";
    throw error;
  }
}

async function blocksOf(Bucket: string): Promise<number> {
  try {
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    return Object.values(PublicAccessBlockConfiguration ?? {}).filter((isOn) => isOn === true).length;
  } catch (error) {
    if (isNamed(error, "NoSuchPublicAccessBlockConfiguration")) return 0;
    throw error;
  }
}
