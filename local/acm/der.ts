/** The ASN.1 types that certificates are made of, by their DER tag. */
export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The tag of `[number]`, for something made of further elements. */
export const context = (number: number): number => 0xa0 + number;

/** One DER element: tag, length, contents. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body)]), body]);
}

function lengthOf(body: Uint8Array): number[] {
  if (body.length < 0x80) return [body.length];
  const bytes: number[] = [];
  for (let left = body.length; left > 0; left >>>= 8) bytes.unshift(left & 0xff);
  return [0x80 | bytes.length, ...bytes];
}

/** `1.2.840.10045.4.3.2` as an element. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  return element(tag.objectIdentifier, Buffer.from([first * 40 + second, ...others.flatMap(base128)]));
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}

/** A DER element taken apart. */
export interface Element {
  readonly tag: number;
  readonly contents: Buffer;
}

/** The elements that stand one after the other in `der`. */
export function elementsOf(der: Buffer): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < der.length; ) {
    const { length, start } = readLength(der, at + 1);
    elements.push({ tag: der.readUInt8(at), contents: der.subarray(start, start + length) });
    at = start + length;
  }
  return elements;
}

function readLength(der: Buffer, at: number): { length: number; start: number } {
  const first = der.readUInt8(at);
  if (first < 0x80) return { length: first, start: at + 1 };
  const size = first & 0x7f;
  return { length: der.readUIntBE(at + 1, size), start: at + 1 + size };
}
