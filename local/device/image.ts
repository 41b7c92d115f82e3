import { createCipheriv, hash } from "node:crypto";
import { type AppVersion, formatVersion, parseVersion } from "./version.ts";

// The header of a demo image: 8 bytes magic, 4 bytes version (big-endian AppVersion32), 20 bytes product (ASCII, padded with NULs).
const magic = Buffer.from("OTAIMAGE", "ascii");
const versionOffset = magic.length;
const productOffset = versionOffset + 4;
const productLength = 20;

/** Length of a demo image's header, and so of the smallest one: 32 bytes. */
export const headerLength = productOffset + productLength;

/** What a demo image's header says. */
export interface ImageHeader {
  readonly product: string;
  readonly version: AppVersion;
}

/** An image and what its device knows about it. */
export interface Firmware {
  readonly bytes: Uint8Array;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  /** Only a demo image's header tells it. */
  readonly product: string | undefined;
  /** `1.4.0`; undefined when neither a header nor the boot table tells it. */
  readonly version: string | undefined;
}

/**
 * Makes a demo image: a header that names product and version, then noise that cannot be compressed.
 * The same arguments give the same bytes, on every machine. `size` is the whole image in bytes.
 * Throws a RangeError when the header does not fit, the product is no 1-20 ASCII characters, or the version is none.
 */
export function makeImage({ product, version, size, seed = "" }: ImageRequest): Uint8Array {
  if (size < headerLength) throw new RangeError(`An image has at least ${headerLength} bytes: ${size}`);
  if (!/^[\x21-\x7e]{1,20}$/.test(product)) throw new RangeError(`Not a product for an image header: ${product}`);
  const header = Buffer.alloc(headerLength);
  magic.copy(header);
  header.writeUInt32BE(parseVersion(version), versionOffset);
  header.write(product, productOffset, "ascii");
  return Buffer.concat([header, noise(size - headerLength, `${product}\n${version}\n${seed}`)]);
}

/** What `makeImage` makes an image from. */
export interface ImageRequest {
  readonly product: string;
  readonly version: string;
  readonly size: number;
  readonly seed?: string;
}

/** The key stream of AES-256 in counter mode: noise that a seed decides. */
function noise(size: number, seed: string): Buffer {
  return createCipheriv("aes-256-ctr", hash("sha256", seed, "buffer"), Buffer.alloc(16)).update(Buffer.alloc(size));
}

/** Reads the header of a demo image; undefined for any other file. */
export function readHeader(image: Uint8Array): ImageHeader | undefined {
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  if (bytes.length < headerLength || !bytes.subarray(0, versionOffset).equals(magic)) return undefined;
  const product = bytes.toString("ascii", productOffset, headerLength).replace(/\0+$/, "");
  return { product, version: bytes.readUInt32BE(versionOffset) };
}

/**
 * What a device knows about an image it boots: from the image's own header, as firmware carries its version compiled in;
 * for a file without one, from the boot table (SHA-256 in hexadecimal → version).
 */
export function identify(bytes: Uint8Array, bootTable: ReadonlyMap<string, string>): Firmware {
  const sha256 = hash("sha256", bytes);
  const header = readHeader(bytes);
  const version = header ? formatVersion(header.version) : bootTable.get(sha256);
  return { bytes, sha256, product: header?.product, version };
}
