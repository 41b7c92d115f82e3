import assert from "node:assert/strict";
import { join } from "node:path";
import { writeRandom } from "./files.ts";
import type { S3Cli } from "./s3-cli.ts";

/** `aws s3 ls`, and the pages behind it. */
export async function listing({ step, aws, text, directory }: S3Cli): Promise<void> {
  await writeRandom(join(directory, "list/app.bin"), 2048);
  await writeRandom(join(directory, "list/firmware/1/app.bin"), 1024);
  await writeRandom(join(directory, "list/firmware/2/app.bin"), 1536);
  await text`s3 mb s3://list`;
  await text`s3 cp list s3://list --recursive --no-progress`;

  await step("aws s3 ls, of buckets", async () => assert.match(await text`s3 ls`, /^\S+ \S+ list$/m));
  await step("aws s3 ls, folder by folder", async () => {
    assert.match(await text`s3 ls s3://list`, /^ +PRE firmware\/\n\S+ \S+ +2048 app\.bin\n$/);
    assert.match(await text`s3 ls s3://list/firmware/`, /^ +PRE 1\/\n +PRE 2\/\n$/);
  });
  await step("aws s3 ls --recursive --human-readable --summarize", async () => {
    const said = await text`s3 ls s3://list --recursive --human-readable --summarize`;
    assert.deepEqual(said.match(/[\d.]+ \S+ \S+\.bin/g), [
      "2.0 KiB app.bin",
      "1.0 KiB firmware/1/app.bin",
      "1.5 KiB firmware/2/app.bin",
    ]);
    assert.match(said, /Total Objects: 3\n +Total Size: 4\.5 KiB/);
  });
  await step("aws s3api list-objects-v2 and list-objects, page by page", async () => {
    type Listed = { Contents: { Key: string }[] };
    const two = await aws<Listed>`s3api list-objects-v2 --bucket list --page-size 1 --start-after app.bin`;
    assert.deepEqual(keysOf(two), ["firmware/1/app.bin", "firmware/2/app.bin"]);
    const all = await aws<Listed>`s3api list-objects --bucket list --page-size 2`;
    assert.deepEqual(keysOf(all), ["app.bin", "firmware/1/app.bin", "firmware/2/app.bin"]);
  });
}

function keysOf({ Contents }: { Contents: { Key: string }[] }): string[] {
  return Contents.map(({ Key }) => Key);
}
