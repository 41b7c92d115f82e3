import type {
  GetObjectAttributesOutput,
  GetObjectAttributesParts,
  GetObjectAttributesRequest,
  ObjectAttributes,
} from "@aws-sdk/client-s3";
import { checksumMembers } from "../checksums.ts";
import { invalidArgument } from "../errors.ts";
import { findObject, objectNameOf } from "../find-object.ts";
import { pageLimit } from "../listing.ts";
import type { ObjectPart, ObjectVersion } from "../object-version.ts";
import type { S3Store } from "../store.ts";
import { statedVersionId } from "../write-object.ts";

type Attributes = Pick<GetObjectAttributesOutput, "ETag" | "Checksum" | "ObjectParts" | "StorageClass" | "ObjectSize">;

const attributes: Readonly<
  Record<ObjectAttributes, (version: ObjectVersion, request: GetObjectAttributesRequest) => Attributes>
> = {
  ETag: ({ etag }) => ({ ETag: etag }), // here, and only here, S3 leaves the quotes out
  Checksum: ({ checksum }) => ({ Checksum: { ...checksumMembers(checksum), ChecksumType: checksum.type } }),
  ObjectParts: ({ parts }, request) => ({ ObjectParts: parts && pageOfParts(parts, request) }),
  StorageClass: ({ description }) => ({ StorageClass: description.StorageClass }),
  ObjectSize: ({ content }) => ({ ObjectSize: content.size }),
};

export function getObjectAttributes(request: GetObjectAttributesRequest, store: S3Store): GetObjectAttributesOutput {
  const bucket = store.buckets.get(request.Bucket);
  const version = findObject(bucket, objectNameOf(request));
  const asked = (request.ObjectAttributes ?? []).map((name) => {
    const attribute = attributes[name];
    if (!attribute) throw invalidArgument("Invalid attribute name specified.", "x-amz-object-attributes", name);
    return attribute(version, request);
  });
  return Object.assign({ LastModified: version.lastModified, VersionId: statedVersionId(bucket, version) }, ...asked);
}

function pageOfParts(
  parts: readonly ObjectPart[],
  { MaxParts, PartNumberMarker }: GetObjectAttributesRequest,
): GetObjectAttributesParts {
  const after = Number(PartNumberMarker ?? 0);
  const left = parts.filter(({ number }) => number > after);
  const page = left.slice(0, pageLimit(MaxParts));
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: String(after),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: pageLimit(MaxParts),
    IsTruncated: left.length > page.length,
    Parts: page.map(({ number, size, checksum }) => ({ PartNumber: number, Size: size, ...checksumMembers(checksum) })),
  };
}
