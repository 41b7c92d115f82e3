import { hash } from "node:crypto";
import { AwsError } from "../../local/http/aws-error.ts";

/** Versioned objects in memory, behind the same door as local S3's, for tests of what reads and writes them. */
export function memoryObjects(...buckets: string[]) {
  const versions = new Map<string, { versionId: string; body: Buffer; contentType?: string | undefined }[]>();
  let made = 0;

  const find = ({ bucket, key, versionId }: { bucket: string; key: string; versionId?: string }) => {
    if (!buckets.includes(bucket)) throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
    const all = versions.get(`${bucket}/${key}`);
    const found = versionId === undefined ? all?.at(-1) : all?.find((version) => version.versionId === versionId);
    if (found) return found;
    throw all
      ? new AwsError("NoSuchVersion", "The specified version does not exist.", 404)
      : new AwsError("NoSuchKey", "The specified key does not exist.", 404);
  };

  return {
    /** Every range that was read, as `key start-end`, whole objects as `key`. */
    reads: [] as string[],
    /** False: nobody learns of versions, as in a bucket that has none. */
    areVersioned: true,
    async read(object: { bucket: string; key: string; versionId?: string }, range?: { start: number; end: number }) {
      this.reads.push(range ? `${object.key} ${range.start}-${range.end}` : object.key);
      return find(object).body.subarray(range?.start ?? 0, range ? range.end + 1 : undefined);
    },
    async head(object: { bucket: string; key: string; versionId?: string }) {
      const { body, versionId, contentType } = find(object);
      const etag = hash("md5", body);
      return { size: body.length, etag, versionId: this.areVersioned ? versionId : undefined, contentType };
    },
    async write(object: { bucket: string; key: string; body: Buffer; contentType?: string }) {
      if (!buckets.includes(object.bucket))
        throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
      const versionId = `v${++made}`;
      const name = `${object.bucket}/${object.key}`;
      versions.set(name, [
        ...(versions.get(name) ?? []),
        { versionId, body: object.body, contentType: object.contentType },
      ]);
      return { versionId };
    },
  };
}
