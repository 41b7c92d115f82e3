import type { StreamInfo } from "@aws-sdk/client-iot";
import { describe, expect, it } from "vitest";
import type { Release } from "../../../functions/firmware/release.ts";
import { differenceOfStream, streamRequest } from "../../../functions/firmware/stream.ts";
import { aRelease, event } from "../../support/releases.ts";

const release = aRelease();
const role = "arn:aws:iam::123456789012:role/ota";
const request = streamRequest(release, role);

describe("a release's stream", () => {
  it("serves the uploads by their versions, and carries the release's tag", () => {
    expect(request).toEqual({
      streamId: release.id,
      description: "thermostat 1.4.0",
      files: [
        {
          fileId: 0,
          s3Location: {
            bucket: "ota-pipeline-firmwarebucket",
            key: "firmware/thermostat/1.4.0/app.bin",
            version: "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrH",
          },
        },
      ],
      roleArn: role,
      tags: [{ Key: "ota-pipeline:release", Value: release.id }],
    });
  });

  it("serves all files of a manifest that are to be streamed, and carries its tags too", () => {
    const { release: whole } = event<{ release: Release }>("workflow.create-ota-update-by-manifest");
    const { files, tags } = streamRequest({ ...whole, delivery: "stream" }, role);
    expect(files?.map(({ fileId, s3Location }) => [fileId, s3Location?.key, s3Location?.version])).toEqual(
      whole.files.map(({ fileId, key, versionId }) => [fileId, key, versionId]),
    );
    expect(tags).toEqual([
      { Key: "ota-pipeline:release", Value: whole.id },
      { Key: "team", Value: "heating" },
    ]);
  });

  const [file] = request.files ?? [];
  const more = { fileId: 1, s3Location: { bucket: "b", key: "k", version: "v" } };
  const found: StreamInfo = { streamId: release.id, roleArn: role, files: request.files, streamVersion: 1 };

  it("is recognised, in whatever order its files are told", () => {
    expect(differenceOfStream(found, request)).toBeUndefined();
    const two = { ...request, files: [...(request.files ?? []), more] };
    expect(differenceOfStream({ ...found, files: [more, ...(request.files ?? [])] }, two)).toBeUndefined();
  });

  it.each<[string, StreamInfo]>([
    [
      "another role, arn:aws:iam::123456789012:role/other",
      { ...found, roleArn: "arn:aws:iam::123456789012:role/other" },
    ],
    ["other files", { ...found, files: [{ ...file, s3Location: { ...file?.s3Location, version: "v2" } }] }],
    ["other files", { ...found, files: [{ ...file, s3Location: { ...file?.s3Location, key: "signed/x" } }] }],
    ["other files", { ...found, files: [...(request.files ?? []), more] }],
    ["other files", { ...found, files: undefined }],
  ])("is not one with %s", (difference, other) => {
    expect(differenceOfStream(other, request)).toBe(difference);
  });
});
