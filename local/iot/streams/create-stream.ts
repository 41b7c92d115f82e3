import type { CreateStreamRequest, CreateStreamResponse } from "@aws-sdk/client-iot";
import { type Account, arnOf } from "../../account.ts";
import type { Clock } from "../../clock.ts";
import { alreadyExists } from "../errors.ts";
import type { Tags } from "../tags.ts";
import { filesOfRequest } from "./files-of-request.ts";
import { streamSummary } from "./list-streams.ts";
import type { StreamStore } from "./stream-store.ts";

/** @throws AwsError `ResourceAlreadyExistsException`, also for an identical stream: CreateStream is not idempotent */
export function createStream(
  { streamId = "", description, files, roleArn = "", tags: requestedTags }: CreateStreamRequest,
  store: StreamStore,
  { account, clock, tags }: { account: Account; clock: Clock; tags: Tags },
): CreateStreamResponse {
  const streamArn = arnOf(account, "iot", `stream/${streamId}`);
  if (store.has(streamId)) {
    throw alreadyExists(`Stream ${streamId} already exists`, { resourceId: streamId, resourceArn: streamArn });
  }
  const now = clock.now();
  const stream = {
    streamId,
    streamArn,
    streamVersion: 1,
    description,
    files: filesOfRequest(files ?? []),
    roleArn,
    createdAt: now,
    lastUpdatedAt: now,
  };
  tags.register(streamArn, requestedTags);
  store.set(streamId, stream);
  return streamSummary(stream);
}
