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

/** What only AWS itself gives (https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#concepts-tagging). */
const reserved = /^aws:/i;

/** The tags there are with those that are added. @throws AwsError TooManyTags, ValidationException for AWS's own */
export function checkedTags(
  present: ReadonlyMap<string, string>,
  added: readonly Tag[],
  resourceName = "",
): Map<string, string> {
  for (const { key = "" } of added) {
    if (!reserved.test(key)) continue;
    throw new AwsError("ValidationException", `Tag keys may not begin with 'aws:': '${key}'`);
  }
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
