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

const crc32Polynomial = 0xedb88320n;
const crc32cPolynomial = 0x82f63b78n;
const crc64nvmePolynomial = 0x9a6c9329ac4bc9b5n;

export const crc32: Crc = { start: startCrc32, combine: combining(crc32Polynomial, 4) };

export const crc32c: Crc = { start: tableDriven(crc32cPolynomial, 4), combine: combining(crc32cPolynomial, 4) };

export const crc64nvme: Crc = {
  start: tableDriven(crc64nvmePolynomial, 8),
  combine: combining(crc64nvmePolynomial, 8),
};

function startCrc32(): RunningChecksum {
  let value = 0;
  return {
    update(bytes) {
      value = zlibCrc32(bytes, value);
    },
    digest: () => bigEndian(BigInt(value), 4),
  };
}

/** Eight bytes a step, in halves of 32 bits: with BigInt a gigabyte would take minutes. */
function tableDriven(polynomial: bigint, width: 4 | 8): () => RunningChecksum {
  const { low, high } = tablesOf(polynomial);
  return () => {
    let lowHalf = 0xffffffff;
    let highHalf = width === 8 ? 0xffffffff : 0;
    return {
      update(bytes) {
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        let at = 0;
        for (; at + 8 <= bytes.length; at += 8) {
          const a = lowHalf ^ view.getUint32(at, true);
          const b = highHalf ^ view.getUint32(at + 4, true);
          lowHalf = eightBytes(low, a, b);
          highHalf = eightBytes(high, a, b);
        }
        for (; at < bytes.length; at++) {
          const byte = (lowHalf ^ view.getUint8(at)) & 0xff;
          lowHalf = ((lowHalf >>> 8) | (highHalf << 24)) ^ entry(low, byte);
          highHalf = (highHalf >>> 8) ^ entry(high, byte);
        }
      },
      digest() {
        const value = (BigInt(~highHalf >>> 0) << 32n) | BigInt(~lowHalf >>> 0);
        return bigEndian(BigInt.asUintN(width * 8, value), width);
      },
    };
  };
}

/** 8 × 256 entries: what a byte does to the value's half when so many bytes follow it in the step of eight. */
function tablesOf(polynomial: bigint): { low: Uint32Array; high: Uint32Array } {
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
    low: Uint32Array.from(entries, (value) => Number(value & 0xffffffffn)),
    high: Uint32Array.from(entries, (value) => Number(value >> 32n)),
  };
}

function eightBytes(table: Uint32Array, a: number, b: number): number {
  return (
    entry(table, 0x700 + (a & 0xff)) ^
    entry(table, 0x600 + ((a >>> 8) & 0xff)) ^
    entry(table, 0x500 + ((a >>> 16) & 0xff)) ^
    entry(table, 0x400 + (a >>> 24)) ^
    entry(table, 0x300 + (b & 0xff)) ^
    entry(table, 0x200 + ((b >>> 8) & 0xff)) ^
    entry(table, 0x100 + ((b >>> 16) & 0xff)) ^
    entry(table, b >>> 24)
  );
}

function entry(table: Uint32Array, index: number): number {
  return table[index] ?? 0;
}

/** Multiplies the first check by x to the power of the second piece's bits, as zlib's `crc32_combine` does. */
function combining(polynomial: bigint, width: 4 | 8): Crc["combine"] {
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

function bigEndian(value: bigint, width: 4 | 8): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes.subarray(8 - width);
}

function fromBigEndian(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex")}`);
}
