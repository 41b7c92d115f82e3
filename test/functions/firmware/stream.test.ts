import type { StreamInfo } from "@aws-sdk/client-iot";
import { describe, expect, it } from "vitest";
import { isStreamOf, streamRequest } from "../../../functions/firmware/stream.ts";
import { aRelease } from "../../support/releases.ts";

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

  const [file] = request.files ?? [];
  const more = { fileId: 1, s3Location: { bucket: "b", key: "k", version: "v" } };
  const found: StreamInfo = { streamId: release.id, roleArn: role, files: request.files, streamVersion: 1 };

  it("is recognised, in whatever order its files are told", () => {
    expect(isStreamOf(found, request)).toBe(true);
    const two = { ...request, files: [...(request.files ?? []), more] };
    expect(isStreamOf({ ...found, files: [more, ...(request.files ?? [])] }, two)).toBe(true);
  });

  it.each<[string, StreamInfo]>([
    ["role", { ...found, roleArn: "arn:aws:iam::123456789012:role/other" }],
    ["version", { ...found, files: [{ ...file, s3Location: { ...file?.s3Location, version: "v2" } }] }],
    ["key", { ...found, files: [{ ...file, s3Location: { ...file?.s3Location, key: "signed/x" } }] }],
    ["number of files", { ...found, files: [...(request.files ?? []), more] }],
    ["name", { ...found, streamId: "other" }],
    ["files at all", { ...found, files: undefined }],
  ])("is not one of another %s", (_, other) => {
    expect(isStreamOf(other, request)).toBe(false);
  });
});
