import type { Clock } from "../clock.ts";
import type { ServiceRequest } from "../http/service.ts";
import type { Bucket } from "./buckets.ts";
import type { ObjectVersion, Version } from "./object-version.ts";

/** What S3 tells EventBridge ("EventBridge event message structure" in the Amazon S3 User Guide). */
export interface S3Event {
  readonly source: "aws.s3";
  readonly "detail-type": "Object Created" | "Object Deleted" | "Object Tags Added" | "Object Tags Deleted";
  /** The bucket's ARN. */
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The request that made an event happen. */
export interface Origin {
  readonly requestId: string;
  /** An account, or a service such as `signer.amazonaws.com`. */
  readonly requester: string;
}

/** A request over the wire as the origin of what it does. */
export function originOf({ id, caller }: ServiceRequest): Origin {
  return { requestId: id, requester: caller.account };
}

/** Tells of what happens to the objects of those buckets whose notifications go to EventBridge. */
export interface Events {
  created(bucket: Bucket, version: ObjectVersion, origin: Origin, reason: CreationReason): void;
  /** @param version the delete marker that was made, or the version that is gone for good */
  deleted(bucket: Bucket, version: Version, origin: Origin, deletionType: DeletionType): void;
  tagsChanged(bucket: Bucket, version: ObjectVersion, origin: Origin, change: "Added" | "Deleted"): void;
}

export type CreationReason = "PutObject" | "CopyObject" | "CompleteMultipartUpload";
export type DeletionType = "Delete Marker Created" | "Permanently Deleted";

const emptyMd5 = "d41d8cd98f00b204e9800998ecf8427e"; // what AWS's example has for a delete marker
const sourceIp = "127.0.0.1"; // local AWS listens nowhere else

export function createEvents(clock: Clock, publish: (event: S3Event) => void): Events {
  const nextSequencer = sequencers(clock);
  const tell = (
    bucket: Bucket,
    type: S3Event["detail-type"],
    object: Readonly<Record<string, unknown>>,
    { requestId, requester }: Origin,
    rest: Readonly<Record<string, unknown>>,
  ) => {
    if (!bucket.configuration.notification.EventBridgeConfiguration) return;
    publish({
      source: "aws.s3",
      "detail-type": type,
      resources: [`arn:aws:s3:::${bucket.name}`],
      detail: {
        version: "0",
        "event-version": "1.0",
        bucket: { name: bucket.name },
        object,
        "request-id": requestId,
        requester,
        "source-ip-address": sourceIp,
        ...rest,
      },
    });
  };
  const versionId = (bucket: Bucket, version: Version) =>
    bucket.versioning === "Enabled" ? { "version-id": version.versionId } : {};

  return {
    created(bucket, version, origin, reason) {
      const { key, etag } = version;
      const object = {
        key,
        size: version.content.size,
        etag,
        ...versionId(bucket, version),
        sequencer: nextSequencer(),
      };
      tell(bucket, "Object Created", object, origin, { reason });
    },
    deleted(bucket, version, origin, deletionType) {
      const etag = version.isDeleteMarker ? emptyMd5 : version.etag;
      const object = { key: version.key, etag, ...versionId(bucket, version), sequencer: nextSequencer() };
      tell(bucket, "Object Deleted", object, origin, { reason: "DeleteObject", "deletion-type": deletionType });
    },
    tagsChanged(bucket, version, origin, change) {
      const object = { key: version.key, etag: version.etag, ...versionId(bucket, version) };
      tell(bucket, `Object Tags ${change}`, object, origin, {});
    },
  };
}

/** Rising hexadecimal numbers of one length: the second, then a count. */
function sequencers(clock: Clock): () => string {
  let count = 0;
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, "0");
  return () => `00${hex(Math.floor(clock.now() / 1000))}${hex(count++)}`;
}
