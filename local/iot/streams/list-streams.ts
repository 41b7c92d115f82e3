import type { ListStreamsRequest, ListStreamsResponse, StreamSummary } from "@aws-sdk/client-iot";
import { pageOf } from "../../http/pages.ts";
import { defaultPageSize } from "../page-size.ts";
import type { Stream, StreamStore } from "./stream-store.ts";

/** Lists streams, the newest first unless `ascendingOrder` is asked for. */
export function listStreams(
  { maxResults, nextToken, ascendingOrder }: ListStreamsRequest,
  store: StreamStore,
): ListStreamsResponse {
  const streams = [...store.values()];
  if (!ascendingOrder) streams.reverse();
  const page = pageOf(streams, { limit: maxResults ?? defaultPageSize, nextToken }, (stream) => stream.streamId);
  return { streams: page.items.map(streamSummary), nextToken: page.nextToken };
}

/** What AWS tells of a stream in lists, and of one just made or updated. */
export function streamSummary({ streamId, streamArn, streamVersion, description }: Stream): StreamSummary {
  return { streamId, streamArn, streamVersion, description };
}
