import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeRandom } from "./files.ts";
import type { S3Cli } from "./s3-cli.ts";

const twentyMegabytes = 20 * 1024 ** 2 + 1;

/** `aws s3 cp`, `mv`, `rm`, `presign`: of files that travel in parts. */
export async function copying({ step, aws, text, directory }: S3Cli): Promise<void> {
  const bytes = await writeRandom(join(directory, "app.bin"), twentyMegabytes);
  const isCopy = async (file: string) => assert.ok(bytes.equals(await readFile(join(directory, file))), file);

  await step("aws s3 mb", async () => assert.match(await text`s3 mb s3://copies`, /^make_bucket: copies\n$/));
  await step("aws s3 cp of 20 MB, up in parts", async () => {
    await text`s3 cp app.bin s3://copies/app.bin --no-progress --metadata version=1.4.0 --content-type application/x-firmware`;
    const head = await aws<Record<string, unknown>>`s3api head-object --bucket copies --key app.bin`;
    assert.match(String(head["ETag"]), /^"[0-9a-f]{32}-3"$/);
    assert.equal(head["ContentLength"], twentyMegabytes);
    assert.equal(head["ContentType"], "application/x-firmware");
    assert.deepEqual(head["Metadata"], { version: "1.4.0" });
  });
  await step("aws s3 cp of 20 MB, down by ranges at once", async () => {
    await text`s3 cp s3://copies/app.bin down.bin --no-progress`;
    await isCopy("down.bin");
  });
  await step("aws s3 cp from key to key, parts of parts", async () => {
    await text`s3 cp s3://copies/app.bin s3://copies/backup/app.bin --no-progress`;
    await text`s3 cp s3://copies/backup/app.bin backup.bin --no-progress`;
    await isCopy("backup.bin");
  });
  await step("aws s3 mv, to another key and back to a file", async () => {
    await text`s3 mv s3://copies/backup/app.bin s3://copies/moved.bin --no-progress`;
    await text`s3 mv s3://copies/moved.bin moved.bin --no-progress`;
    await isCopy("moved.bin");
    assert.doesNotMatch(await text`s3 ls s3://copies --recursive`, /backup|moved/);
  });
  await step(
    "aws s3 presign by version 2, as this CLI does unless told otherwise, is refused as on new buckets",
    async () => {
      const answer = await fetch((await text`s3 presign s3://copies/app.bin`).trim());
      assert.equal(answer.status, 400);
      assert.match(await answer.text(), /Please use AWS4-HMAC-SHA256/);
    },
  );
  await step("aws s3 presign", async () => {
    await text`configure set default.s3.signature_version s3v4`;
    const answer = await fetch((await text`s3 presign s3://copies/app.bin --expires-in 60`).trim());
    assert.equal(answer.status, 200);
    assert.ok(bytes.equals(Buffer.from(await answer.arrayBuffer())));
  });
  await step("aws s3 rm --recursive", async () => {
    await text`s3 rm s3://copies --recursive`;
    assert.equal(await listed(text), "");
  });
  await step("aws s3 rb", () => text`s3 rb s3://copies`);
}

/** `aws s3 ls` ends with 1 where there is nothing. */
function listed(text: S3Cli["text"]): Promise<string> {
  return text`s3 ls s3://copies --recursive`.catch((error: Error & { cause?: { code?: unknown } }) => {
    assert.equal(error.cause?.code, 1);
    return "";
  });
}
