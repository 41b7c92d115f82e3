import type { CreateJobRequest } from "@aws-sdk/client-iot";
import { invalidRequest } from "../errors.ts";
import type { ResolveDocument } from "./jobs.ts";

/** An object in S3, as a placeholder in a job document names it. */
export interface PlacedObject {
  readonly bucket: string;
  /** Decoded. */
  readonly key: string;
  readonly versionId: string | undefined;
}

/** Makes a URL by which the object can be had until it expires, signed with credentials of the role. */
export type Presign = (object: PlacedObject & { readonly roleArn: string; readonly expiresInSec: number }) => string;

const defaultExpiresInSec = 3600; // CreateJob's; an OTA update's jobs say theirs

/** In a JSON text; what follows the colon is still escaped as JSON. */
const placeholder = /\$\{aws:iot:s3-presigned-url(?:-v2)?:((?:[^"\\}]|\\.)*)\}/g;

/** Replaces each placeholder by a fresh URL, and leaves every other byte of the document as it is. */
export function presignedDocuments(presign: Presign): ResolveDocument {
  return (document, { presignedUrlConfig = {} }) => {
    const { roleArn = "", expiresInSec = defaultExpiresInSec } = presignedUrlConfig;
    return document.replace(placeholder, (whole, escaped: string) => {
      const object = objectIn(escaped);
      return object ? presign({ ...object, roleArn, expiresInSec }) : whole;
    });
  };
}

/**
 * "When you create a job that uses presigned Amazon S3 URLs, you must provide an IAM role" ("Managing jobs" in the AWS IoT
 * developer guide).
 * @throws AwsError `InvalidRequestException` without one, or for a placeholder that names no object
 */
export function checkPlaceholders(document: string, config: CreateJobRequest["presignedUrlConfig"]): void {
  const { roleArn, expiresInSec = defaultExpiresInSec } = config ?? {};
  if (expiresInSec < 60 || expiresInSec > 3600) {
    throw invalidRequest(`expiresInSec must be 60 to 3600, not ${expiresInSec}`);
  }
  for (const [whole, escaped = ""] of document.matchAll(placeholder)) {
    if (!objectIn(escaped)) throw invalidRequest(`${whole} names no object in S3`);
    if (!roleArn) throw invalidRequest(`${whole} needs a presignedUrlConfig with a roleArn`);
  }
}

const ofPathStyle = /^s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/;
const ofHostedStyle = /^(.+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/;

/** Reads `https://s3.region.amazonaws.com/bucket/key`, `https://bucket.s3.region.amazonaws.com/key`, and `bucket/key`, each with or without `?versionId=…`. */
function objectIn(escaped: string): PlacedObject | undefined {
  const [, host, path = "", query] = /^(?:https:\/\/([^/?]+)\/)?([^?]*)(?:\?(.*))?$/.exec(unescaped(escaped)) ?? [];
  const hosted = ofHostedStyle.exec(host ?? "")?.[1];
  if (host !== undefined && hosted === undefined && !ofPathStyle.test(host)) return undefined;
  const [, bucket, key] = (hosted === undefined ? /^([^/]+)\/(.+)$/s : /^()(.+)$/s).exec(path) ?? [];
  if (bucket === undefined || key === undefined) return undefined;
  const versionId = new URLSearchParams(query).get("versionId") ?? undefined;
  return { bucket: hosted ?? bucket, key: decoded(key), versionId };
}

function unescaped(json: string): string {
  try {
    return JSON.parse(`"${json}"`);
  } catch {
    return json; // no text of JSON's, so no placeholder either
  }
}

/** A percent sign that encodes nothing stays what it is. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
