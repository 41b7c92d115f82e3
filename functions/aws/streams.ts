import {
  type CreateStreamRequest,
  DeleteStreamCommand,
  DescribeStreamCommand,
  type StreamInfo,
} from "@aws-sdk/client-iot";
import { isStreamOf } from "../firmware/stream.ts";
import { iot } from "./clients.ts";
import { isNamed } from "./failure.ts";
import { pace } from "./pace.ts";
import { carriesTag } from "./tags.ts";

const deletionTurn = pace(13.5); // AWS's quota is 15 a second

/** Whether the stream that has the request's name is what the request would have made, and of its release. */
export async function isOwnStream(request: CreateStreamRequest): Promise<boolean> {
  const stream = await findStream(request.streamId ?? "");
  return stream !== undefined && isStreamOf(stream, request) && carriesTag(stream.streamArn, stream.streamId ?? "");
}

/** Whether there is a stream that has the release's name and is the release's own. */
export async function hasOwnStream(releaseId: string): Promise<boolean> {
  const stream = await findStream(releaseId);
  return stream !== undefined && carriesTag(stream.streamArn, releaseId);
}

/**
 * Deletes a stream.
 * @returns false while AWS keeps it because something still uses it
 */
export async function deleteStream(streamId: string): Promise<boolean> {
  await deletionTurn();
  try {
    await iot.send(new DeleteStreamCommand({ streamId }));
  } catch (error) {
    if (isNamed(error, "DeleteConflictException")) return false;
    if (!isNamed(error, "ResourceNotFoundException")) throw error;
  }
  return true;
}

export async function findStream(streamId: string): Promise<StreamInfo | undefined> {
  try {
    return (await iot.send(new DescribeStreamCommand({ streamId }))).streamInfo;
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}
