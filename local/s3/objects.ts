import { createHash, randomUUID } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { crc64nvme } from "./crc64nvme.ts";
import { describe } from "./description.ts";
import { s3Error } from "./errors.ts";
import { findObject } from "./find-object.ts";
import type { ByteRange } from "./ranges.ts";
import type { S3Store } from "./store.ts";
import { statedVersionId, writeObject } from "./write-object.ts";

/** Where an object is. */
export interface ObjectLocation {
  readonly bucket: string;
  readonly key: string;
  /** Left out: the newest version. */
  readonly versionId?: string | undefined;
}

/** What is known of an object without its bytes. */
export interface ObjectHead {
  /** Undefined in a bucket that never had versioning. */
  readonly versionId: string | undefined;
  readonly size: number;
  /** Without quotes, as in events. */
  readonly etag: string;
  readonly contentType: string | undefined;
  readonly lastModified: Date;
  /** User metadata, without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** An object that a service of local AWS writes. */
export interface ObjectWrite {
  readonly bucket: string;
  readonly key: string;
  readonly body: Uint8Array;
  readonly contentType?: string | undefined;
  /** What its event gives as the reason. */
  readonly reason?: "PutObject" | "CopyObject" | undefined;
  /** What its event gives as the requester: the account unless told. */
  readonly requester?: string | undefined;
}

/** The bucket's objects for the other services of local AWS, in process. What they throw is what S3 answers. */
export interface S3Objects {
  /** @throws AwsError NoSuchBucket, NoSuchKey, NoSuchVersion; MethodNotAllowed for a delete marker named by its id */
  head(location: ObjectLocation): Promise<ObjectHead>;
  /**
   * The whole object, or bytes `start` to `end`, both included, as far as it has them.
   * @throws AwsError as `head` does, and InvalidRange for a start behind the object's end
   */
  read(location: ObjectLocation, range?: ByteRange): Promise<Buffer>;
  /** Writes an object at once, with its event. @throws AwsError NoSuchBucket */
  write(object: ObjectWrite): Promise<{ versionId: string | undefined; etag: string }>;
}

export function createS3Objects(store: S3Store): S3Objects {
  const find = ({ bucket: name, key, versionId }: ObjectLocation) => {
    const bucket = store.buckets.get(name);
    return { bucket, version: findObject(bucket, { key, versionId }) };
  };
  return {
    async head(location) {
      const { bucket, version } = find(location);
      const { description, content, etag, lastModified } = version;
      return {
        versionId: statedVersionId(bucket, version),
        size: content.size,
        etag,
        contentType: description.ContentType,
        lastModified,
        metadata: description.Metadata ?? {},
      };
    },
    async read(location, range) {
      const { content } = find(location).version;
      if (range && range.start >= content.size) {
        const fields = { RangeRequested: `bytes=${range.start}-${range.end}`, ActualObjectSize: content.size };
        throw s3Error("InvalidRange", undefined, { fields });
      }
      return buffer(store.blobs.read(content, range?.start, range?.end));
    },
    async write({ bucket: name, key, body, contentType, reason = "PutObject", requester = store.account.id }) {
      const bucket = store.buckets.get(name);
      const origin = { requestId: randomUUID(), requester };
      const version = await writeObject(store, { bucket: name, key, conditions: {}, origin, reason }, async () => ({
        content: await store.blobs.store(once(body)),
        ...digestsOf(body),
        parts: undefined,
        description: describe({ ContentType: contentType }, bucket),
        tags: [],
      }));
      return { versionId: statedVersionId(bucket, version), etag: version.etag };
    },
  };
}

async function* once(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}

function digestsOf(body: Uint8Array) {
  const running = crc64nvme.start();
  running.update(body);
  const value = running.digest().toString("base64");
  const checksum = { algorithm: "CRC64NVME", type: "FULL_OBJECT", value } as const;
  return { etag: createHash("md5").update(body).digest("hex"), checksum };
}
