import type { UpdateStreamRequest, UpdateStreamResponse } from "@aws-sdk/client-iot";
import type { Clock } from "../../clock.ts";
import { limitExceeded } from "../errors.ts";
import { filesOfRequest } from "./files-of-request.ts";
import { streamSummary } from "./list-streams.ts";
import { type StreamStore, streamOf } from "./stream-store.ts";

const highestVersion = 65_535;

/**
 * Changes what the request names and raises the version by one; devices that ask for the old version are refused from
 * then on.
 */
export function updateStream(
  { streamId, description, files, roleArn }: UpdateStreamRequest,
  store: StreamStore,
  clock: Clock,
): UpdateStreamResponse {
  const stream = streamOf(store, streamId);
  if (stream.streamVersion === highestVersion) throw limitExceeded(`Stream ${streamId} cannot be updated any more`);
  const updated = {
    ...stream,
    streamVersion: stream.streamVersion + 1,
    description: description ?? stream.description,
    files: files ? filesOfRequest(files) : stream.files,
    roleArn: roleArn ?? stream.roleArn,
    lastUpdatedAt: clock.now(),
  };
  store.set(stream.streamId, updated);
  return streamSummary(updated);
}
