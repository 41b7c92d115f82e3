import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { contentOf, writeRandom } from "./files.ts";
import type { S3Cli } from "./s3-cli.ts";

/** `aws s3 sync` there and back. */
export async function syncing({ step, text, directory }: S3Cli): Promise<void> {
  const tree = join(directory, "tree");
  for (const name of ["app.bin", "a/b/c.bin", "a b/c+d.bin", "empty"]) {
    await writeRandom(join(tree, name), name === "empty" ? 0 : 5000);
  }
  const isSame = async () => assert.deepEqual(await contentOf(join(directory, "back")), await contentOf(tree));

  await text`s3 mb s3://sync`;
  await step("aws s3 sync, up", async () => {
    assert.equal(linesOf(await text`s3 sync tree s3://sync/tree --no-progress`, "upload"), 4);
  });
  await step("the second time there is nothing to do", async () => {
    assert.equal(await text`s3 sync tree s3://sync/tree --no-progress`, "");
  });
  await step("aws s3 sync, down", async () => {
    assert.equal(linesOf(await text`s3 sync s3://sync/tree back --no-progress`, "download"), 4);
    await isSame();
    assert.equal(await text`s3 sync s3://sync/tree back --no-progress`, "");
  });
  await step("aws s3 sync --delete, up and down: what changed, and what is gone", async () => {
    await writeRandom(join(tree, "app.bin"), 6000);
    await rm(join(tree, "a"), { recursive: true });
    const up = await text`s3 sync tree s3://sync/tree --delete --no-progress`;
    assert.deepEqual([linesOf(up, "upload"), linesOf(up, "delete")], [1, 1]);
    const down = await text`s3 sync s3://sync/tree back --delete --no-progress`;
    assert.deepEqual([linesOf(down, "download"), linesOf(down, "delete")], [1, 1]);
    await isSame();
  });
  await step("aws s3 sync from bucket to bucket", async () => {
    await text`s3 mb s3://sync-copy`;
    assert.equal(linesOf(await text`s3 sync s3://sync/tree s3://sync-copy --no-progress`, "copy"), 3);
    assert.equal(await text`s3 sync s3://sync/tree s3://sync-copy --no-progress`, "");
  });
}

function linesOf(said: string, what: "upload" | "download" | "delete" | "copy"): number {
  return said.split("\n").filter((line) => line.startsWith(`${what}: `)).length;
}
