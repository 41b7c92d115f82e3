import type {
  CommonPrefix,
  ListObjectsOutput,
  ListObjectsRequest,
  ListObjectsV2Output,
  ListObjectsV2Request,
  Owner,
} from "@aws-sdk/client-s3";
import type { Bucket } from "../buckets.ts";
import { invalidArgument } from "../errors.ts";
import { keyEncoder, type Listing, listPage, pageLimit } from "../listing.ts";
import type { ObjectVersion } from "../object-version.ts";
import { ownerOf, type S3Store } from "../store.ts";

type ListedObject = NonNullable<ListObjectsOutput["Contents"]>[number];

export function listObjectsV2(request: ListObjectsV2Request, store: S3Store): ListObjectsV2Output {
  const bucket = store.buckets.get(request.Bucket);
  const { Prefix = "", Delimiter, StartAfter, ContinuationToken, EncodingType } = request;
  const limit = pageLimit(request.MaxKeys);
  const after = ContinuationToken === undefined ? (StartAfter ?? "") : readToken(ContinuationToken);
  const page = pageOfObjects(bucket, { prefix: Prefix, delimiter: Delimiter ?? "", after, limit });
  const encode = keyEncoder(EncodingType);
  return {
    Name: bucket.name,
    Prefix: encode(Prefix),
    Delimiter: Delimiter === undefined ? undefined : encode(Delimiter),
    StartAfter: StartAfter === undefined ? undefined : encode(StartAfter),
    ContinuationToken,
    EncodingType,
    MaxKeys: limit,
    KeyCount: page.items.length + page.commonPrefixes.length,
    IsTruncated: page.isTruncated,
    NextContinuationToken: page.last && writeToken(page.last.key),
    Contents: page.items.map((version) =>
      listedObject(version, encode, request.FetchOwner ? ownerOf(store) : undefined),
    ),
    CommonPrefixes: commonPrefixes(page.commonPrefixes, encode),
  };
}

export function listObjects(request: ListObjectsRequest, store: S3Store): ListObjectsOutput {
  const bucket = store.buckets.get(request.Bucket);
  const { Prefix = "", Delimiter, Marker = "", EncodingType } = request;
  const limit = pageLimit(request.MaxKeys);
  const page = pageOfObjects(bucket, { prefix: Prefix, delimiter: Delimiter ?? "", after: Marker, limit });
  const encode = keyEncoder(EncodingType);
  return {
    Name: bucket.name,
    Prefix: encode(Prefix),
    Marker: encode(Marker),
    Delimiter: Delimiter === undefined ? undefined : encode(Delimiter),
    EncodingType,
    MaxKeys: limit,
    IsTruncated: page.isTruncated,
    NextMarker: page.last && Delimiter !== undefined ? encode(page.last.key) : undefined, // else it is the last key anyway
    Contents: page.items.map((version) => listedObject(version, encode, ownerOf(store))),
    CommonPrefixes: commonPrefixes(page.commonPrefixes, encode),
  };
}

/** Prefixes as AWS's type has them. */
export function commonPrefixes(prefixes: readonly string[], encode: (text: string) => string): CommonPrefix[] {
  return prefixes.map((prefix) => ({ Prefix: encode(prefix) }));
}

function pageOfObjects({ versions }: Bucket, listing: Listing) {
  const current = function* () {
    for (const key of versions.keys()) {
      const version = versions.current(key);
      if (version && !version.isDeleteMarker) yield version;
    }
  };
  return listPage(current(), ({ key }) => key, listing);
}

function listedObject(
  version: ObjectVersion,
  encode: (text: string) => string,
  owner: Owner | undefined,
): ListedObject {
  return {
    Key: encode(version.key),
    LastModified: version.lastModified,
    ETag: `"${version.etag}"`,
    ChecksumAlgorithm: [version.checksum.algorithm],
    ChecksumType: version.checksum.type,
    Size: version.content.size,
    StorageClass: version.description.StorageClass as ListedObject["StorageClass"],
    Owner: owner,
  };
}

function writeToken(after: string): string {
  return Buffer.from(JSON.stringify({ after })).toString("base64");
}

function readToken(token: string): string {
  try {
    const { after } = JSON.parse(Buffer.from(token, "base64").toString()) as { after?: unknown };
    if (typeof after === "string") return after;
  } catch {
    // as invalid as one that says nothing
  }
  throw invalidArgument("The continuation token provided is incorrect", "continuation-token", token);
}
