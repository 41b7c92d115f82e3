import { chooseBlocks } from "./choose-blocks.ts";
import { type Encoding, encodings } from "./encodings.ts";
import type { FileContent } from "./file-contents.ts";
import { readGetStreamRequest } from "./get-stream-request.ts";
import { rejectionOf, StreamRejection } from "./rejection.ts";
import type { Stream, StreamFile, StreamStore } from "./stream-store.ts";

/** What streams need of the broker. */
export interface StreamBroker {
  onPublish(
    filter: string,
    handler: (message: { topic: string; payload: Uint8Array }) => void | Promise<void>,
  ): () => void;
  publish(topic: string, payload: string | Uint8Array): void;
}

/** Where an answer goes: to whoever subscribed, in the encoding of the request, with the token the device gave. */
interface Answers {
  send(kind: "description" | "data" | "rejected", message: Readonly<Record<string, unknown>>): void;
}

/**
 * Answers devices on `$aws/things/<thing>/streams/<stream>/{describe,get}/{json,cbor}`, as "MQTT-based file delivery"
 * has it. Answers go to subscribers only: AWS's agent takes an unexpected one for a damaged block.
 * @returns how to stop
 */
export function deliverStreams(
  broker: StreamBroker,
  store: StreamStore,
  contentOf: (file: StreamFile, stream: Stream) => Promise<FileContent>,
): () => void {
  const hear = (verb: "describe" | "get", answer: typeof describe) =>
    broker.onPublish(`$aws/things/+/streams/+/${verb}/+`, async ({ topic, payload }) => {
      const [, , thing, , streamId = "", , encodingName = ""] = topic.split("/");
      const encoding = encodings[encodingName];
      if (!encoding) return;
      let token: string | undefined;
      const answers: Answers = {
        send: (kind, message) =>
          broker.publish(
            `$aws/things/${thing}/streams/${streamId}/${kind}/${encodingName}`,
            encoding.encode({ c: token, ...message }),
          ),
      };
      try {
        const request = encoding.decode(payload);
        token = tokenIn(request);
        const stream = store.get(streamId);
        if (!stream) throw new StreamRejection("ResourceNotFound");
        await answer({ request, encoding, stream, contentOf, answers });
      } catch (error) {
        const { code, message } = rejectionOf(error);
        answers.send("rejected", { o: code, m: message });
      }
    });
  const stops = [hear("describe", describe), hear("get", get)];
  return () => {
    for (const stop of stops) stop();
  };
}

interface Asked {
  readonly request: Readonly<Record<string, unknown>>;
  readonly encoding: Encoding;
  readonly stream: Stream;
  readonly contentOf: (file: StreamFile, stream: Stream) => Promise<FileContent>;
  readonly answers: Answers;
}

async function describe({ stream, contentOf, answers }: Asked): Promise<void> {
  const files = stream.files.map(async (file) => ({ f: file.fileId, z: (await contentOf(file, stream)).size }));
  answers.send("description", { s: stream.streamVersion, d: stream.description, r: await Promise.all(files) });
}

/** One message a block; the last block is as short as it is, and says so. */
async function get({ request: message, encoding, stream, contentOf, answers }: Asked): Promise<void> {
  const request = readGetStreamRequest(message, encoding);
  if ((request.streamVersion ?? stream.streamVersion) !== stream.streamVersion)
    throw new StreamRejection("VersionMismatch");
  const file = stream.files.find(({ fileId }) => fileId === request.fileId);
  if (!file) throw new StreamRejection("ResourceNotFound");
  const content = await contentOf(file, stream);
  for (const block of chooseBlocks(request, content.size)) {
    const start = block * request.blockSize;
    const bytes = await content.read(start, Math.min(start + request.blockSize, content.size));
    answers.send("data", { f: file.fileId, i: block, l: bytes.length, p: bytes });
  }
}

const longestToken = 64; // bytes

function tokenIn({ c: token }: Readonly<Record<string, unknown>>): string | undefined {
  if (token === undefined) return undefined;
  if (typeof token !== "string" || Buffer.byteLength(token) > longestToken) throw new StreamRejection("InvalidRequest");
  return token;
}
