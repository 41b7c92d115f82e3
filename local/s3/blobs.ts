import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { rm, unlink } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/**
 * The bytes of an object: stretches of files, in order. Content never changes, and its files live as long as anybody
 * holds it. Copies, parts and the objects made of them share their files.
 */
export interface Content {
  readonly size: number;
  readonly stretches: readonly Stretch[];
}

interface Stretch {
  readonly file: StoredFile;
  readonly start: number;
  readonly length: number;
}

interface StoredFile {
  readonly path: string;
  holders: number;
}

/** Where object bytes are kept: files named by ids of our own, because a key is anything but a safe path. */
export interface Blobs {
  /** Writes bytes to a new file; nothing is left of them if the stream fails. The content is held for the caller. */
  store(bytes: AsyncIterable<Uint8Array>): Promise<Content>;
  /** Streams bytes `start` to `end`, both included. What is being read stays readable, whatever is deleted meanwhile. */
  read(content: Content, start?: number, end?: number): Readable;
  /** Some of the bytes (or all) as content of its own, held for the caller. */
  slice(content: Content, start?: number, end?: number): Content;
  /** Contents in a row as one, held for the caller. */
  concatenate(contents: readonly Content[]): Content;
  /** Gives a hold back. The last to do so deletes the files. */
  release(content: Content): void;
}

const readAhead = 256 * 1024;
const writeBehind = 1024 * 1024; // what comes while the disk is busy goes to it at once

/** Makes the directory if need be. */
export function createBlobs(directory: string): Blobs {
  mkdirSync(directory, { recursive: true });

  const hold = (stretches: readonly Stretch[]): Content => {
    for (const { file } of stretches) file.holders++;
    return { stretches, size: stretches.reduce((size, { length }) => size + length, 0) };
  };
  const release = ({ stretches }: Content) => {
    for (const { file } of stretches) {
      file.holders--;
      if (file.holders === 0) unlink(file.path).catch(() => {}); // a file left over harms nobody
    }
  };
  const slice = (content: Content, start = 0, end = content.size - 1) => hold(cut(content, start, end));

  return {
    release,
    slice,
    concatenate: (contents) => hold(contents.flatMap((content) => content.stretches)),
    async store(bytes) {
      const file = { path: join(directory, randomUUID()), holders: 0 };
      const output = createWriteStream(file.path, { flags: "wx", highWaterMark: writeBehind });
      try {
        await pipeline(bytes, output);
      } catch (error) {
        // What is still being opened would come about once it is deleted.
        if (!output.closed) await new Promise<void>((resolve) => output.once("close", resolve));
        await rm(file.path, { force: true });
        throw error;
      }
      return hold([{ file, start: 0, length: output.bytesWritten }]);
    },
    read(content, start, end) {
      const part = slice(content, start, end);
      return Readable.from(bytesOf(part), { objectMode: false }).once("close", () => release(part));
    },
  };
}

function cut({ stretches }: Content, start: number, end: number): Stretch[] {
  let offset = 0;
  return stretches.flatMap((stretch) => {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end + 1 - offset, stretch.length);
    offset += stretch.length;
    return from < to ? [{ ...stretch, start: stretch.start + from, length: to - from }] : [];
  });
}

async function* bytesOf({ stretches }: Content): AsyncGenerator<Buffer> {
  for (const { file, start, length } of stretches) {
    yield* createReadStream(file.path, { start, end: start + length - 1, highWaterMark: readAhead });
  }
}
