import type { Tag } from "@aws-sdk/client-s3";
import { s3Error } from "./errors.ts";

/** How many tags something may have, and how S3 says that it has too many, or one of AWS's own. */
const limits = {
  object: {
    most: 10,
    tooMany: "Object tags cannot be greater than 10",
    reserved: "Your TagKey cannot be prefixed with aws:",
  },
  bucket: {
    most: 50,
    tooMany: "Bucket tag count cannot be greater than 50",
    reserved: "System tags cannot be added/updated by requester",
  },
  newBucket: {
    most: 50,
    tooMany: "Bucket tag count cannot be greater than 50",
    reserved:
      'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
  },
} as const;

/** `x-amz-tagging`: `k1=v1&k2=v2`, form-encoded. @throws AwsError InvalidTag */
export function tagsOf(header: string | undefined): Tag[] {
  return checkedTags([...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value })));
}

/** Letters, spaces and digits of all scripts, and eight signs ("Categorizing your objects using tags" in the Amazon S3 User Guide). */
const text = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * @throws AwsError InvalidTag for the same key twice, AWS's own keys (`aws:`), and keys and values that are too long or have other
 * characters than tags may; BadRequest for too many
 */
export function checkedTags(tags: readonly Tag[] | undefined, of: keyof typeof limits = "object"): Tag[] {
  const { most, tooMany, reserved } = limits[of];
  const given = (tags ?? []).map(({ Key = "", Value = "" }) => ({ Key, Value }));
  if (given.length > most) throw s3Error("BadRequest", tooMany);
  const seen = new Set<string>();
  for (const { Key, Value } of given) {
    if (seen.has(Key)) throw invalidTag("Cannot provide multiple Tags with the same key", Key, Value);
    if (Key.startsWith("aws:")) throw invalidTag(reserved, Key, Value);
    if (Key.length < 1 || Key.length > 128 || !text.test(Key)) {
      throw invalidTag("The TagKey you have provided is invalid", Key, Value);
    }
    if (Value.length > 256 || !text.test(Value)) {
      throw invalidTag("The TagValue you have provided is invalid", Key, Value);
    }
    seen.add(Key);
  }
  return given;
}

function invalidTag(message: string, TagKey: string, TagValue: string): Error {
  return s3Error("InvalidTag", message, { fields: { TagKey, TagValue } });
}
