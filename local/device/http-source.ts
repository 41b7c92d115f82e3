import type { Block, BlockSource } from "./block-source.ts";
import { createRangeReader } from "./range-reader.ts";

/**
 * Blocks by HTTP, from each file's own URL: one ranged GET a block, one after another on one connection, as AWS's demo
 * (`ota_demo_core_http`) does it. Only 206 is a block; 403, 400 and 404 mean that the URL is good no more; whatever else
 * comes, or does not, is asked for again when the request timer says so.
 */
export function httpSource({
  blockSize,
  onBlock,
  onRefused,
}: {
  /** Bytes. */
  blockSize: number;
  onBlock: (block: Block) => void;
  onRefused: () => void;
}): BlockSource {
  const reader = createRangeReader();
  let asking: AbortController | undefined;

  function stopAsking(): void {
    asking?.abort();
    asking = undefined;
  }

  function close(): void {
    stopAsking();
    reader.close();
  }

  return {
    blocksPerRequest: 1,
    open() {},
    async request(file, transfer) {
      stopAsking();
      const present = new AbortController();
      asking = present;
      const index = transfer.firstMissing();
      const start = index * blockSize;
      const end = Math.min(start + blockSize, file.size) - 1;
      const answer = await reader.read(file.url ?? "", { start, end }, present.signal);
      if (asking !== present) return; // nobody waits for it any more
      asking = undefined;
      if (answer === "refused") onRefused();
      else if (answer !== "failed") onBlock({ index, length: answer.length, bytes: answer });
    },
    read: () => undefined,
    pause: close,
    close,
  };
}
