import type {
  DeletedObject,
  DeleteObjectOutput,
  DeleteObjectRequest,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  _Error as FailedDelete,
  ObjectIdentifier,
} from "@aws-sdk/client-s3";
import { AwsError } from "../../http/aws-error.ts";
import type { ServiceRequest } from "../../http/service.ts";
import { type Deletion, deleteVersion } from "../delete-version.ts";
import { s3Error } from "../errors.ts";
import { originOf } from "../events.ts";
import { objectNameOf } from "../find-object.ts";
import type { S3Store } from "../store.ts";

const mostAtOnce = 1000;

export function deleteObject(request: DeleteObjectRequest, store: S3Store, call: ServiceRequest): DeleteObjectOutput {
  const bucket = store.buckets.get(request.Bucket);
  const target = { ...objectNameOf(request), ifMatch: request.IfMatch };
  const deletion = deleteVersion(store, bucket, target, originOf(call));
  return { VersionId: deletion.versionId, DeleteMarker: deletion.isDeleteMarker || undefined };
}

/** One that fails does not keep the others. */
export function deleteObjects(
  request: DeleteObjectsRequest,
  store: S3Store,
  call: ServiceRequest,
): DeleteObjectsOutput {
  checkIntegrityHeader(call);
  const bucket = store.buckets.get(request.Bucket);
  const targets = request.Delete?.Objects ?? [];
  if (targets.length === 0 || targets.length > mostAtOnce) throw s3Error("MalformedXML");
  const Deleted: DeletedObject[] = [];
  const Errors: FailedDelete[] = [];
  for (const target of targets) {
    try {
      authorizeDelete(call, bucket.name, target);
      refuseConditions(target);
      const name = { ...objectNameOf(target), ifMatch: target.ETag };
      Deleted.push(deletedObject(target, deleteVersion(store, bucket, name, originOf(call))));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Errors.push({ Key: target.Key, VersionId: target.VersionId, Code: error.name, Message: error.message });
    }
  }
  return request.Delete?.Quiet ? { Errors } : { Deleted, Errors };
}

/** A list of what is to be deleted must not be taken for another. @throws AwsError InvalidRequest */
function checkIntegrityHeader({ headers }: ServiceRequest): void {
  const isCovered = Object.keys(headers).some((name) => name === "content-md5" || name.startsWith("x-amz-checksum-"));
  if (isCovered) return;
  throw s3Error("InvalidRequest", "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
}

/** @throws AwsError AccessDenied */
function authorizeDelete({ authorize }: ServiceRequest, bucket: string, { Key, VersionId }: ObjectIdentifier): void {
  const action = VersionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
  authorize({ action, resource: `arn:aws:s3:::${bucket}/${Key}` });
}

/** Those of directory buckets. @throws AwsError NotImplemented */
function refuseConditions({ LastModifiedTime, Size }: ObjectIdentifier): void {
  if (LastModifiedTime === undefined && Size === undefined) return;
  throw s3Error("NotImplemented", "Local AWS does not play LastModifiedTime and Size of s3:DeleteObjects.");
}

function deletedObject({ Key, VersionId }: ObjectIdentifier, { versionId, isDeleteMarker }: Deletion): DeletedObject {
  return {
    Key,
    ...(VersionId === undefined ? {} : { VersionId }),
    ...(isDeleteMarker ? { DeleteMarker: true, DeleteMarkerVersionId: versionId } : {}),
  };
}
