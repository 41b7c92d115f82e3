import { bigEndian, type Crc, combining, type RunningChecksum, stepTables } from "./crc.ts";

const polynomial = 0x9a6c9329ac4bc9b5n;
const { low: lowTable, high: highTable } = stepTables(polynomial);

export const crc64nvme: Crc = { start: startCrc64nvme, combine: combining(polynomial, 8) };

/** A value in halves of 32 bits: with BigInt a gigabyte would take minutes. */
interface Halves {
  low: number;
  high: number;
}

function startCrc64nvme(): RunningChecksum {
  const value: Halves = { low: ~0, high: ~0 };
  return {
    update: (bytes) => update(value, bytes),
    digest: () => bigEndian((BigInt(~value.high >>> 0) << 32n) | BigInt(~value.low >>> 0), 8),
  };
}

/** No closure: only of a function that there is once does V8 know that its tables are always the same. */
function update(value: Halves, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let { low, high } = value;
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) {
    const a = low ^ view.getInt32(at, true);
    const b = high ^ view.getInt32(at + 4, true);
    low = eightBytes(lowTable, a, b);
    high = eightBytes(highTable, a, b);
  }
  for (; at < bytes.length; at++) {
    const byte = (low ^ view.getUint8(at)) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ entry(lowTable, byte);
    high = (high >>> 8) ^ entry(highTable, byte);
  }
  value.low = low;
  value.high = high;
}

function eightBytes(table: Int32Array, a: number, b: number): number {
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

function entry(table: Int32Array, index: number): number {
  return table[index] ?? 0;
}
