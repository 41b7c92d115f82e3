import { decode, encode } from "cborg";
import { StreamRejection } from "./rejection.ts";

/** How a device and a stream talk: the last level of the topic, and the answer's as the request's. */
export interface Encoding {
  /** @throws StreamRejection when it is not what the topic says, or not a map */
  decode(payload: Uint8Array): Record<string, unknown>;
  /** Members that are undefined are left out. */
  encode(message: Readonly<Record<string, unknown>>): string | Uint8Array;
  /** The bytes of a block bitmap; nothing when it is none. */
  bitmapOf(member: unknown): Uint8Array | undefined;
}

const json: Encoding = {
  decode: (payload) => mapIn(() => JSON.parse(Buffer.from(payload).toString("utf8")), "InvalidJson"),
  encode: (message) =>
    JSON.stringify(mapValues(message, (value) => (value instanceof Uint8Array ? base64Of(value) : value))),
  bitmapOf: (member) => {
    if (typeof member !== "string" || !/^(0x)?([0-9a-f]{2})*$/i.test(member)) return undefined;
    return Buffer.from(member.replace(/^0x/i, ""), "hex");
  },
};

const cbor: Encoding = {
  decode: (payload) => mapIn(() => decode(payload), "InvalidCbor"),
  encode: cborMap,
  bitmapOf: (member) => (member instanceof Uint8Array ? member : undefined),
};

export const encodings: Readonly<Record<string, Encoding>> = { json, cbor };

function mapIn(read: () => unknown, code: "InvalidJson" | "InvalidCbor"): Record<string, unknown> {
  let value: unknown;
  try {
    value = read();
  } catch {
    throw new StreamRejection(code);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new StreamRejection("InvalidRequest");
  return value as Record<string, unknown>;
}

const mapOfAnyLength = Buffer.from([0xbf]);
const endOfMap = Buffer.from([0xff]);

/** AWS's answers are maps of indefinite length; a device with a small buffer counts on the bytes that come with a block. */
function cborMap(message: Readonly<Record<string, unknown>>): Uint8Array {
  const members = Object.entries(message).filter(([, value]) => value !== undefined);
  const parts = members.flatMap(([key, value]) => [encode(key), encode(value)]);
  return Buffer.concat([mapOfAnyLength, ...parts, endOfMap]);
}

function mapValues(message: Readonly<Record<string, unknown>>, change: (value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(message).map(([key, value]) => [key, change(value)]));
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
