import type { OtaFile } from "./job-document.ts";
import type { Transfer } from "./transfer.ts";

/** What brings the blocks of a job's files: a stream over MQTT, or presigned URLs over HTTP. */
export interface BlockSource {
  /** How many blocks one request asks for. */
  readonly blocksPerRequest: number;
  /** Before the first request of all, and of each new connection. */
  open(): void;
  /** Asks for blocks of a file that are missing; what was asked before and has not come is not waited for any more. */
  request(file: OtaFile, transfer: Transfer): void;
  /** Reads a message that is not about jobs: a block, or what is none (`"bad"`); undefined when it is not this source's. */
  read(topic: string, payload: Uint8Array, file: OtaFile): Block | "bad" | undefined;
  /** Nothing is asked for until it is opened again. */
  pause(): void;
  /** No more is asked for. */
  close(): void;
}

/** One block of a file, as it came. */
export interface Block {
  /** Counted from the file's start. */
  readonly index: number;
  /** What the message says `bytes` has. */
  readonly length: number;
  readonly bytes: Uint8Array;
}
