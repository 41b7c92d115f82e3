import type { Readable } from "node:stream";

/** The longest body that is read as a whole, in bytes, where AWS does not tell how long it may be. */
export const longestBody = 16 * 1024 * 1024;

/**
 * Reads a body to its end. Resolves to nothing when it is too long; the connection is left as it is then, so that an answer
 * can still go out.
 */
export async function readBody(body: Readable, longest: number = longestBody): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    length += (chunk as Buffer).length;
    if (length > longest) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
