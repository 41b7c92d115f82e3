import type { Value } from "../template.ts";

/** SAM's `Tags` are an object, CloudFormation's a list; and SAM adds one of its own. */
export function samTags(createdBy: string, tags: Value): { Key: string; Value: Value }[] {
  const all = { [createdBy]: "SAM", ...(tags as Readonly<Record<string, Value>> | undefined) };
  return Object.entries(all).map(([Key, value]) => ({ Key, Value: value }));
}
