import type { Encoding } from "./encodings.ts";
import { StreamRejection } from "./rejection.ts";

/**
 * What a device asks of a file. Offset, bitmap and count are in blocks and hold together: block = offset + bit, the first
 * `count` of them.
 */
export interface GetStreamRequest {
  readonly streamVersion: number | undefined;
  readonly fileId: number;
  /** Bytes. */
  readonly blockSize: number;
  readonly offset: number;
  readonly count: number;
  readonly bitmap: Uint8Array | undefined;
}

const smallestBlock = 256;
/** The bytes one request can get; what it asks for beyond is not sent, and not an error. */
export const largestAnswer = 128 * 1024;
const mostBlocks = 98_304; // 24 MiB of 256 bytes
const longestBitmap = 12_288;

/** @throws StreamRejection with AWS's code for what is missing or out of bounds */
export function readGetStreamRequest(message: Readonly<Record<string, unknown>>, encoding: Encoding): GetStreamRequest {
  const fileId = wholeNumber(message["f"]);
  const blockSize = wholeNumber(message["l"]);
  if (fileId === undefined || fileId > 255 || blockSize === undefined) throw new StreamRejection("InvalidRequest");
  if (blockSize < smallestBlock || blockSize > largestAnswer) throw new StreamRejection("BlockSizeOutOfBounds");
  const offset = wholeNumber(message["o"]) ?? 0;
  if (offset > mostBlocks) throw new StreamRejection("OffsetOutOfBounds");
  const count = wholeNumber(message["n"]) ?? Math.floor(largestAnswer / blockSize);
  if (count > mostBlocks) throw new StreamRejection("BlockCountLimitExceeded");
  return {
    streamVersion: wholeNumber(message["s"]),
    fileId,
    blockSize,
    offset,
    count,
    bitmap: bitmapIn(message["b"], encoding),
  };
}

function bitmapIn(member: unknown, encoding: Encoding): Uint8Array | undefined {
  if (member === undefined) return undefined;
  const bitmap = encoding.bitmapOf(member);
  if (!bitmap) throw new StreamRejection("InvalidRequest");
  if (bitmap.length >= longestBitmap) throw new StreamRejection("BlockBitmapLimitExceeded");
  return bitmap;
}

function wholeNumber(member: unknown): number | undefined {
  if (member === undefined) return undefined;
  if (typeof member !== "number" || !Number.isInteger(member) || member < 0)
    throw new StreamRejection("InvalidRequest");
  return member;
}
