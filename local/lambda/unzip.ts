import path from "node:path";
import { crc32, inflateRawSync } from "node:zlib";
import type { BundleFile } from "./bundle.ts";

/** Where a file of an archive is, by the archive's central directory. */
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Of its local header. */
  readonly offset: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endLength = 22;
const entryLength = 46;
const localHeaderLength = 30;
const longestComment = 0xffff;
const largestUnpacked = 250 * 1024 * 1024; // Lambda's quota for a function's code

/**
 * The files of a zip archive, in memory (PKWARE's APPNOTE.TXT): stored or deflated ones, as archives of functions have them.
 * @throws Error for what is no such archive, is damaged, has paths that lead out of it, or is larger than 250 MB unpacked
 */
export function unzip(archive: Buffer): BundleFile[] {
  const entries = entriesOf(archive).filter(({ name }) => !name.endsWith("/"));
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (size > largestUnpacked) throw new Error(`Unzipped size must be smaller than ${largestUnpacked} bytes`);
  return entries.map((entry) => ({ path: checkedPath(entry.name), contents: contentsOf(archive, entry) }));
}

function entriesOf(archive: Buffer): Entry[] {
  const end = endOf(archive);
  const count = archive.readUInt16LE(end + 10);
  const entries: Entry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + entryLength > archive.length || archive.readUInt32LE(at) !== entrySignature) throw damaged();
    const nameLength = archive.readUInt16LE(at + 28);
    entries.push({
      name: archive.toString("utf8", at + entryLength, at + entryLength + nameLength),
      method: archive.readUInt16LE(at + 10),
      crc: archive.readUInt32LE(at + 16),
      compressedSize: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      offset: archive.readUInt32LE(at + 42),
    });
    at += entryLength + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

/** The end record is the last thing of an archive but for a comment. */
function endOf(archive: Buffer): number {
  const first = Math.max(0, archive.length - endLength - longestComment);
  for (let at = archive.length - endLength; at >= first; at--) {
    if (archive.readUInt32LE(at) === endSignature) return at;
  }
  throw damaged();
}

function contentsOf(archive: Buffer, { name, method, crc, compressedSize, size, offset }: Entry): Uint8Array {
  if (offset + localHeaderLength > archive.length) throw damaged();
  const start = offset + localHeaderLength + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const packed = archive.subarray(start, start + compressedSize);
  const contents = unpacked(packed, method, { name, size });
  if (contents.length !== size || crc32(contents) !== crc) throw damaged();
  return contents;
}

function unpacked(packed: Buffer, method: number, { name, size }: Pick<Entry, "name" | "size">): Buffer {
  if (method === 0) return packed;
  if (method !== 8) throw new Error(`${name} is packed by the method ${method}, not by deflate`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch {
    throw damaged();
  }
}

function checkedPath(name: string): string {
  const normal = path.posix.normalize(name);
  if (normal.startsWith("../") || path.posix.isAbsolute(normal) || normal.includes("\\") || normal.includes("\0"))
    throw new Error(`The archive has a path that leads out of it: ${JSON.stringify(name)}`);
  return normal;
}

function damaged(): Error {
  return new Error("Could not unzip uploaded file. Please check your file, then try to upload again.");
}
