import { validateHeaderValue } from "node:http";
import type { Readable } from "node:stream";
import type { GetObjectOutput, GetObjectRequest, HeadObjectOutput, HeadObjectRequest } from "@aws-sdk/client-s3";
import type { Bucket } from "../buckets.ts";
import { checksumMembers } from "../checksums.ts";
import { checkReadConditions } from "../conditions.ts";
import { descriptionOf } from "../description.ts";
import { invalidArgument, s3Error } from "../errors.ts";
import { findObject, objectNameOf } from "../find-object.ts";
import { isArchived, type ObjectVersion } from "../object-version.ts";
import { type ByteRange, rangeOf } from "../ranges.ts";
import type { S3Store } from "../store.ts";

export function getObject(
  request: GetObjectRequest,
  store: S3Store,
): Omit<GetObjectOutput, "Body"> & { Body: Readable } {
  const bucket = store.buckets.get(request.Bucket);
  const version = findObject(bucket, objectNameOf(request));
  if (isArchived(version)) {
    throw s3Error("InvalidObjectState", undefined, { fields: { StorageClass: version.description.StorageClass } });
  }
  const { range, ...headers } = answerOf(bucket, version, request);
  return { ...headers, Body: store.blobs.read(version.content, range?.start, range?.end) };
}

export function headObject(request: HeadObjectRequest, store: S3Store): HeadObjectOutput {
  const bucket = store.buckets.get(request.Bucket);
  const { range: _, ...headers } = answerOf(bucket, findObject(bucket, objectNameOf(request)), request);
  return headers;
}

function answerOf(
  bucket: Bucket,
  version: ObjectVersion,
  request: GetObjectRequest | HeadObjectRequest,
): Omit<GetObjectOutput, "Body"> & { range: ByteRange | undefined } {
  checkReadConditions(request, version);
  const { size } = version.content;
  const range = partRange(version, request) ?? rangeOf(request.Range, size);
  return {
    ...descriptionOf(bucket, version),
    ...overridesIn(request),
    ...(request.PartNumber === undefined ? {} : { PartsCount: version.parts?.length }),
    // A checksum covers the whole object: beside a part of it, clients would hold the two against each other
    ...(request.ChecksumMode === "ENABLED" && !range ? statedChecksum(version) : {}),
    ContentLength: range ? range.end - range.start + 1 : size,
    ContentRange: range && `bytes ${range.start}-${range.end}/${size}`,
    range,
  };
}

function statedChecksum({ checksum }: ObjectVersion): Partial<GetObjectOutput> {
  return { ...checksumMembers(checksum), ChecksumType: checksum.type };
}

/** The bytes of one part. An object of one piece has a part 1. */
function partRange(
  { parts, content }: ObjectVersion,
  { PartNumber, Range }: GetObjectRequest | HeadObjectRequest,
): ByteRange | undefined {
  if (PartNumber === undefined) return undefined;
  if (Range !== undefined)
    throw s3Error("InvalidRequest", "Cannot specify both Range header and partNumber query parameter");
  const all = parts ?? [{ number: 1, size: content.size }];
  const index = all.findIndex(({ number }) => number === PartNumber);
  const size = all[index]?.size;
  if (size === undefined) {
    throw s3Error("InvalidPartNumber", undefined, {
      fields: { PartNumberRequested: PartNumber, ActualPartCount: all.length },
    });
  }
  if (size === 0) return undefined;
  const start = all.slice(0, index).reduce((sum, before) => sum + before.size, 0);
  return { start, end: start + size - 1 };
}

/** `response-content-type=…` and the like: how a presigned URL decides what a browser makes of an object. */
function overridesIn(request: GetObjectRequest | HeadObjectRequest): Partial<GetObjectOutput> {
  const overrides = {
    CacheControl: request.ResponseCacheControl,
    ContentDisposition: request.ResponseContentDisposition,
    ContentEncoding: request.ResponseContentEncoding,
    ContentLanguage: request.ResponseContentLanguage,
    ContentType: request.ResponseContentType,
    Expires: request.ResponseExpires,
  };
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) checkHeader(name, String(value));
  return Object.fromEntries(given);
}

function checkHeader(name: string, value: string): void {
  try {
    validateHeaderValue(name, value);
  } catch {
    throw invalidArgument("Header value cannot be represented using ISO-8859-1.", name, value);
  }
}
