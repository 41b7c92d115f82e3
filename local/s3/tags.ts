import type { Tag } from "@aws-sdk/client-s3";
import { s3Error } from "./errors.ts";

/** `x-amz-tagging`: `k1=v1&k2=v2`, form-encoded. @throws AwsError InvalidTag */
export function tagsOf(header: string | undefined): Tag[] {
  return checkedTags([...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value })));
}

/**
 * @param most 10 for an object, 50 for a bucket
 * @throws AwsError InvalidTag for the same key twice, or a key or value that is too long; BadRequest for too many
 */
export function checkedTags(tags: readonly Tag[] | undefined, most = 10): Tag[] {
  const given = (tags ?? []).map(({ Key = "", Value = "" }) => ({ Key, Value }));
  if (given.length > most) throw s3Error("BadRequest", `Object tags cannot be greater than ${most}`);
  const seen = new Set<string>();
  for (const { Key, Value } of given) {
    if (seen.has(Key)) throw invalidTag("Cannot provide multiple Tags with the same key", Key, Value);
    if (Key.length < 1 || Key.length > 128) throw invalidTag("The TagKey you have provided is invalid", Key, Value);
    if (Value.length > 256) throw invalidTag("The TagValue you have provided is invalid", Key, Value);
    seen.add(Key);
  }
  return given;
}

function invalidTag(message: string, TagKey: string, TagValue: string): Error {
  return s3Error("InvalidTag", message, { fields: { TagKey, TagValue } });
}
