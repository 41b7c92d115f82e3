/** The thread that digests what is uploaded: it is handed a port for each upload. */
import { createHash } from "node:crypto";
import { type MessagePort, parentPort } from "node:worker_threads";

/** Bytes to digest: so many from the beginning of the memory, which is handed over. */
export interface Piece {
  readonly memory: ArrayBuffer;
  readonly length: number;
  readonly isLast: boolean;
}

/** The answer to each piece: its memory, and behind the last one the MD5. */
export interface Digested {
  readonly memory: ArrayBuffer;
  readonly digest: Uint8Array | undefined;
}

parentPort?.on("message", (port: MessagePort) => {
  const hash = createHash("md5");
  port.on("message", ({ memory, length, isLast }: Piece) => {
    hash.update(new Uint8Array(memory, 0, length));
    port.postMessage({ memory, digest: isLast ? hash.digest() : undefined } satisfies Digested, [memory]);
  });
});
