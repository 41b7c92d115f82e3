import type { DeleteStreamRequest, DeleteStreamResponse } from "@aws-sdk/client-iot";
import type { Tags } from "../tags.ts";
import { type StreamStore, streamOf } from "./stream-store.ts";

/** A device in the middle of it gets `ResourceNotFound` at its next request. */
export function deleteStream({ streamId }: DeleteStreamRequest, store: StreamStore, tags: Tags): DeleteStreamResponse {
  const stream = streamOf(store, streamId);
  store.delete(stream.streamId);
  tags.forget(stream.streamArn);
  return {};
}
