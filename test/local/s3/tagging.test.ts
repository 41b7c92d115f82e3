import {
  DeleteObjectTaggingCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectTaggingCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { failure, startS3 } from "./start-s3.ts";

const tags = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: "v" }));

describe("an object's tags", () => {
  it("come with it or later, are read apart, and counted with it", async () => {
    const { client, bucket: Bucket, put } = await startS3();
    const of = { Bucket, Key: "app.bin" };
    const tagSet = async () => (await client.send(new GetObjectTaggingCommand(of))).TagSet;
    await put("app.bin", "x", { Tagging: "release=thermostat+1&a%40b=" });
    expect(await tagSet()).toEqual([
      { Key: "release", Value: "thermostat 1" },
      { Key: "a@b", Value: "" },
    ]);
    expect((await client.send(new HeadObjectCommand(of))).TagCount).toBe(2);
    await client.send(new PutObjectTaggingCommand({ ...of, Tagging: { TagSet: tags(10) } }));
    expect(await tagSet()).toEqual(tags(10));
    await client.send(new DeleteObjectTaggingCommand(of));
    expect(await tagSet()).toEqual([]);
  });

  it("are those of a version", async () => {
    const { client, bucket: Bucket, put } = await startS3({ versioning: "Enabled" });
    const { VersionId } = await put("app.bin", "one", { Tagging: "n=1" });
    await put("app.bin", "two", { Tagging: "n=2" });
    const one = await client.send(new GetObjectTaggingCommand({ Bucket, Key: "app.bin", VersionId }));
    expect(one).toMatchObject({ VersionId, TagSet: [{ Key: "n", Value: "1" }] });
  });

  it.each([
    ["more than ten", tags(11), failure("BadRequest", 400)],
    ["the same key twice", [...tags(1), ...tags(1)], failure("InvalidTag", 400)],
    ["a key that is too long", [{ Key: "k".repeat(129), Value: "v" }], failure("InvalidTag", 400)],
    ["a value that is too long", [{ Key: "k", Value: "v".repeat(257) }], failure("InvalidTag", 400)],
  ])("are refused by name: %s", async (_, TagSet, error) => {
    const { client, bucket: Bucket, put } = await startS3();
    await put("app.bin", "x");
    const write = client.send(new PutObjectTaggingCommand({ Bucket, Key: "app.bin", Tagging: { TagSet } }));
    await expect(write).rejects.toMatchObject(error);
  });
});
