import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { refusal } from "../guide/aws-cli.ts";
import type { S3Cli } from "./s3-cli.ts";

/** Of "123456789": the check values of the CRC catalogue, and the digests of OpenSSL. Without awscrt the CLI works out only some. */
const algorithms = [
  { name: "CRC32", option: "--checksum-crc32", value: "y/Q5Jg==", isWorkedOut: true },
  { name: "CRC32C", option: "--checksum-crc32-c", value: "4waSgw==", isWorkedOut: false },
  { name: "CRC64NVME", option: "--checksum-crc64-nvme", value: "rosUhgp5mIg=", isWorkedOut: false },
  { name: "SHA1", option: "--checksum-sha1", value: "98O8HYCOBHMq32eZZczDTKeuNEE=", isWorkedOut: true },
  {
    name: "SHA256",
    option: "--checksum-sha256",
    value: "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
    isWorkedOut: true,
  },
];

/** Each checksum that S3 has: sent, held against the bytes, kept and told. */
export async function checksums({ step, aws, text, directory }: S3Cli): Promise<void> {
  await writeFile(join(directory, "numbers.txt"), "123456789");
  await writeFile(join(directory, "letters.txt"), "abcdefghi");
  await text`s3 mb s3://checksums`;
  for (const { name, option, value, isWorkedOut } of algorithms) {
    await step(`aws s3api put-object with ${name}`, async () => {
      const said = ["--checksum-algorithm", name];
      const sent = [option, value];
      await aws`s3api put-object --bucket checksums --key ${name} --body numbers.txt ${isWorkedOut ? said : sent}`;
      const head = await aws<
        Record<string, string>
      >`s3api head-object --bucket checksums --key ${name} --checksum-mode ENABLED`;
      assert.equal(head[`Checksum${name}`], value);
      assert.equal(head["ChecksumType"], "FULL_OBJECT");
    });
  }
  await step("aws s3api put-object of other bytes than its checksum is of is refused", async () => {
    const sent = ["--checksum-crc64-nvme", "rosUhgp5mIg="];
    const other = aws`s3api put-object --bucket checksums --key other --body letters.txt ${sent}`;
    assert.equal((await refusal(other)).code, "BadDigest");
  });
  await step("aws s3api get-object-attributes", async () => {
    const attributes = await aws<{ ETag: string; ObjectSize: number; Checksum: Record<string, string> }>`
      s3api get-object-attributes --bucket checksums --key SHA256 --object-attributes ETag ObjectSize Checksum`;
    assert.equal(attributes.ETag, "25f9e794323b453885f5181f1b624d0b");
    assert.equal(attributes.ObjectSize, 9);
    assert.equal(attributes.Checksum["ChecksumSHA256"], algorithms.at(-1)?.value);
  });
}
