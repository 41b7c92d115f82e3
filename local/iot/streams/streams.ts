import type { CreateStreamRequest, CreateStreamResponse } from "@aws-sdk/client-iot";
import type { Account } from "../../account.ts";
import type { Clock } from "../../clock.ts";
import type { Operations } from "../../http/api-service.ts";
import type { Actor } from "../../http/authorize.ts";
import type { Tags } from "../tags.ts";
import { createStream } from "./create-stream.ts";
import { deleteStream } from "./delete-stream.ts";
import { deliverStreams, type StreamBroker } from "./delivery.ts";
import { describeStream } from "./describe-stream.ts";
import { fileContents } from "./file-contents.ts";
import { listStreams } from "./list-streams.ts";
import type { Objects } from "./objects.ts";
import { type Stream, type StreamStore, streamOf } from "./stream-store.ts";
import { updateStream } from "./update-stream.ts";

/** Streams as the OTA service uses them. */
export interface StreamsDoor {
  find(streamId: string): Stream | undefined;
  /** CreateStream, with its `AwsError`s. */
  create(request: CreateStreamRequest): CreateStreamResponse;
  /** Throws AwsError `ResourceNotFoundException`. */
  delete(streamId: string): void;
  /**
   * From now on devices get, for a file whose object Signer wrote, the image in it. That AWS does so is a guess: its
   * guide streams the signed object and has devices verify the image.
   */
  unwrap(streamId: string, fileId: number): void;
}

/**
 * MQTT-based file delivery: files in S3, delivered to devices block by block.
 * @param objectsAs the objects as somebody may read them: a stream reads them as its role
 */
export function createStreams({
  account,
  clock,
  broker,
  objects,
  objectsAs = () => objects,
  tags,
}: {
  account: Account;
  clock: Clock;
  broker: StreamBroker;
  objects: Objects;
  objectsAs?: (actor: Actor) => Objects;
  tags: Tags;
}): { operations: Operations; streams: StreamsDoor; stop: () => void } {
  const store: StreamStore = new Map();
  const create = (request: CreateStreamRequest) => createStream(request, store, { account, clock, tags });
  return {
    operations: {
      CreateStream: create,
      DescribeStream: (request) => describeStream(request, store),
      ListStreams: (request) => listStreams(request, store),
      UpdateStream: (request) => updateStream(request, store, clock),
      DeleteStream: (request) => deleteStream(request, store, tags),
    },
    streams: {
      find: (streamId) => store.get(streamId),
      create,
      delete: (streamId) => void deleteStream({ streamId }, store, tags),
      unwrap(streamId, fileId) {
        const stream = streamOf(store, streamId);
        const files = stream.files.map((file) => (file.fileId === fileId ? { ...file, isSigned: true } : file));
        store.set(streamId, { ...stream, files });
      },
    },
    stop: deliverStreams(
      broker,
      store,
      fileContents((stream) => objectsAs(readerOf(stream))),
    ),
  };
}

/** What AWS IoT reads a stream's objects as. */
function readerOf({ streamArn, roleArn }: Stream): Actor {
  return { service: "iot.amazonaws.com", sourceArn: streamArn, roleArn, session: "AWSIoTStreams" };
}
