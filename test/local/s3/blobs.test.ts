import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createBlobs } from "../../../local/s3/blobs.ts";

it("keeps nothing of bytes that fail before the first of them", async () => {
  const directory = await mkdtemp(join(tmpdir(), "blobs-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const blobs = createBlobs(directory);
  const failing = {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error("They did not come")) }),
  };
  const stored = await Promise.allSettled(Array.from({ length: 50 }, () => blobs.store(failing)));
  expect(new Set(stored.map(({ status }) => status))).toEqual(new Set(["rejected"]));
  await writeFile(join(directory, "later"), ""); // behind whatever is still being done in this folder
  expect(await readdir(directory)).toEqual(["later"]);
});
