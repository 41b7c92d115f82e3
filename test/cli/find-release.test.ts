import { describe, expect, it } from "vitest";
import { NotFoundError } from "../../cli/not-found-error.ts";
import { findRelease } from "../../cli/releases/find-release.ts";
import { pipelineBench, releaseBucket } from "../support/pipeline-bench.ts";

const { s3, stateMachineArn, execution, clock } = await pipelineBench();
const find = (words: string) => {
  const [release = "", version] = words.split(" ");
  return findRelease({ release, version }, stateMachineArn);
};

/** A release of which there is no more than its key. */
async function record(root: "open" | "records", id: string): Promise<void> {
  const [product] = id.split(/-\d+_/);
  await s3.putObject({ Bucket: releaseBucket, Key: `${root}/${product}/${id}.json`, Body: "{}" });
  await clock.advance(1_000);
}

await record("records", "kettle-1_4_0-00000001");
await record("records", "kettle-1_4_0-00000002");
await record("open", "kettle-1_5_0-00000003");
await record("records", "kettle-pro-1_4_0-00000004");
await execution("kettle-1_4_0-00000005"); // no record: starting, or refused
await execution("refused-0123456789abcdef");

describe("a release is found", () => {
  it.each([
    ["kettle-1_4_0-00000001", "kettle-1_4_0-00000001"],
    ["kettle-1_5", "kettle-1_5_0-00000003"],
    ["kettle-p", "kettle-pro-1_4_0-00000004"],
    ["refused-01", "refused-0123456789abcdef"],
    ["kettle-1_4_0-00000005", "kettle-1_4_0-00000005"],
    ["kettle-pro 1.4.0", "kettle-pro-1_4_0-00000004"],
  ])("by %s", async (words, id) => {
    expect(await find(words)).toEqual({ id, others: [] });
  });

  it("as the latest of its version that has a record, with the others of it", async () => {
    expect(await find("kettle 1.4.0")).toEqual({
      id: "kettle-1_4_0-00000002",
      others: ["kettle-1_4_0-00000005", "kettle-1_4_0-00000001"],
    });
  });

  it.each([
    ["kettle-1_4", "3 releases begin with kettle-1_4:\n  kettle-1_4_0-00000005\n  kettle-1_4_0-00000002"],
    ["kettle", "5 releases begin with kettle:\n"],
    ["kettle 9.9.9", "There is no release of kettle 9.9.9.\n  kettle-"],
    ["toaster 1.0.0", "There is no release of toaster 1.0.0.\n  "],
    ["toaster", "No release begins with toaster.\n  "],
  ])("only where there is one, and %s is not one", async (words, message) => {
    const found = find(words);
    await expect(found).rejects.toThrow(NotFoundError);
    await expect(found).rejects.toThrow(message);
  });
});
