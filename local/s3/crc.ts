import { crc32 as zlibCrc32 } from "node:zlib";

/** A check that runs along with the bytes. Its digest is what stands in `x-amz-checksum-*` before base64. */
export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

/** A cyclic redundancy check as S3 uses them: bits reflected, starting from all ones, inverted at the end, big-endian. */
export interface Crc {
  start(): RunningChecksum;
  /** The check of two pieces in a row, from the check of each and the length of the second in bytes. */
  combine(first: Buffer, second: Buffer, secondLength: number): Buffer;
}

export const crc32: Crc = { start: startCrc32, combine: combining(0xedb88320n, 4) };

function startCrc32(): RunningChecksum {
  let value = 0;
  return {
    update(bytes) {
      value = zlibCrc32(bytes, value);
    },
    digest: () => bigEndian(BigInt(value), 4),
  };
}

/**
 * Tables by which eight bytes are taken at a step: 8 × 256 entries, what a byte does to the value when so many bytes follow
 * it in its step. In halves of 32 signed bits, for JavaScript is fast with no others.
 */
export function stepTables(polynomial: bigint): { low: Int32Array; high: Int32Array } {
  const entries = Array.from({ length: 256 }, (_, byte) => {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) value = timesX(value, polynomial);
    return value;
  });
  for (let index = 256; index < 8 * 256; index++) {
    const nearer = entries[index - 256] ?? 0n;
    entries.push((nearer >> 8n) ^ (entries[Number(nearer & 0xffn)] ?? 0n));
  }
  return {
    low: Int32Array.from(entries, (value) => Number(BigInt.asIntN(32, value))),
    high: Int32Array.from(entries, (value) => Number(BigInt.asIntN(32, value >> 32n))),
  };
}

/** Multiplies the first check by x to the power of the second piece's bits, as zlib's `crc32_combine` does. */
export function combining(polynomial: bigint, width: 4 | 8): Crc["combine"] {
  const one = 1n << BigInt(width * 8 - 1); // reflected: the highest bit is x⁰
  const multiply = (a: bigint, b: bigint) => {
    let product = 0n;
    for (let power = one, multiple = b; power > 0n; power >>= 1n, multiple = timesX(multiple, polynomial)) {
      if (a & power) product ^= multiple;
    }
    return product;
  };
  return (first, second, secondLength) => {
    let shift = one;
    let square = one >> 8n; // x⁸: a byte
    for (let left = secondLength; left > 0; left = Math.floor(left / 2)) {
      if (left % 2 === 1) shift = multiply(shift, square);
      square = multiply(square, square);
    }
    return bigEndian(multiply(shift, fromBigEndian(first)) ^ fromBigEndian(second), width);
  };
}

function timesX(value: bigint, polynomial: bigint): bigint {
  return value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
}

/** A check's value as S3 says it. */
export function bigEndian(value: bigint, width: 4 | 8): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes.subarray(8 - width);
}

function fromBigEndian(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex")}`);
}
