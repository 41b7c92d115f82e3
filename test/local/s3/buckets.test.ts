import { Agent } from "node:http";
import * as s3 from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../../local/clock.ts";
import { createS3 } from "../../../local/s3/s3.ts";
import { serve } from "../../support/local-service.ts";
import { failure, startS3 } from "./start-s3.ts";

describe("a bucket", () => {
  it("is made, found, listed and deleted", async () => {
    const { client } = await startS3();
    await client.send(new s3.CreateBucketCommand({ Bucket: "second" }));
    expect(await client.send(new s3.HeadBucketCommand({ Bucket: "second" }))).toMatchObject({
      BucketRegion: "us-east-1",
    });
    const { Buckets } = await client.send(new s3.ListBucketsCommand({}));
    expect(Buckets).toEqual([
      { Name: "firmware", CreationDate: new Date("2026-01-01T00:00:00Z") },
      { Name: "second", CreationDate: new Date("2026-01-01T00:00:00Z") },
    ]);
    await client.send(new s3.DeleteBucketCommand({ Bucket: "second" }));
    const head = client.send(new s3.HeadBucketCommand({ Bucket: "second" }));
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  it.each(["ab", "Upper", "under_score", "-dash", "dash-", "two..dots", "192.168.0.1", "x".repeat(64)])(
    "is not called %s",
    async (Bucket) => {
      const { client } = await startS3();
      const create = client.send(new s3.CreateBucketCommand({ Bucket }));
      await expect(create).rejects.toMatchObject(failure("InvalidBucketName", 400));
    },
  );

  it("is listed once, however many to a page", async () => {
    const { client } = await startS3();
    for (const Bucket of ["second", "third", "other"]) await client.send(new s3.CreateBucketCommand({ Bucket }));
    const names: (string | undefined)[] = [];
    for await (const { Buckets = [] } of s3.paginateListBuckets({ client, pageSize: 3 }, {})) {
      expect(Buckets.length).toBeLessThanOrEqual(3);
      names.push(...Buckets.map(({ Name }) => Name));
    }
    expect(names).toEqual(["firmware", "other", "second", "third"]);
    const { Buckets } = await client.send(new s3.ListBucketsCommand({ Prefix: "s" }));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(["second"]);
  });

  it("is made twice without harm in us-east-1", async () => {
    const { client, bucket: Bucket, put, read } = await startS3();
    await put("app.bin", "x");
    await client.send(new s3.CreateBucketCommand({ Bucket }));
    expect(await read("app.bin")).toBe("x");
  });

  it("is deleted only when nothing is left in it, not even a delete marker", async () => {
    const { client, bucket: Bucket, put } = await startS3({ versioning: "Enabled" });
    const { VersionId } = await put("app.bin", "x");
    const marker = await client.send(new s3.DeleteObjectCommand({ Bucket, Key: "app.bin" }));
    await client.send(new s3.DeleteObjectCommand({ Bucket, Key: "app.bin", VersionId }));
    const remove = new s3.DeleteBucketCommand({ Bucket });
    await expect(client.send(remove)).rejects.toMatchObject(failure("BucketNotEmpty", 409));
    await client.send(new s3.DeleteObjectCommand({ Bucket, Key: "app.bin", VersionId: marker.VersionId }));
    await client.send(remove);
  });

  it.each(["localhost", "host.docker.internal"])("is named by the host as well as by the path: %s", async (host) => {
    const { client, config, put } = await startS3();
    await put("folder/app.bin", "x");
    const { port } = new URL(config.endpoint);
    const toLoopback = new Agent({
      lookup: (_name, _options, answer) => answer(null, [{ address: "127.0.0.1", family: 4 }]),
    });
    const hosted = new s3.S3Client({
      ...config,
      endpoint: `http://${host}:${port}`,
      requestHandler: { httpAgent: toLoopback },
    });
    const { Body } = await hosted.send(new s3.GetObjectCommand({ Bucket: "firmware", Key: "folder/app.bin" }));
    expect(await Body?.transformToString()).toBe("x");
    await hosted.send(new s3.CreateBucketCommand({ Bucket: "hosted" }));
    expect((await client.send(new s3.ListBucketsCommand({}))).Buckets).toHaveLength(2);
    expect((await client.send(new s3.ListBucketsCommand({ BucketRegion: "eu-west-1" }))).Buckets).toEqual([]);
    hosted.destroy();
  });
});

describe("a bucket of another region", () => {
  async function startInIreland() {
    const account = { id: "123456789012", region: "eu-west-1" };
    const { directory } = await startS3();
    const { service } = createS3({ account, clock: new VirtualClock(), directory, publish: () => {} });
    return new s3.S3Client({ ...(await serve(service)), forcePathStyle: true });
  }
  const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;

  it("is where it says, and there but once", async () => {
    const client = await startInIreland();
    const create = new s3.CreateBucketCommand({ Bucket: "irish", CreateBucketConfiguration });
    await client.send(create);
    const { LocationConstraint } = await client.send(new s3.GetBucketLocationCommand({ Bucket: "irish" }));
    expect(LocationConstraint).toBe("eu-west-1");
    await expect(client.send(create)).rejects.toMatchObject(failure("BucketAlreadyOwnedByYou", 409));
  });

  it("is not made somewhere else", async () => {
    const irish = await startInIreland();
    const unspecified = irish.send(new s3.CreateBucketCommand({ Bucket: "irish" }));
    await expect(unspecified).rejects.toMatchObject(failure("IllegalLocationConstraintException", 400));
    const { client } = await startS3();
    expect(
      (await client.send(new s3.GetBucketLocationCommand({ Bucket: "firmware" }))).LocationConstraint,
    ).toBeUndefined();
    const elsewhere = client.send(new s3.CreateBucketCommand({ Bucket: "irish", CreateBucketConfiguration }));
    await expect(elsewhere).rejects.toMatchObject(failure("InvalidLocationConstraint", 400));
  });
});
