import type {
  DeleteObjectTaggingOutput,
  DeleteObjectTaggingRequest,
  GetObjectTaggingOutput,
  GetObjectTaggingRequest,
  PutObjectTaggingOutput,
  PutObjectTaggingRequest,
  Tag,
} from "@aws-sdk/client-s3";
import type { ServiceRequest } from "../../http/service.ts";
import { originOf } from "../events.ts";
import { findObject, objectNameOf } from "../find-object.ts";
import type { S3Store } from "../store.ts";
import { checkedTags } from "../tags.ts";
import { statedVersionId } from "../write-object.ts";

export function getObjectTagging(request: GetObjectTaggingRequest, store: S3Store): GetObjectTaggingOutput {
  const bucket = store.buckets.get(request.Bucket);
  const version = findObject(bucket, objectNameOf(request));
  return { TagSet: [...version.tags], VersionId: statedVersionId(bucket, version) };
}

export function putObjectTagging(
  request: PutObjectTaggingRequest,
  store: S3Store,
  call: ServiceRequest,
): PutObjectTaggingOutput {
  return { VersionId: setTags(request, checkedTags(request.Tagging?.TagSet), "Added", store, call) };
}

export function deleteObjectTagging(
  request: DeleteObjectTaggingRequest,
  store: S3Store,
  call: ServiceRequest,
): DeleteObjectTaggingOutput {
  return { VersionId: setTags(request, [], "Deleted", store, call) };
}

function setTags(
  request: PutObjectTaggingRequest | DeleteObjectTaggingRequest,
  tags: readonly Tag[],
  change: "Added" | "Deleted",
  store: S3Store,
  call: ServiceRequest,
): string | undefined {
  const bucket = store.buckets.get(request.Bucket);
  const version = findObject(bucket, objectNameOf(request));
  version.tags = tags;
  store.events.tagsChanged(bucket, version, originOf(call), change);
  return statedVersionId(bucket, version);
}
