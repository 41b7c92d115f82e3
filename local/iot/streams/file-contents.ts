import { byteCache } from "./byte-cache.ts";
import type { Objects, ObjectVersion } from "./objects.ts";
import { StreamRejection } from "./rejection.ts";
import type { Stream, StreamFile } from "./stream-store.ts";

/** The bytes a stream delivers for a file. */
export interface FileContent {
  readonly size: number;
  /** From `start` up to, not including, `end`. */
  read(start: number, end: number): Promise<Buffer>;
}

const windowSize = 512 * 1024; // what is read of an object at once: devices ask for neighbouring blocks
const cacheSize = 64 * 1024 * 1024;
const largestFile = 24 * 1024 * 1024;

/**
 * Finds what stream files hold, as the stream's role may read it. An object is looked up each time, so one that is gone is gone for devices too; its
 * bytes are read once for all devices that ask for them. Rejects with S3's `AwsError`s and with `StreamRejection`.
 */
export function fileContents(
  objectsOf: (stream: Stream) => Objects,
): (file: StreamFile, stream: Stream) => Promise<FileContent> {
  const cache = byteCache(cacheSize);
  const begun = new WeakMap<StreamFile, string>(); // the ETag a file had when a device first asked

  const locate = async (file: StreamFile, objects: Objects): Promise<Located> => {
    const { bucket, key, version } = file;
    const { size, etag, versionId } = await objects.head({ bucket, key, versionId: version });
    if ((begun.get(file) ?? etag) !== etag) throw new StreamRejection("ETagMismatch");
    begun.set(file, etag);
    return { object: { bucket, key, versionId: version ?? versionId }, size, etag };
  };

  const windows = (located: Located, objects: Objects): FileContent => ({
    size: located.size,
    async read(start, end) {
      const parts: Buffer[] = [];
      for (let at = start - (start % windowSize); at < end; at += windowSize) {
        const range = { start: at, end: Math.min(at + windowSize, located.size) - 1 };
        const bytes = await cache.get(nameOf(located, at), () => objects.read(located.object, range));
        parts.push(bytes.subarray(Math.max(0, start - at), end - at));
      }
      return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    },
  });

  return async (file, stream) => {
    const objects = objectsOf(stream);
    const located = await locate(file, objects);
    const { object, size } = located;
    if (file.isSigned) return whole(await cache.get(nameOf(located, "payload"), () => payloadOf(objects, object)));
    if (size > largestFile) throw new StreamRejection("InvalidRequest");
    return windows(located, objects);
  };
}

/** An object as it is now. */
interface Located {
  readonly object: ObjectVersion;
  readonly size: number;
  readonly etag: string;
}

/** By its ETag, for an object of a bucket without versions may be another one under the same name. */
function nameOf({ object, etag }: Located, part: string | number): string {
  return JSON.stringify([object.bucket, object.key, etag, part]);
}

function whole(bytes: Buffer): FileContent {
  return { size: bytes.length, read: async (start, end) => bytes.subarray(start, end) };
}

/** The image inside what Signer wrote for a FreeRTOS platform; or the image itself, once an OTA update has written it over that. */
async function payloadOf(objects: Objects, object: ObjectVersion): Promise<Buffer> {
  const bytes = await objects.read(object);
  const payload = signedPayload(bytes);
  return payload === undefined ? bytes : Buffer.from(payload, "base64");
}

function signedPayload(bytes: Buffer): string | undefined {
  try {
    const { payload, rawPayloadSize } = Object(JSON.parse(bytes.toString("utf8")));
    return typeof payload === "string" && typeof rawPayloadSize === "number" ? payload : undefined;
  } catch {
    return undefined; // no JSON
  }
}
