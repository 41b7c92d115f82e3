import { readdir } from "node:fs/promises";
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { startS3 } from "./start-s3.ts";

const composed = "\u00fc.bin";
const decomposed = "u\u0308.bin";

const oddKeys = [
  "a b.bin",
  "a+b.bin",
  "a%20b.bin",
  "%2e%2e%2fapp.bin",
  "q'(1)!*~&=?#$,;:@.bin",
  'quotes "and" <angles> & ]]>',
  "back\\slash\\..\\app.bin",
  " space at both ends ",
  composed,
  decomposed,
  "термостат/1.4.0",
  "🦊/🦊.bin",
  "right-to-left \u202e and zero \u200b width \ufeff",
  "App.bin",
  "app.bin",
  "CON",
  "aux.bin",
  "trailing dot.",
  "-rf",
  "--help",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "$" + "{jndi:ldap://x}",
  "$.Execution.Id",
  "folder/",
  "line\nbreak\rand\ttab",
  "control \u0001\u001b[31m\u007f",
];

/** Keys that look like paths to somewhere else. */
const escapes = ["../../etc/passwd", "firmware/../../../x", "a/./b", "a//b", "/leading", "//", "..", "."];

describe("a key", () => {
  it.each([...oddKeys, ...escapes].map((key) => [JSON.stringify(key), key]))("%s is only a name", async (_, key) => {
    const s3 = await startS3();
    const { client, bucket: Bucket, put, read, events, directory } = s3;
    await put(key, "bytes");
    expect(await read(key)).toBe("bytes");
    expect(events).toMatchObject([{ detail: { object: { key } } }]);
    expect(await readdir(directory)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);

    const listed = await client.send(new ListObjectsV2Command({ Bucket, EncodingType: "url" }));
    const [{ Key = "" } = {}] = listed.Contents ?? [];
    expect(decodeURIComponent(Key.replaceAll("+", " "))).toBe(key);

    const CopySource = `${Bucket}/${encodeURIComponent(key)}`;
    await client.send(new CopyObjectCommand({ Bucket, Key: "copy of it", CopySource }));
    expect(await read("copy of it")).toBe("bytes");
  });

  it("is never mixed up with another that looks like it", async () => {
    const { client, bucket: Bucket, put, read } = await startS3();
    for (const key of oddKeys) await put(key, key);
    for (const key of oddKeys) expect(await read(key)).toBe(key);
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(oddKeys.length);
  });

  it("stands in XML so that the SDK reads it as it was written", async () => {
    const { client, bucket: Bucket, put } = await startS3();
    for (const key of oddKeys) await put(key, "x");
    const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(new Set(Versions.map(({ Key }) => Key))).toEqual(new Set(oddKeys));
    const Objects = oddKeys.map((Key) => ({ Key }));
    const { Deleted = [], Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Errors).toBeUndefined();
    expect(Deleted.map(({ Key }) => Key)).toEqual(oddKeys);
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });
});
