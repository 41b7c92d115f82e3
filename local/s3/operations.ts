import type { ServiceRequest } from "../http/service.ts";
import * as configurations from "./operations/bucket-configurations.ts";
import {
  getBucketNotificationConfiguration,
  putBucketNotificationConfiguration,
} from "./operations/bucket-notification.ts";
import { getBucketVersioning, putBucketVersioning } from "./operations/bucket-versioning.ts";
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from "./operations/buckets.ts";
import { completeMultipartUpload } from "./operations/complete-multipart-upload.ts";
import { copyObject } from "./operations/copy-object.ts";
import { createMultipartUpload } from "./operations/create-multipart-upload.ts";
import { deleteObject, deleteObjects } from "./operations/delete-object.ts";
import { getObject, headObject } from "./operations/get-object.ts";
import { listObjectVersions } from "./operations/list-object-versions.ts";
import { listObjects, listObjectsV2 } from "./operations/list-objects.ts";
import { abortMultipartUpload, listMultipartUploads, listParts } from "./operations/multipart-uploads.ts";
import { getObjectAttributes } from "./operations/object-attributes.ts";
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from "./operations/object-tagging.ts";
import { putObject } from "./operations/put-object.ts";
import { uploadPart, uploadPartCopy } from "./operations/upload-part.ts";
import type { S3Store } from "./store.ts";

/** Takes AWS's request type and returns AWS's response type. The call is there for its body and for who calls. */
// biome-ignore lint/suspicious/noExplicitAny: each operation has a request type of its own
export type S3Operation = (request: any, store: S3Store, call: ServiceRequest) => unknown;

/** What is played of S3. Everything else answers 501 `NotImplemented`, by name. */
export const operations: Readonly<Record<string, S3Operation>> = {
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateBucket: createBucket,
  CreateMultipartUpload: createMultipartUpload,
  DeleteBucket: deleteBucket,
  DeleteBucketEncryption: configurations.deleteBucketEncryption,
  DeleteBucketLifecycle: configurations.deleteBucketLifecycle,
  DeleteBucketOwnershipControls: configurations.deleteBucketOwnershipControls,
  DeleteBucketPolicy: configurations.deleteBucketPolicy,
  DeleteBucketTagging: configurations.deleteBucketTagging,
  DeleteObject: deleteObject,
  DeleteObjectTagging: deleteObjectTagging,
  DeleteObjects: deleteObjects,
  DeletePublicAccessBlock: configurations.deletePublicAccessBlock,
  GetBucketEncryption: configurations.getBucketEncryption,
  GetBucketLifecycleConfiguration: configurations.getBucketLifecycleConfiguration,
  GetBucketLocation: getBucketLocation,
  GetBucketLogging: configurations.getBucketLogging,
  GetBucketNotificationConfiguration: getBucketNotificationConfiguration,
  GetBucketOwnershipControls: configurations.getBucketOwnershipControls,
  GetBucketPolicy: configurations.getBucketPolicy,
  GetBucketTagging: configurations.getBucketTagging,
  GetBucketVersioning: getBucketVersioning,
  GetObject: getObject,
  GetObjectAttributes: getObjectAttributes,
  GetObjectTagging: getObjectTagging,
  GetPublicAccessBlock: configurations.getPublicAccessBlock,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBuckets: listBuckets,
  ListMultipartUploads: listMultipartUploads,
  ListObjectVersions: listObjectVersions,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListParts: listParts,
  PutBucketEncryption: configurations.putBucketEncryption,
  PutBucketLifecycleConfiguration: configurations.putBucketLifecycleConfiguration,
  PutBucketLogging: configurations.putBucketLogging,
  PutBucketNotificationConfiguration: putBucketNotificationConfiguration,
  PutBucketOwnershipControls: configurations.putBucketOwnershipControls,
  PutBucketPolicy: configurations.putBucketPolicy,
  PutBucketTagging: configurations.putBucketTagging,
  PutBucketVersioning: putBucketVersioning,
  PutObject: putObject,
  PutObjectTagging: putObjectTagging,
  PutPublicAccessBlock: configurations.putPublicAccessBlock,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
};
