import type { Block } from "./block-source.ts";

/** A file on its way into a slot: which blocks are there, which are missing. */
export interface Transfer {
  /** Blocks of the whole file. */
  readonly total: number;
  /** Blocks written so far. */
  received(): number;
  /** One bit a block, least significant first, 1 = missing. A copy. */
  missing(): Uint8Array;
  /** The index of the first missing block; `total` when none is. */
  firstMissing(): number;
  /** Writes a block, in whatever order they come. `bad`: not one of this file's, or not exactly as long as it must be. */
  write(block: Block): "written" | "duplicate" | "bad";
}

/** Starts with every block of `slot` missing; `blockSize` in bytes. */
export function createTransfer(slot: Uint8Array, blockSize: number): Transfer {
  const total = Math.ceil(slot.length / blockSize);
  const missing = new Uint8Array(Math.ceil(total / 8)).fill(0xff);
  if (total % 8 > 0) missing[missing.length - 1] = 2 ** (total % 8) - 1;
  let received = 0;

  const fits = ({ index, length, bytes }: Block) =>
    Number.isInteger(index) &&
    index >= 0 &&
    index < total &&
    length === bytes.length &&
    length === Math.min(blockSize, slot.length - index * blockSize);

  return {
    total,
    received: () => received,
    missing: () => missing.slice(),
    firstMissing() {
      const at = missing.findIndex((byte) => byte !== 0);
      const byte = missing[at] ?? 0;
      return byte === 0 ? total : at * 8 + Math.log2(byte & -byte); // its lowest bit
    },
    write(block) {
      if (!fits(block)) return "bad";
      const byte = block.index >>> 3;
      const bit = 1 << (block.index & 7);
      const before = missing[byte] ?? 0;
      if ((before & bit) === 0) return "duplicate";
      slot.set(block.bytes, block.index * blockSize);
      missing[byte] = before & ~bit;
      received += 1;
      return "written";
    },
  };
}
