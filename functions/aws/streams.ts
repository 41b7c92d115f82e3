import {
  type CreateStreamRequest,
  DeleteStreamCommand,
  DescribeStreamCommand,
  type StreamInfo,
} from "@aws-sdk/client-iot";
import { differenceOfStream } from "../firmware/stream.ts";
import { iot } from "./clients.ts";
import { isNamed, TransientError } from "./failure.ts";
import { pace } from "./pace.ts";
import { adopt, type Found, findOwner } from "./tags.ts";

const deletionTurn = pace(13.5); // AWS's quota is 15 a second

/**
 * Takes the stream that has the request's name for the release's own, if it is what the request would have made.
 * @throws NameTakenError, TransientError while AWS does not show all of it
 */
export async function adoptStream(request: CreateStreamRequest): Promise<void> {
  const { streamId = "" } = request;
  const stream = await findStream(streamId);
  if (!stream) throw new TransientError(`Stream ${streamId} exists for CreateStream, and not for DescribeStream`);
  await adopt(tagged(stream), differenceOfStream(stream, request));
}

/**
 * Whether there is a stream that has the release's name and is the release's own. One whose tag AWS does not show yet is
 * not known to be: a later look tells.
 */
export async function hasOwnStream(releaseId: string): Promise<boolean> {
  const stream = await findStream(releaseId);
  return stream !== undefined && (await findOwner(tagged(stream))) === "this release";
}

function tagged({ streamId = "", streamArn, createdAt }: StreamInfo): Found {
  return { what: "stream", releaseId: streamId, arn: streamArn, madeAt: createdAt };
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
