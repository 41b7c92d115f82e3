import type {
  AbortMultipartUploadOutput,
  AbortMultipartUploadRequest,
  ListMultipartUploadsOutput,
  ListMultipartUploadsRequest,
  ListPartsOutput,
  ListPartsRequest,
} from "@aws-sdk/client-s3";
import { checksumMembers } from "../checksums.ts";
import { keyEncoder, listPage, pageLimit } from "../listing.ts";
import { ownerOf, type S3Store } from "../store.ts";
import type { Upload } from "../upload.ts";
import { endUpload, findUpload } from "../uploads.ts";
import { compareKeys } from "../versions.ts";
import { commonPrefixes } from "./list-objects.ts";

export function abortMultipartUpload(request: AbortMultipartUploadRequest, store: S3Store): AbortMultipartUploadOutput {
  const bucket = store.buckets.get(request.Bucket);
  endUpload(bucket, findUpload(bucket, request.UploadId, request.Key), store.blobs);
  return {};
}

export function listParts(request: ListPartsRequest, store: S3Store): ListPartsOutput {
  const bucket = store.buckets.get(request.Bucket);
  const upload = findUpload(bucket, request.UploadId, request.Key);
  const after = Number(request.PartNumberMarker ?? 0);
  const limit = pageLimit(request.MaxParts);
  const left = [...upload.parts.values()].filter(({ number }) => number > after).sort((a, b) => a.number - b.number);
  const page = left.slice(0, limit);
  const isTruncated = left.length > page.length && limit > 0;
  return {
    Bucket: bucket.name,
    Key: upload.key,
    UploadId: upload.id,
    PartNumberMarker: String(after),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: limit,
    IsTruncated: isTruncated,
    Parts: page.map(({ number, content, md5, checksum, lastModified }) => ({
      PartNumber: number,
      Size: content.size,
      ETag: `"${md5.toString("hex")}"`,
      LastModified: lastModified,
      ...(upload.checksum ? checksumMembers(checksum) : {}),
    })),
    ...statedChecksum(upload),
    Initiator: ownerOf(store),
    Owner: ownerOf(store),
    StorageClass: upload.description.StorageClass,
  };
}

export function listMultipartUploads(request: ListMultipartUploadsRequest, store: S3Store): ListMultipartUploadsOutput {
  const bucket = store.buckets.get(request.Bucket);
  const { Prefix = "", Delimiter, KeyMarker = "", UploadIdMarker, EncodingType } = request;
  const limit = pageLimit(request.MaxUploads);
  // Map keeps them in the order they were initiated in, and sorting leaves it so within a key
  const uploads = [...bucket.uploads.values()].sort((a, b) => compareKeys(a.key, b.key));
  const marker = uploads.findIndex(({ id }) => id === UploadIdMarker);
  const page = listPage(
    uploads,
    ({ key }) => key,
    { prefix: Prefix, delimiter: Delimiter ?? "", after: KeyMarker, limit },
    (upload) => (marker === -1 ? compareKeys(upload.key, KeyMarker) > 0 : uploads.indexOf(upload) > marker),
  );
  const encode = keyEncoder(EncodingType);
  return {
    Bucket: bucket.name,
    Prefix: encode(Prefix),
    Delimiter: Delimiter === undefined ? undefined : encode(Delimiter),
    KeyMarker: encode(KeyMarker),
    UploadIdMarker: UploadIdMarker ?? "",
    NextKeyMarker: page.last && encode(page.last.key),
    NextUploadIdMarker: page.last?.item?.id,
    EncodingType,
    MaxUploads: limit,
    IsTruncated: page.isTruncated,
    Uploads: page.items.map((upload) => ({
      Key: encode(upload.key),
      UploadId: upload.id,
      Initiated: upload.initiated,
      StorageClass: upload.description.StorageClass,
      Owner: ownerOf(store),
      Initiator: ownerOf(store),
      ...statedChecksum(upload),
    })),
    CommonPrefixes: commonPrefixes(page.commonPrefixes, encode),
  };
}

function statedChecksum({ checksum }: Upload) {
  return { ChecksumAlgorithm: checksum?.algorithm, ChecksumType: checksum?.type };
}
