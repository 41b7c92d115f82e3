import { Readable } from "node:stream";

/** A body whose end waits until the test lets it go. */
export interface HeldBackBody {
  readonly body: Readable;
  letGo(): void;
}

const smallestChunk = 8192; // smaller ones S3 takes at the end only

/** Sends what S3 takes as a chunk at once, and the rest of the `size` bytes after `letGo`. */
export function heldBackBody(size: number): HeldBackBody {
  const { promise, resolve } = Promise.withResolvers<void>();
  async function* bytes() {
    yield Buffer.alloc(smallestChunk, "a");
    await promise;
    yield Buffer.alloc(size - smallestChunk, "b");
  }
  return { body: Readable.from(bytes(), { objectMode: false }), letGo: resolve };
}
