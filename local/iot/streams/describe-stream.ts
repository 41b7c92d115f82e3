import type { DescribeStreamRequest, DescribeStreamResponse } from "@aws-sdk/client-iot";
import { type StreamStore, streamOf } from "./stream-store.ts";

export function describeStream({ streamId }: DescribeStreamRequest, store: StreamStore): DescribeStreamResponse {
  const stream = streamOf(store, streamId);
  return {
    streamInfo: {
      streamId: stream.streamId,
      streamArn: stream.streamArn,
      streamVersion: stream.streamVersion,
      description: stream.description,
      files: stream.files.map(({ fileId, bucket, key, version }) => ({ fileId, s3Location: { bucket, key, version } })),
      createdAt: new Date(stream.createdAt),
      lastUpdatedAt: new Date(stream.lastUpdatedAt),
      roleArn: stream.roleArn,
    },
  };
}
