import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { refusal } from "../guide/aws-cli.ts";
import type { S3Cli } from "./s3-cli.ts";

/** What `aws s3api` asks of single objects and buckets. */
export async function objects({ step, aws, text, directory }: S3Cli): Promise<void> {
  await writeFile(join(directory, "digits.txt"), "0123456789");
  await text`s3 mb s3://objects`;
  await aws`s3api put-object --bucket objects --key digits.txt --body digits.txt --tagging a=b`;

  await step("aws s3api put-object --if-none-match * does not write over an object", async () => {
    const again = aws`s3api put-object --bucket objects --key digits.txt --body digits.txt --if-none-match *`;
    assert.equal((await refusal(again)).code, "PreconditionFailed");
    await aws`s3api put-object --bucket objects --key other.txt --body digits.txt --if-none-match *`;
  });
  await step("aws s3api head-object and get-object --range", async () => {
    const head = await aws<{
      ContentRange: string;
    }>`s3api head-object --bucket objects --key digits.txt --range bytes=2-4`;
    assert.equal(head.ContentRange, "bytes 2-4/10");
    await aws`s3api get-object --bucket objects --key digits.txt --range bytes=-3 end.txt`;
    assert.equal(await readFile(join(directory, "end.txt"), "utf8"), "789");
    const beyond = aws`s3api get-object --bucket objects --key digits.txt --range bytes=10- none.txt`;
    assert.equal((await refusal(beyond)).code, "InvalidRange");
  });
  await step("aws s3api get-object-tagging, put-object-tagging, delete-object-tagging", async () => {
    const tags = () => aws<{ TagSet: unknown[] }>`s3api get-object-tagging --bucket objects --key digits.txt`;
    assert.deepEqual((await tags()).TagSet, [{ Key: "a", Value: "b" }]);
    await aws`s3api put-object-tagging --bucket objects --key digits.txt --tagging TagSet=[{Key=c,Value=d}]`;
    assert.deepEqual((await tags()).TagSet, [{ Key: "c", Value: "d" }]);
    await aws`s3api delete-object-tagging --bucket objects --key digits.txt`;
    assert.deepEqual((await tags()).TagSet, []);
  });
  await step("aws s3api get-bucket-location, head-bucket", async () => {
    const { LocationConstraint } = await aws<{ LocationConstraint: null }>`s3api get-bucket-location --bucket objects`;
    assert.equal(LocationConstraint, null);
    await aws`s3api head-bucket --bucket objects`;
    assert.equal((await refusal(aws`s3api head-bucket --bucket none`)).code, "404");
  });
  await step("what is not played is refused by its name", async () => {
    const refused = await refusal(aws`s3api get-bucket-cors --bucket objects`);
    assert.equal(refused.code, "NotImplemented");
    assert.equal(refused.said, "Local AWS does not play s3:GetBucketCors.");
  });
}
