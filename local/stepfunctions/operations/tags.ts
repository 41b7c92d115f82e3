import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  Tag,
  TagResourceInput,
  UntagResourceInput,
} from "@aws-sdk/client-sfn";
import { AwsError } from "../../http/aws-error.ts";
import type { Store } from "../store.ts";

const mostTags = 50;

/** The tags there are with those that are added. @throws AwsError TooManyTags */
export function checkedTags(
  present: ReadonlyMap<string, string>,
  added: readonly Tag[],
  resourceName = "",
): Map<string, string> {
  const tags = new Map([...present, ...added.map(({ key = "", value = "" }) => [key, value] as const)]);
  if (tags.size <= mostTags) return tags;
  throw new AwsError("TooManyTags", `A resource has at most ${mostTags} tags`, 400, { resourceName });
}

/** @throws AwsError ResourceNotFound, TooManyTags */
export function tagResource({ resourceArn, tags = [] }: TagResourceInput, store: Store): object {
  const present = tagsOf(store, resourceArn);
  for (const [key, value] of checkedTags(present, tags, resourceArn)) present.set(key, value);
  return {};
}

/** @throws AwsError ResourceNotFound */
export function untagResource({ resourceArn, tagKeys = [] }: UntagResourceInput, store: Store): object {
  const tags = tagsOf(store, resourceArn);
  for (const key of tagKeys) tags.delete(key);
  return {};
}

/** @throws AwsError ResourceNotFound */
export function listTagsForResource(
  { resourceArn }: ListTagsForResourceInput,
  store: Store,
): ListTagsForResourceOutput {
  return { tags: [...tagsOf(store, resourceArn)].map(([key, value]) => ({ key, value })) };
}

function tagsOf({ machines }: Store, arn: string | undefined): Map<string, string> {
  const machine = machines.get(arn ?? "");
  if (machine) return machine.tags;
  throw new AwsError("ResourceNotFound", `Resource not found: '${arn}'`, 400, { resourceName: arn });
}
