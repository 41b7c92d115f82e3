import type { Clock, Timer } from "../clock.ts";
import type { Block, BlockSource } from "./block-source.ts";
import type { OtaFile } from "./job-document.ts";
import { createTransfer } from "./transfer.ts";

/** How a device asks for blocks. */
export interface DownloadSettings {
  /** Bytes, 256 to 131072; 4096 by default. */
  readonly blockSize: number;
  /** Of a stream; by HTTP it is always one. 8 by default; together at most 128 KiB. */
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
  readonly file: OtaFile;
  /** As long as the file. */
  readonly slot: Uint8Array;
  readonly source: BlockSource;
  readonly settings: DownloadSettings;
  readonly clock: Clock;
  /** One more block is written: so many are there now. */
  readonly onBlock: (received: number) => void;
  /** The requests stayed unanswered; the download has stopped. */
  readonly onGivenUp: () => void;
}

/** A file being fetched from a source, over as many connections as it takes. */
export interface Download {
  /**
   * Asks for what is missing: at the start, on a new connection, or at another URL.
   * @param file the same file, perhaps with another URL
   */
  resume(file: OtaFile, patience: "anew" | "kept"): void;
  /** Asks no more until it is resumed. */
  pause(): void;
  /** Takes what the source brought. `bad`: no block of this file; the update is lost. */
  take(block: Block | "bad"): "going on" | "complete" | "bad";
}

/** Prepares a download; it starts with `resume`. */
export function createDownload({ slot, source, settings, clock, ...download }: DownloadRequest): Download {
  const transfer = createTransfer(slot, settings.blockSize);
  let { file } = download;
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
    expected = Math.min(source.blocksPerRequest, transfer.total - transfer.received());
    timer = clock.startTimer(settings.requestTimeout, ask);
    source.request(file, transfer);
  }

  return {
    resume(same, patience) {
      file = same;
      if (patience === "anew") unanswered = 0;
      ask();
    },
    pause,
    take(block) {
      const written = block === "bad" ? block : transfer.write(block);
      if (written === "bad") return "bad";
      unanswered = 0;
      if (written === "duplicate") return "going on";
      download.onBlock(transfer.received());
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
