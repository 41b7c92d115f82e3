import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from "@aws-sdk/client-iot";
import type { Operations } from "../http/api-service.ts";
import { pageOf } from "../http/pages.ts";
import { invalidRequest, notFound } from "./errors.ts";

const mostTags = 50; // per resource
const pageSize = 50; // ListTagsForResource has no maxResults

/** The tags of every taggable IoT resource, by ARN. */
export interface Tags {
  /**
   * Makes a resource known, with the tags it was created with.
   * @throws AwsError `InvalidRequestException` for a key given twice, a reserved key, or more than 50 tags; then nothing is registered
   */
  register(arn: string, tags?: readonly Tag[]): void;
  /** The resource is gone, and its tags with it. */
  forget(arn: string): void;
  readonly operations: Operations;
}

export function createTags(): Tags {
  const resources = new Map<string, Map<string, string>>();

  const tagsOf = (arn: string | undefined) => {
    const tags = resources.get(arn ?? "");
    if (!tags) throw notFound(`Resource ${arn} not found`);
    return tags;
  };

  return {
    register: (arn, tags = []) => void resources.set(arn, withTags(new Map(), tags)),
    forget: (arn) => void resources.delete(arn),
    operations: {
      TagResource({ resourceArn, tags }: TagResourceRequest) {
        resources.set(resourceArn ?? "", withTags(tagsOf(resourceArn), tags ?? []));
      },
      UntagResource({ resourceArn, tagKeys }: UntagResourceRequest) {
        const tags = tagsOf(resourceArn);
        for (const key of tagKeys ?? []) tags.delete(key);
      },
      ListTagsForResource({ resourceArn, nextToken }: ListTagsForResourceRequest): ListTagsForResourceResponse {
        const tags = [...tagsOf(resourceArn)].map(([Key, Value]) => ({ Key, Value }));
        const page = pageOf(tags, { limit: pageSize, nextToken }, ({ Key }) => Key);
        return { tags: page.items, nextToken: page.nextToken };
      },
    },
  };
}

/** The tags with more of them set; the old ones stay as they are. */
function withTags(tags: ReadonlyMap<string, string>, more: readonly Tag[]): Map<string, string> {
  const keys = more.map((tag) => tag.Key ?? "");
  if (new Set(keys).size < keys.length) throw invalidRequest("A tag key is given more than once.");
  const reserved = keys.find((key) => /^aws:/i.test(key));
  if (reserved !== undefined)
    throw invalidRequest(`Tag key ${reserved} is not valid: keys that begin with aws: are reserved.`);
  const all = new Map([...tags, ...more.map((tag): [string, string] => [tag.Key ?? "", tag.Value ?? ""])]);
  if (all.size > mostTags) throw invalidRequest(`The number of tags exceeds the limit of ${mostTags} per resource.`);
  return all;
}
