import type {
  ListQueueTagsRequest,
  ListQueueTagsResult,
  TagQueueRequest,
  UntagQueueRequest,
} from "@aws-sdk/client-sqs";
import { invalidParameter } from "../errors.ts";
import type { QueueStore } from "../queue-store.ts";

const mostTags = 50;

/** @throws AwsError QueueDoesNotExist, InvalidParameterValue: then none was put */
export function tagQueue({ QueueUrl, Tags = {} }: TagQueueRequest, queues: QueueStore): void {
  const { tags } = queues.byUrl(QueueUrl);
  const added = Object.entries(Tags);
  if (new Set([...tags.keys(), ...Object.keys(Tags)]).size > mostTags)
    throw invalidParameter(`Too many tags added for queue. Maximum allowed is ${mostTags}.`);
  for (const [key, value] of added) tags.set(key, value);
}

/** @throws AwsError QueueDoesNotExist */
export function untagQueue({ QueueUrl, TagKeys = [] }: UntagQueueRequest, queues: QueueStore): void {
  const { tags } = queues.byUrl(QueueUrl);
  for (const key of TagKeys) tags.delete(key);
}

/** @throws AwsError QueueDoesNotExist */
export function listQueueTags({ QueueUrl }: ListQueueTagsRequest, queues: QueueStore): ListQueueTagsResult {
  const { tags } = queues.byUrl(QueueUrl);
  return tags.size > 0 ? { Tags: Object.fromEntries(tags) } : {};
}
