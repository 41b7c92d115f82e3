import { s3Error } from "./errors.ts";
import type { ObjectVersion, Version } from "./object-version.ts";

/** Under which conditions an object is read ("Conditional reads" in the Amazon S3 User Guide). */
export interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

/** Under which conditions an object is written ("Conditional writes"). */
export interface WriteConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

/** @throws AwsError NotModified (304), PreconditionFailed (412) */
export function checkReadConditions(conditions: ReadConditions, version: ObjectVersion): void {
  const failed = failedCondition(conditions, version);
  if (failed === "If-Match" || failed === "If-Unmodified-Since") throw preconditionFailed(failed);
  if (failed) throw s3Error("NotModified", undefined, { headers: validators(version) });
}

/** What a copy asks of its source. @throws AwsError PreconditionFailed, whichever of the conditions fails */
export function checkCopySourceConditions(conditions: ReadConditions, source: ObjectVersion): void {
  const failed = failedCondition(conditions, source);
  if (failed) throw preconditionFailed(`x-amz-copy-source-${failed}`);
}

/** An ETag decides over a date where both are given. */
function failedCondition(
  { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince }: ReadConditions,
  { etag, lastModified }: ObjectVersion,
): "If-Match" | "If-Unmodified-Since" | "If-None-Match" | "If-Modified-Since" | undefined {
  const changed = Math.floor(lastModified.getTime() / 1000); // HTTP knows whole seconds only
  const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, etag)) return "If-Match";
  } else if (IfUnmodifiedSince && changed > seconds(IfUnmodifiedSince)) return "If-Unmodified-Since";
  if (IfNoneMatch !== undefined) {
    if (matches(IfNoneMatch, etag)) return "If-None-Match";
  } else if (IfModifiedSince && changed <= seconds(IfModifiedSince)) return "If-Modified-Since";
  return undefined;
}

/** @throws AwsError NotImplemented for conditions that S3 has for reads only */
export function checkWriteHeaders({ IfMatch, IfNoneMatch }: WriteConditions): void {
  const notImplemented = (header: string, additionalMessage?: string) =>
    s3Error("NotImplemented", undefined, { fields: { Header: header, additionalMessage } });
  if (IfNoneMatch !== undefined && IfMatch !== undefined) {
    throw notImplemented("If-None-Match", "Multiple conditional request headers present in the request");
  }
  if (IfNoneMatch !== undefined && IfNoneMatch !== "*") throw notImplemented("If-None-Match");
  if (IfMatch === "*") throw notImplemented("If-Match");
}

/**
 * Decides at the moment an object is about to be seen, so that of several writers one wins.
 * @param current the key's newest version
 * @param wasDeleted whether the key's object was deleted while the bytes came in
 * @throws AwsError PreconditionFailed, NoSuchKey, ConditionalRequestConflict
 */
export function checkWriteConditions(
  { IfMatch, IfNoneMatch }: WriteConditions,
  key: string,
  current: Version | undefined,
  wasDeleted: boolean,
): void {
  const exists = current && !current.isDeleteMarker;
  if (IfNoneMatch !== undefined) {
    if (exists) throw preconditionFailed("If-None-Match");
    if (wasDeleted) {
      throw s3Error("ConditionalRequestConflict", undefined, { fields: { Condition: "If-None-Match", Key: key } });
    }
  }
  if (IfMatch !== undefined) {
    if (!exists) throw s3Error("NoSuchKey", undefined, { fields: { Key: key } });
    if (!matches(IfMatch, current.etag)) throw preconditionFailed("If-Match");
  }
}

/** A delete takes `*` too: there has to be something. @throws AwsError PreconditionFailed, NoSuchKey */
export function checkDeleteCondition(ifMatch: string | undefined, key: string, current: Version | undefined): void {
  checkWriteConditions({ IfMatch: ifMatch }, key, current, false);
}

/** What lets a client ask whether an object has changed. */
export function validators({ etag, lastModified }: ObjectVersion): Record<string, string> {
  return { etag: `"${etag}"`, "last-modified": lastModified.toUTCString() };
}

function matches(condition: string, etag: string): boolean {
  return condition.split(",").some((one) => ["*", etag].includes(one.trim().replace(/^(W\/)?"(.*)"$/, "$2")));
}

function preconditionFailed(condition: string): Error {
  return s3Error("PreconditionFailed", undefined, { fields: { Condition: condition } });
}
