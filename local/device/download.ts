import type { Clock, Timer } from "../clock.ts";
import { decodeBlock, encodeBlockRequest } from "./stream-messages.ts";
import { createTransfer } from "./transfer.ts";

/** How a device asks for blocks. */
export interface DownloadSettings {
  /** Bytes, 256 to 131072; 4096 by default. */
  readonly blockSize: number;
  /** 8 by default; together at most 128 KiB. */
  readonly blocksPerRequest: number;
  /** Milliseconds of the device's clock after which a request is repeated; 10 s by default. */
  readonly requestTimeout: number;
  /** Requests in a row that no good block answers, after which the device gives up; 32 by default. */
  readonly mostUnanswered: number;
}

const mostBytesPerRequest = 128 * 1024; // what AWS sends in answer to one request; the surplus would be left out in silence

/**
 * Completes settings with those of AWS's agent. Throws a RangeError for a block size outside 256-131072, and for requests that no
 * stream answers in full.
 */
export function downloadSettings(given: Partial<DownloadSettings>): DownloadSettings {
  const { blockSize = 4096, blocksPerRequest = 8, requestTimeout = 10_000, mostUnanswered = 32 } = given;
  if (!Number.isInteger(blockSize) || blockSize < 256 || blockSize > mostBytesPerRequest) {
    throw new RangeError(`A block has 256 to ${mostBytesPerRequest} bytes: ${blockSize}`);
  }
  if (
    !Number.isInteger(blocksPerRequest) ||
    blocksPerRequest < 1 ||
    blocksPerRequest * blockSize > mostBytesPerRequest
  ) {
    throw new RangeError(
      `A request asks for 1 to ${Math.floor(mostBytesPerRequest / blockSize)} blocks: ${blocksPerRequest}`,
    );
  }
  return { blockSize, blocksPerRequest, requestTimeout, mostUnanswered };
}

/** Where a download reads from, writes to, and whom it tells. */
export interface DownloadRequest {
  readonly fileId: number;
  readonly slot: Uint8Array;
  readonly settings: DownloadSettings;
  readonly clock: Clock;
  readonly subscribe: () => void;
  readonly request: (payload: Uint8Array) => void;
  readonly onBlock: (received: number, total: number) => void;
  /** The requests stayed unanswered; the download has stopped. */
  readonly onGivenUp: () => void;
}

/** A file being fetched from a stream, over as many connections as it takes. */
export interface Download {
  /** Subscribes and asks for what is missing: at the start, and again on a new connection. */
  resume(): void;
  /** Asks no more until it is resumed. */
  pause(): void;
  /** Takes a message of the stream's data topic. `bad`: no block of this file; the update is lost. */
  take(payload: Uint8Array): "going on" | "complete" | "bad";
}

/** Prepares a download; it starts with `resume`. */
export function createDownload(download: DownloadRequest): Download {
  const { fileId, slot, settings, clock } = download;
  const transfer = createTransfer(slot, settings.blockSize);
  let expected = 0; // blocks until the last request is answered in full
  let unanswered = 0; // AWS's agent calls it momentum
  let timer: Timer | undefined;

  const pause = () => timer?.cancel();

  function ask(): void {
    pause();
    if (unanswered >= settings.mostUnanswered) {
      download.onGivenUp();
      return;
    }
    unanswered += 1;
    expected = Math.min(settings.blocksPerRequest, transfer.total - transfer.received());
    timer = clock.startTimer(settings.requestTimeout, ask);
    download.request(
      encodeBlockRequest({
        fileId,
        blockSize: settings.blockSize,
        missing: transfer.missing(),
        count: settings.blocksPerRequest,
      }),
    );
  }

  return {
    resume() {
      unanswered = 0;
      download.subscribe();
      ask();
    },
    pause,
    take(payload) {
      const block = decodeBlock(payload);
      const written = block ? transfer.write(block) : "bad";
      if (written === "bad") return "bad";
      unanswered = 0;
      if (written === "duplicate") return "going on";
      download.onBlock(transfer.received(), transfer.total);
      if (transfer.received() === transfer.total) {
        pause();
        return "complete";
      }
      expected -= 1;
      if (expected === 0) ask();
      return "going on";
    },
  };
}
