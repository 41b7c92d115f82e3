import {
  type CreateStreamRequest,
  DeleteStreamCommand,
  DescribeStreamCommand,
  type StreamInfo,
} from "@aws-sdk/client-iot";
import { isStreamOf } from "../firmware/stream.ts";
import { iot } from "./clients.ts";
import { isNamed } from "./failure.ts";
import { carriesTag } from "./tags.ts";

/** Whether the stream that has the request's name is what the request would have made, and of its release. */
export async function isOwnStream(request: CreateStreamRequest): Promise<boolean> {
  const stream = await findStream(request.streamId ?? "");
  return stream !== undefined && isStreamOf(stream, request) && carriesTag(stream.streamArn, stream.streamId ?? "");
}

/**
 * Deletes the release's stream, if there is one and it is the release's own.
 * @returns false while AWS keeps it because something still uses it
 */
export async function deleteStream(releaseId: string): Promise<boolean> {
  const stream = await findStream(releaseId);
  if (!stream || !(await carriesTag(stream.streamArn, releaseId))) return true;
  try {
    await iot.send(new DeleteStreamCommand({ streamId: releaseId }));
    return true;
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return true;
    if (isNamed(error, "DeleteConflictException")) return false;
    throw error;
  }
}

async function findStream(streamId: string): Promise<StreamInfo | undefined> {
  try {
    return (await iot.send(new DescribeStreamCommand({ streamId }))).streamInfo;
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}
