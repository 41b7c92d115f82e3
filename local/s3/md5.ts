import { createHash } from "node:crypto";
import { once } from "node:events";
import { MessageChannel, Worker } from "node:worker_threads";
import type { Digested, Piece } from "./md5-thread.ts";

/** An MD5 that is worked out while the bytes come in. */
export interface RunningMd5 {
  /** The bytes may be changed once it resolves, or returns nothing. */
  update(bytes: Buffer): Promise<void> | undefined;
  /** To be called once, behind the last byte. */
  digest(): Promise<Buffer> | Buffer;
  /** Ends it, digested or not. */
  end(): void;
}

const worthAThread = 4 * 1024 ** 2;
const pieceSize = 1024 ** 2;
const mostPieces = 2; // so many may the thread be behind

/**
 * @param size how many bytes are to come, if that is known. Many are digested in a thread of their own: MD5 takes longer than
 * all else that is done to an upload.
 */
export function startMd5(size: number | undefined): RunningMd5 {
  return size === undefined || size < worthAThread ? md5Here() : md5InThread();
}

function md5Here(): RunningMd5 {
  const hash = createHash("md5");
  return {
    update(bytes) {
      hash.update(bytes);
      return undefined;
    },
    digest: () => hash.digest(),
    end() {},
  };
}

let thread: Worker | undefined;

/** One for all uploads, started by the first that needs it. It keeps no process alive. */
function md5Thread(): Worker {
  if (!thread) {
    thread = new Worker(new URL("./md5-thread.ts", import.meta.url));
    thread.unref();
  }
  return thread;
}

/** Copies the bytes to the thread piece by piece, in memory that goes to and fro. */
function md5InThread(): RunningMd5 {
  const { port1: port, port2: theirs } = new MessageChannel();
  md5Thread().postMessage(theirs, [theirs]);
  const free: ArrayBuffer[] = [];
  let made = 0;
  let piece: Buffer<ArrayBuffer> | undefined;
  let length = 0;
  port.on("message", ({ memory }: Digested) => free.push(memory));

  const nextPiece = async () => {
    if (free.length === 0 && made === mostPieces) await once(port, "message");
    const memory = free.pop();
    if (!memory) made++;
    return Buffer.from(memory ?? new ArrayBuffer(pieceSize));
  };
  const send = (isLast: boolean) => {
    const { buffer: memory } = piece ?? Buffer.from(new ArrayBuffer(0));
    port.postMessage({ memory, length, isLast } satisfies Piece, [memory]);
    piece = undefined;
    length = 0;
  };
  return {
    async update(bytes) {
      for (let at = 0; at < bytes.length; ) {
        piece ??= await nextPiece();
        const copied = bytes.copy(piece, length, at);
        at += copied;
        length += copied;
        if (length === pieceSize) send(false);
      }
    },
    async digest() {
      const { promise, resolve } = Promise.withResolvers<Buffer>();
      port.on("message", ({ digest }: Digested) => digest && resolve(Buffer.from(digest)));
      send(true);
      return promise;
    },
    end: () => port.close(),
  };
}
