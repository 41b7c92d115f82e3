import { describe, expect, it } from "vitest";
import { handler } from "../../functions/create-stream.ts";
import { streamRequest } from "../../functions/firmware/stream.ts";
import { invoke, pipelineBench, roleArn } from "../support/pipeline-bench.ts";
import { releaseWalk } from "../support/release-walk.ts";

const bench = await pipelineBench();
const { iot, clock } = bench;
const walk = releaseWalk(bench);

describe("a release's stream", () => {
  it("is made over the upload, by the OTA role, and carries the release's tag", async () => {
    const release = await walk.describe();
    expect(await invoke(handler, { release })).toEqual({});
    const { streamInfo } = await iot.describeStream({ streamId: release.id });
    const [file] = release.files;
    expect(streamInfo).toMatchObject({
      roleArn,
      files: [{ fileId: 0, s3Location: { bucket: file?.bucket, key: file?.key, version: file?.versionId } }],
    });
    const { tags } = await iot.listTagsForResource({ resourceArn: streamInfo?.streamArn });
    expect(tags).toEqual([{ Key: "ota-pipeline:release", Value: release.id }]);
  });

  it("is adopted when it was made before and the answer got lost", async () => {
    const release = await walk.describe();
    await invoke(handler, { release });
    expect(await invoke(handler, { release })).toEqual({});
  });

  it("is not taken for another's while AWS does not show its tag yet", async () => {
    const release = await walk.describe();
    const { tags: _, ...untagged } = streamRequest(release, roleArn);
    const { streamArn: resourceArn } = await iot.createStream(untagged);
    await clock.advance(119_000);
    await expect(invoke(handler, { release })).rejects.toMatchObject({ name: "TransientError" });
    await iot.tagResource({ resourceArn, tags: [{ Key: "ota-pipeline:release", Value: release.id }] });
    expect(await invoke(handler, { release })).toEqual({});
  });

  it("is not taken for another's while AWS does not show it at all", async () => {
    const release = await walk.describe();
    await invoke(handler, { release });
    bench.faults.add({ service: "iot", operation: "DescribeStream", fault: "not-found" });
    await expect(invoke(handler, { release })).rejects.toMatchObject({ name: "TransientError" });
    expect(await invoke(handler, { release })).toEqual({});
  });

  const tags = (id: string) => [{ Key: "ota-pipeline:release", Value: id }];

  it.each([
    ["other files", "other", roleArn, tags],
    ["another role", undefined, "arn:aws:iam::123456789012:role/another", tags],
    ["another release's tag, or none", undefined, roleArn, () => []],
    ["another release's tag, or none", undefined, roleArn, () => tags("another")],
  ])("is left alone when there is one with %s", async (difference, key, role, tagsOf) => {
    const release = await walk.describe();
    const [file] = release.files;
    const other = await bench.upload("firmware/other/1.0.0/app.bin", "other");
    const s3Location = key
      ? { bucket: other.bucket, key: other.key, version: other.versionId }
      : { bucket: file?.bucket, key: file?.key, version: file?.versionId };
    const foreign = {
      streamId: release.id,
      files: [{ fileId: 0, s3Location }],
      roleArn: role,
      tags: tagsOf(release.id),
    };
    await iot.createStream(foreign);
    await clock.advance(120_000);
    await expect(invoke(handler, { release })).rejects.toMatchObject({
      name: "NameTakenError",
      message: expect.stringContaining(`There is another stream named ${release.id}, with ${difference}`),
    });
    const { streamInfo } = await iot.describeStream({ streamId: release.id });
    expect(streamInfo).toMatchObject({ roleArn: role, files: foreign.files, streamVersion: 1 });
  });
});
