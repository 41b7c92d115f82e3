import type {
  ListQueueTagsRequest,
  ListQueueTagsResult,
  TagQueueRequest,
  UntagQueueRequest,
} from "@aws-sdk/client-sqs";
import { invalidParameter } from "../errors.ts";
import type { QueueStore } from "../queue-store.ts";

const mostTags = 50;

/** The tags there are with those that are added. @throws AwsError InvalidParameterValue */
export function withTags(
  present: ReadonlyMap<string, string>,
  added: Readonly<Record<string, string>>,
): Map<string, string> {
  const reserved = Object.keys(added).find((key) => /^aws:/i.test(key));
  if (reserved !== undefined) throw invalidParameter(`Tag keys that begin with aws: are reserved: ${reserved}`);
  const all = new Map([...present, ...Object.entries(added)]);
  if (all.size <= mostTags) return all;
  throw invalidParameter(`Too many tags added for queue. Maximum allowed is ${mostTags}.`);
}

/** @throws AwsError QueueDoesNotExist, InvalidParameterValue: then none was put */
export function tagQueue({ QueueUrl, Tags = {} }: TagQueueRequest, queues: QueueStore): void {
  const { tags } = queues.byUrl(QueueUrl);
  for (const [key, value] of withTags(tags, Tags)) tags.set(key, value);
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
