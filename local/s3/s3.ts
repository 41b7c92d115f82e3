import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import type { Service } from "../http/service.ts";
import type { ResourceTypes } from "../resource.ts";
import type { S3Event } from "./events.ts";
import { createS3Objects, type S3Objects } from "./objects.ts";
import { s3ResourceTypes } from "./resource-types.ts";
import { createS3Service } from "./service.ts";
import { createS3Store } from "./store.ts";

/** S3 as local AWS plays it. */
export interface S3 {
  readonly service: Service;
  readonly objects: S3Objects;
  /** The policy in JSON of the bucket that an ARN names, or that its object is in; nothing where there is none. */
  policyOf(resourceArn: string): string | undefined;
  /** `AWS::S3::Bucket`, `AWS::S3::BucketPolicy`. */
  readonly resourceTypes: ResourceTypes;
}

/**
 * Starts with no buckets. Buckets and versions live as long as the process; only the objects' bytes are files.
 * @param s3.directory where they go; made if need be, best empty, never cleaned up
 * @param s3.publish hears of objects in buckets whose notifications go to EventBridge, right after they are seen
 */
export function createS3(s3: {
  account: Account;
  clock: Clock;
  directory: string;
  publish: (event: S3Event) => void;
}): S3 {
  const store = createS3Store(s3);
  return {
    service: createS3Service(store),
    objects: createS3Objects(store),
    policyOf: (resourceArn) => store.buckets.policyOf(/^arn:[^:]+:s3:::([^/]+)/.exec(resourceArn)?.[1] ?? ""),
    resourceTypes: s3ResourceTypes(store),
  };
}
