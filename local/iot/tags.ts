import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from "@aws-sdk/client-iot";
import { AwsError } from "../http/aws-error.ts";
import { pageOf } from "../http/pages.ts";

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
  readonly operations: {
    TagResource(request: TagResourceRequest): Record<string, never>;
    UntagResource(request: UntagResourceRequest): Record<string, never>;
    ListTagsForResource(request: ListTagsForResourceRequest): ListTagsForResourceResponse;
  };
}

export function createTags(): Tags {
  const resources = new Map<string, Map<string, string>>();

  const tagsOf = (arn: string | undefined) => {
    const tags = resources.get(arn ?? "");
    if (!tags) throw new AwsError("ResourceNotFoundException", `Resource ${arn} not found`, 404);
    return tags;
  };

  return {
    register: (arn, tags = []) => void resources.set(arn, withTags(new Map(), tags)),
    forget: (arn) => void resources.delete(arn),
    operations: {
      TagResource({ resourceArn, tags }) {
        resources.set(resourceArn ?? "", withTags(tagsOf(resourceArn), tags ?? []));
        return {};
      },
      UntagResource({ resourceArn, tagKeys }) {
        const tags = tagsOf(resourceArn);
        for (const key of tagKeys ?? []) tags.delete(key);
        return {};
      },
      ListTagsForResource({ resourceArn, nextToken }) {
        const tags = [...tagsOf(resourceArn)].map(([Key, Value]) => ({ Key, Value }));
        const page = pageOf(tags, { limit: pageSize, nextToken }, ({ Key }) => Key);
        return { tags: page.items, ...(page.nextToken && { nextToken: page.nextToken }) };
      },
    },
  };
}

/** The tags with more of them set; the old ones stay as they are. */
function withTags(tags: ReadonlyMap<string, string>, more: readonly Tag[]): Map<string, string> {
  const keys = more.map((tag) => tag.Key ?? "");
  if (new Set(keys).size < keys.length) throw invalid("A tag key is given more than once.");
  const reserved = keys.find((key) => /^aws:/i.test(key));
  if (reserved !== undefined)
    throw invalid(`Tag key ${reserved} is not valid: keys that begin with aws: are reserved.`);
  const all = new Map([...tags, ...more.map((tag): [string, string] => [tag.Key ?? "", tag.Value ?? ""])]);
  if (all.size > mostTags) throw invalid(`The number of tags exceeds the limit of ${mostTags} per resource.`);
  return all;
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidRequestException", message, 400);
}
