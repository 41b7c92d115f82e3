import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { refusal } from "../guide/aws-cli.ts";
import type { S3Cli } from "./s3-cli.ts";

interface Versions {
  readonly Versions?: { VersionId: string; IsLatest: boolean }[];
  readonly DeleteMarkers?: { VersionId: string; IsLatest: boolean }[];
}

/** Versions, delete markers, and getting back what was deleted or written over. */
export async function versions({ step, aws, text, directory }: S3Cli): Promise<void> {
  const put = async (content: string) => {
    await writeFile(join(directory, "version.txt"), content);
    return (await aws<{ VersionId: string }>`s3api put-object --bucket versions --key app.bin --body version.txt`)
      .VersionId;
  };
  const read = async (...named: string[]) => {
    await aws`s3api get-object --bucket versions --key app.bin ${named} got.txt`;
    return readFile(join(directory, "got.txt"), "utf8");
  };
  const list = () => aws<Versions>`s3api list-object-versions --bucket versions --prefix app.bin`;

  await text`s3 mb s3://versions`;
  await aws`s3api put-bucket-versioning --bucket versions --versioning-configuration Status=Enabled`;
  const one = await put("one");
  const two = await put("two");
  await step("aws s3api list-object-versions, the newest first", async () => {
    const { Versions = [] } = await list();
    assert.deepEqual(
      Versions.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]),
      [
        [two, true],
        [one, false],
      ],
    );
  });
  await step("aws s3api get-object --version-id", async () => {
    assert.equal(await read("--version-id", one), "one");
    assert.equal(await read(), "two");
  });
  await step("aws s3 rm leaves a delete marker, behind which all versions are", async () => {
    await text`s3 rm s3://versions/app.bin`;
    const { code } = await refusal(read());
    assert.equal(code, "NoSuchKey");
    assert.equal(await read("--version-id", two), "two");
  });
  await step("deleting the delete marker restores the object", async () => {
    const [marker] = (await list()).DeleteMarkers ?? [];
    assert.equal(marker?.IsLatest, true);
    await aws`s3api delete-object --bucket versions --key app.bin --version-id ${marker?.VersionId ?? ""}`;
    assert.equal(await read(), "two");
  });
  await step("a copy of an older version restores what was written over", async () => {
    await aws`s3api copy-object --bucket versions --key app.bin --copy-source ${`versions/app.bin?versionId=${one}`}`;
    assert.equal(await read(), "one");
  });
  await step("a bucket with versions is not empty", async () => {
    await text`s3 rm s3://versions --recursive`;
    assert.match((await refusal(text`s3 rb s3://versions`)).message, /BucketNotEmpty/);
  });
  await step("aws s3api delete-objects, of versions and markers, and the bucket is", async () => {
    const { Versions = [], DeleteMarkers = [] } = await list();
    const Objects = [...Versions, ...DeleteMarkers].map(({ VersionId }) => ({ Key: "app.bin", VersionId }));
    assert.equal(Objects.length, 4);
    await aws`s3api delete-objects --bucket versions --delete ${JSON.stringify({ Objects, Quiet: true })}`;
    await text`s3 rb s3://versions`;
  });
}
