import type { BlockSource } from "./block-source.ts";
import type { Connection } from "./connection.ts";
import type { DownloadSettings } from "./download.ts";
import type { OtaJob } from "./job-document.ts";
import { decodeBlock, encodeBlockRequest } from "./stream-messages.ts";

/** Blocks by MQTT, from the job's stream. */
export function streamSource(
  { thingName, connection }: { thingName: string; connection: Connection },
  { streamName, files }: OtaJob,
  { blockSize, blocksPerRequest }: DownloadSettings,
): BlockSource {
  const stream = `$aws/things/${thingName}/streams/${streamName}`;
  return {
    blocksPerRequest,
    open: () => connection.subscribe(`${stream}/data/cbor`),
    request(file, transfer) {
      const request = { fileId: file.id, blockSize, missing: transfer.missing(), count: blocksPerRequest };
      connection.send(`${stream}/get/cbor`, encodeBlockRequest(request));
    },
    read(topic, payload, file) {
      if (!topic.startsWith(`${stream}/`)) return undefined;
      const block = topic === `${stream}/data/cbor` ? decodeBlock(payload) : undefined;
      if (!block) return "bad";
      // AWS's agent does not look at the file's id: it has but one. With several a block may come late
      const isAnothers = block.fileId !== file.id && files.some(({ id }) => id === block.fileId);
      return isAnothers ? undefined : block;
    },
    pause() {},
    close: () => connection.unsubscribe(`${stream}/data/cbor`),
  };
}
