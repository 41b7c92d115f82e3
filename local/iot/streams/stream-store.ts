import { notFound } from "../errors.ts";

/** One file of a stream. */
export interface StreamFile {
  /** 0 to 255. */
  readonly fileId: number;
  readonly bucket: string;
  readonly key: string;
  /** Left out: whatever version is the newest when a device asks. */
  readonly version: string | undefined;
  /** The object is one that Signer wrote, JSON around the image, and devices get the image. */
  readonly isSigned: boolean;
}

/** A stream; times in milliseconds since 1970. */
export interface Stream {
  readonly streamId: string;
  readonly streamArn: string;
  /** 1 at first, one more with each update. */
  readonly streamVersion: number;
  readonly description: string | undefined;
  readonly files: readonly StreamFile[];
  readonly roleArn: string;
  readonly createdAt: number;
  readonly lastUpdatedAt: number;
}

/** Streams by id, in the order they were made. */
export type StreamStore = Map<string, Stream>;

/** @throws AwsError `ResourceNotFoundException` */
export function streamOf(store: StreamStore, streamId: string | undefined): Stream {
  const stream = store.get(streamId ?? "");
  if (!stream) throw notFound(`Stream ${streamId} does not exist`);
  return stream;
}
