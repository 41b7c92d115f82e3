import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { bucket } from "./servers.ts";

const piece = randomBytes(1024 ** 2);
const pieces = 1024;

export const gibibyte = pieces * piece.length;

/** The CRC32 of the bytes that are put, as a header says it. */
export const checksum = (() => {
  let value = 0;
  for (let count = 0; count < pieces; count++) value = crc32(piece, value);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes.toString("base64");
})();

function body(): Readable {
  let left = pieces;
  return new Readable({
    read() {
      this.push(left > 0 ? piece : null);
      left--;
    },
  });
}

/** Puts 1 GiB at once. @param ChecksumCRC32 what a header says of it; nothing unless given */
export async function put(client: S3Client, Key: string, ChecksumCRC32?: string): Promise<void> {
  await client.send(
    new PutObjectCommand({ Bucket: bucket, Key, Body: body(), ContentLength: gibibyte, ChecksumCRC32 }),
  );
}

/** Puts 1 GiB in parts of 16 MiB, four at a time. */
export async function putInParts(client: S3Client, Key: string): Promise<void> {
  const params = { Bucket: bucket, Key, Body: body() };
  await new Upload({ client, params, partSize: 16 * 1024 ** 2, queueSize: 4 }).done();
}

/** Gets 1 GiB. @throws Error when it is not what was put */
export async function get(client: S3Client, Key: string): Promise<void> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
  let size = 0;
  let value = 0;
  for await (const chunk of Body as Readable) {
    size += chunk.length;
    value = crc32(chunk, value);
  }
  const expected = Buffer.from(checksum, "base64").readUInt32BE();
  if (size !== gibibyte || value !== expected) throw new Error(`Not what was put: ${size} bytes, CRC32 ${value}`);
}

const small = randomBytes(4096);
const smallOnes = Array.from({ length: 1000 }, (_, at) => `small/${at}`);
const atOnce = 32;

/** Puts 1,000 objects of 4 KiB, 32 at a time. */
export function putSmall(client: S3Client): Promise<void> {
  return forAll((Key) => client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: small })));
}

/** Gets them all. */
export function getSmall(client: S3Client): Promise<void> {
  return forAll(async (Key) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
    await Body?.transformToByteArray();
  });
}

async function forAll(act: (key: string) => Promise<unknown>): Promise<void> {
  const keys = smallOnes.values();
  const actOnRest = async () => {
    for (const key of keys) await act(key);
  };
  await Promise.all(Array.from({ length: atOnce }, actOnRest));
}
