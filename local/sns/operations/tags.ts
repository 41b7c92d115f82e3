import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from "@aws-sdk/client-sns";
import { AwsError } from "../../http/aws-error.ts";
import type { TopicStore } from "../topic-store.ts";

const mostTags = 50;

/** @throws AwsError ResourceNotFoundException, TagLimitExceededException: then none was put */
export function tagResource({ ResourceArn, Tags = [] }: TagResourceRequest, topics: TopicStore): void {
  const tags = tagsOf(topics, ResourceArn);
  const added = Tags.map(({ Key = "", Value = "" }) => [Key, Value] as const);
  if (new Map([...tags, ...added]).size > mostTags)
    throw new AwsError("TagLimitExceededException", "Could not complete request: tag quota of per resource exceeded");
  for (const [key, value] of added) tags.set(key, value);
}

/** @throws AwsError ResourceNotFoundException */
export function untagResource({ ResourceArn, TagKeys = [] }: UntagResourceRequest, topics: TopicStore): void {
  const tags = tagsOf(topics, ResourceArn);
  for (const key of TagKeys) tags.delete(key);
}

/** @throws AwsError ResourceNotFoundException */
export function listTagsForResource(
  { ResourceArn }: ListTagsForResourceRequest,
  topics: TopicStore,
): ListTagsForResourceResponse {
  return { Tags: [...tagsOf(topics, ResourceArn)].map(([Key, Value]) => ({ Key, Value })) };
}

function tagsOf(topics: TopicStore, arn = ""): Map<string, string> {
  const topic = topics.find(arn);
  if (!topic) throw new AwsError("ResourceNotFoundException", "Resource does not exist");
  return topic.tags;
}
