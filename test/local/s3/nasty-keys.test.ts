import { readdir } from "node:fs/promises";
import { DeleteObjectCommand, ListObjectsV2Command, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import type { S3Event } from "../../../local/s3/events.ts";
import { seededRandom } from "../../support/seeded-random.ts";
import { nastyKeys } from "./nasty-keys.ts";
import { failure, type StartedS3, startS3 } from "./start-s3.ts";

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** By pages, as clients list whose keys XML cannot say. */
async function listed({ client, bucket: Bucket }: StartedS3): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client, pageSize: 7 }, { Bucket, EncodingType: "url" }))
    keys.push(...Contents.map(({ Key = "" }) => decodeURIComponent(Key.replaceAll("+", " "))));
  return keys;
}

interface ToldObject {
  readonly key: string;
  readonly sequencer: string;
}

const objectOf = ({ detail }: S3Event) => detail["object"] as ToldObject;

/** As S3 says to compare them: the shorter padded with zeros at its end. */
function isRising(objects: readonly ToldObject[]): boolean {
  const padded = objects.map(({ sequencer }) => sequencer.padEnd(32, "0"));
  return padded.every((sequencer, index) => sequencer > (padded[index - 1] ?? ""));
}

describe("keys at random", () => {
  it.each([1, 2, 3, 4])("are written, read, listed and deleted as names alone: seed %d", async (seed) => {
    const random = seededRandom(seed);
    const keys = nastyKeys(random, 40);
    const s3 = await startS3();
    const { client, bucket: Bucket, put, read, events, directory } = s3;
    const expected = new Map<string, string>(); // what a bucket is: names, and bytes under them
    const told: string[] = [];
    for (let step = 0; step < 120; step++) {
      const key = keys[random.between(0, keys.length - 1)] ?? "";
      if (random.chance(0.3)) {
        await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
        if (expected.delete(key)) told.push(key);
      } else {
        await put(key, String(step));
        expected.set(key, String(step));
        told.push(key);
      }
    }
    for (const key of keys) {
      const content = expected.get(key);
      if (content === undefined) await expect(read(key)).rejects.toMatchObject(failure("NoSuchKey", 404));
      else expect(await read(key)).toBe(content);
    }
    expect(await listed(s3)).toEqual([...expected.keys()].sort(byBytes));
    expect(events.map((event) => objectOf(event).key)).toEqual(told);
    for (const key of keys) expect(isRising(events.map(objectOf).filter((object) => object.key === key))).toBe(true);
    await expect.poll(() => readdir(directory)).toHaveLength(expected.size);
    for (const name of await readdir(directory)) expect(name).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("are found by any prefix, and rolled up by any delimiter", async () => {
    const random = seededRandom(5);
    const keys = nastyKeys(random, 60);
    const { client, bucket: Bucket, put } = await startS3();
    for (const key of keys) await put(key, "x");
    for (let look = 0; look < 40; look++) {
      const Prefix = (keys[random.between(0, keys.length - 1)] ?? "").slice(0, random.between(1, 4)).toWellFormed();
      const Delimiter = random.pick(["/", "%", "..", "é", "\\"]);
      const list = new ListObjectsV2Command({ Bucket, Prefix, Delimiter, EncodingType: "url" });
      const { Contents = [], CommonPrefixes = [] } = await client.send(list);
      const found = keys.filter((key) => key.startsWith(Prefix));
      const isRolledUp = (key: string) => key.includes(Delimiter, Prefix.length);
      const rolledUp = found
        .filter(isRolledUp)
        .map((key) => key.slice(0, key.indexOf(Delimiter, Prefix.length) + Delimiter.length));
      const decoded = (text = "") => decodeURIComponent(text.replaceAll("+", " "));
      expect(Contents.map(({ Key }) => decoded(Key))).toEqual(found.filter((key) => !isRolledUp(key)).sort(byBytes));
      expect(CommonPrefixes.map((common) => decoded(common.Prefix))).toEqual([...new Set(rolledUp)].sort(byBytes));
    }
  });
});
