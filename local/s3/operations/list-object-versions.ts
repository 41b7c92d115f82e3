import type {
  DeleteMarkerEntry,
  ObjectVersion as ListedVersion,
  ListObjectVersionsOutput,
  ListObjectVersionsRequest,
} from "@aws-sdk/client-s3";
import { invalidArgument } from "../errors.ts";
import { keyEncoder, listPage, pageLimit } from "../listing.ts";
import type { Version } from "../object-version.ts";
import { ownerOf, type S3Store } from "../store.ts";
import { compareKeys, type Versions } from "../versions.ts";
import { commonPrefixes } from "./list-objects.ts";

export function listObjectVersions(request: ListObjectVersionsRequest, store: S3Store): ListObjectVersionsOutput {
  const bucket = store.buckets.get(request.Bucket);
  const { Prefix = "", Delimiter, KeyMarker = "", VersionIdMarker, EncodingType } = request;
  if (VersionIdMarker !== undefined && KeyMarker === "") {
    throw invalidArgument(
      "A version-id marker cannot be specified without a key marker.",
      "version-id-marker",
      VersionIdMarker,
    );
  }
  const limit = pageLimit(request.MaxKeys);
  const page = listPage(
    allVersions(bucket.versions),
    ({ key }) => key,
    { prefix: Prefix, delimiter: Delimiter ?? "", after: KeyMarker, limit },
    isBehind(bucket.versions, KeyMarker, VersionIdMarker),
  );
  const encode = keyEncoder(EncodingType);
  const isLatest = (version: Version) => bucket.versions.current(version.key) === version;
  const listed = (version: Version) => ({
    Key: encode(version.key),
    VersionId: version.versionId,
    IsLatest: isLatest(version),
    LastModified: version.lastModified,
    Owner: ownerOf(store),
  });
  return {
    Name: bucket.name,
    Prefix: encode(Prefix),
    Delimiter: Delimiter === undefined ? undefined : encode(Delimiter),
    KeyMarker: encode(KeyMarker),
    VersionIdMarker: VersionIdMarker ?? "",
    EncodingType,
    MaxKeys: limit,
    IsTruncated: page.isTruncated,
    NextKeyMarker: page.last && encode(page.last.key),
    NextVersionIdMarker: page.last?.item?.versionId,
    Versions: page.items.flatMap((version): ListedVersion[] =>
      version.isDeleteMarker
        ? []
        : [
            {
              ...listed(version),
              ETag: `"${version.etag}"`,
              ChecksumAlgorithm: [version.checksum.algorithm],
              ChecksumType: version.checksum.type,
              Size: version.content.size,
              StorageClass: version.description.StorageClass as ListedVersion["StorageClass"],
            },
          ],
    ),
    DeleteMarkers: page.items
      .filter((version) => version.isDeleteMarker)
      .map((version): DeleteMarkerEntry => listed(version)),
    CommonPrefixes: commonPrefixes(page.commonPrefixes, encode),
  };
}

function* allVersions(versions: Versions): Generator<Version> {
  for (const key of versions.keys()) yield* versions.of(key);
}

/** Versions come newest first: what is behind a version of a key is older than it. */
function isBehind(versions: Versions, key: string, versionId: string | undefined): (version: Version) => boolean {
  const ofKey = versions.of(key);
  const marker = ofKey.findIndex((version) => version.versionId === versionId);
  return (version) => {
    const order = compareKeys(version.key, key);
    return order > 0 || (order === 0 && versionId !== undefined && ofKey.indexOf(version) > marker);
  };
}
