import type { Blobs, Content } from "./blobs.ts";
import { type ChecksumAlgorithm, startChecksum } from "./checksums.ts";
import { startMd5 } from "./md5.ts";

/** What bytes are known by. */
export interface Digests {
  readonly md5: Buffer;
  /** Base64. */
  readonly checksum: string;
}

/** Reads bytes that S3 already has, for what it does not yet know of them. */
export async function digestContent(blobs: Blobs, content: Content, algorithm: ChecksumAlgorithm): Promise<Digests> {
  const md5 = startMd5(content.size);
  const checksum = startChecksum(algorithm);
  try {
    for await (const bytes of blobs.read(content)) {
      await md5.update(bytes as Buffer);
      checksum.update(bytes as Buffer);
    }
    return { md5: await md5.digest(), checksum: checksum.digest().toString("base64") };
  } finally {
    md5.end();
  }
}
