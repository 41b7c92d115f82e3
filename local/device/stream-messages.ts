import { decode, encode } from "cborg";
import type { Block } from "./block-source.ts";

/** A GetStream request: of the whole file's blocks, the first `count` that are missing. */
export interface BlockRequest {
  readonly fileId: number;
  /** Bytes. */
  readonly blockSize: number;
  /** One bit a block of the file, least significant first, 1 = missing. */
  readonly missing: Uint8Array;
  /** At most so many blocks in answer. */
  readonly count: number;
}

/** The request as AWS's agent sends it: the same six members in the same order, the offset always 0. */
export function encodeBlockRequest({ fileId, blockSize, missing, count }: BlockRequest): Uint8Array {
  const request = new Map<string, unknown>([
    ["c", "rdy"],
    ["f", fileId],
    ["l", blockSize],
    ["o", 0],
    ["b", missing],
    ["n", count],
  ]);
  return encode(request, { mapSorter: () => 0 });
}

/** Reads a data message: `i`, `l` whole numbers, `p` a byte string; order, further members and indefinite lengths do not matter. Undefined when it is no block. */
export function decodeBlock(payload: Uint8Array): (Block & { readonly fileId: unknown }) | undefined {
  const { f, i, l, p } = decodeMap(payload);
  return typeof i === "number" && typeof l === "number" && p instanceof Uint8Array
    ? { fileId: f, index: i, length: l, bytes: p }
    : undefined;
}

function decodeMap(payload: Uint8Array): Record<string, unknown> {
  try {
    return Object(decode(payload));
  } catch {
    return {}; // not CBOR: no block either
  }
}
