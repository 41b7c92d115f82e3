import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { contentOf, writeRandom } from "./files.ts";
import type { S3Cli } from "./s3-cli.ts";

/** Which files may be called, and which S3 must tell apart. */
const fileNames = [
  "a b.bin",
  "a+b.bin",
  "a%20b.bin",
  "%2e%2e%2fapp.bin",
  "\u00fc.bin",
  "u\u0308.bin", // the same letter, decomposed
  "App.bin",
  "app.bin",
  "CON",
  "trailing dot.",
  " space at both ends ",
  "q'(1)!*~&=?#$,;:@.bin",
  "back\\slash",
  "термостат/1.4.0",
  "🦊/🦊.bin",
];

/** Which no file may be called, or would be somewhere else. */
const keys = ["../../etc/passwd", "a//b", "/leading", "folder/", `${"k".repeat(1022)}é`];

/** Keys are names: nothing in them means anything to S3, nor to the disk its objects are on. */
export async function oddKeys({ step, aws, text, directory, objects }: S3Cli): Promise<void> {
  const odd = join(directory, "odd");
  for (const name of fileNames) await writeRandom(join(odd, name), 100);
  await text`s3 mb s3://odd`;
  await step(`aws s3 sync of ${fileNames.length} files with odd names, there and back`, async () => {
    await text`s3 sync odd s3://odd/files --no-progress`;
    await text`s3 sync s3://odd/files odd-back --no-progress`;
    assert.deepEqual(await contentOf(join(directory, "odd-back")), await contentOf(odd));
  });
  for (const key of keys) {
    const name = key.length > 40 ? `${key.slice(0, 5)}… of ${Buffer.byteLength(key)} bytes` : key;
    await step(`aws s3api put-object and get-object of ${name}`, async () => {
      const bytes = await writeRandom(join(directory, "odd.bin"), 100);
      await aws`s3api put-object --bucket odd --key ${key} --body odd.bin`;
      await aws`s3api get-object --bucket odd --key ${key} odd-got.bin`;
      assert.ok(bytes.equals(await readFile(join(directory, "odd-got.bin"))));
    });
  }
  await step("aws s3api list-objects-v2 tells them as they were written", async () => {
    const { Contents } = await aws<{ Contents: { Key: string }[] }>`s3api list-objects-v2 --bucket odd`;
    const expected = [...keys, ...fileNames.map((name) => `files/${name}`)];
    assert.deepEqual(Contents.map(({ Key }) => Key).sort(), expected.sort());
  });
  await step("on the disk there are names of S3's own alone", async () => {
    const names = await readdir(objects, { recursive: true });
    assert.deepEqual(
      names.filter((name) => !/^[0-9a-f-]{36}$/.test(name)),
      [],
    );
  });
  await step("aws s3 rm --recursive, and the bucket is empty", async () => {
    await text`s3 rm s3://odd --recursive`;
    await text`s3 rb s3://odd`;
  });
}
