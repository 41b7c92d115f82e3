import { bigEndian, type Crc, combining, type RunningChecksum, stepTables } from "./crc.ts";

const polynomial = 0x82f63b78n;
const { low: table } = stepTables(polynomial);

export const crc32c: Crc = { start: startCrc32c, combine: combining(polynomial, 4) };

function startCrc32c(): RunningChecksum {
  let value = ~0;
  return {
    update(bytes) {
      value = updated(value, bytes);
    },
    digest: () => bigEndian(BigInt(~value >>> 0), 4),
  };
}

/** No closure: only of a function that there is once does V8 know that its table is always the same. */
function updated(before: number, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let value = before;
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) {
    const a = value ^ view.getInt32(at, true);
    const b = view.getInt32(at + 4, true);
    value =
      entry(0x700 + (a & 0xff)) ^
      entry(0x600 + ((a >>> 8) & 0xff)) ^
      entry(0x500 + ((a >>> 16) & 0xff)) ^
      entry(0x400 + (a >>> 24)) ^
      entry(0x300 + (b & 0xff)) ^
      entry(0x200 + ((b >>> 8) & 0xff)) ^
      entry(0x100 + ((b >>> 16) & 0xff)) ^
      entry(b >>> 24);
  }
  for (; at < bytes.length; at++) value = (value >>> 8) ^ entry((value ^ view.getUint8(at)) & 0xff);
  return value;
}

function entry(index: number): number {
  return table[index] ?? 0;
}
