import type { StreamFile, StreamInfo } from "@aws-sdk/client-iot";
import { describe, expect, it } from "vitest";
import { releasesOfStream } from "../../../functions/firmware/service-stream.ts";
import { verdictOf } from "../../../functions/firmware/verdict.ts";
import { aRelease } from "../../support/releases.ts";

const owner = { roleArn: "arn:aws:iam::123456789012:role/ota", releaseBucket: "releases" };
const release = aRelease();
const ended = verdictOf(release, {
  outcome: "failed",
  execution: "arn",
  by: "clean-up",
  devices: null,
  announcedAt: "2026-01-01T12:00:00.000Z",
  endedAt: "2026-01-01T12:10:00.000Z",
});
const [file] = release.files;
const signedObject = { bucket: "firmware", key: "signed/7309da2c" };
const verdict = { ...ended, source: ended.source.map((one) => ({ ...one, signedObject })) };
const upload = { bucket: file?.bucket, key: file?.key, version: file?.versionId };
const signed = { bucket: "releases", key: `signed/${release.id}/7309da2c`, version: "v" };
const files = (...locations: StreamFile["s3Location"][]) =>
  locations.map((s3Location, fileId) => ({ fileId, s3Location }));

const stream: StreamInfo = {
  streamId: "AFR_OTA-5f2c9a10",
  roleArn: owner.roleArn,
  createdAt: new Date("2026-01-01T12:05:00Z"),
  files: files(upload),
};

function owned(changes: Partial<StreamInfo> = {}): boolean {
  return releasesOfStream({ ...stream, ...changes }, [verdict], owner).includes(verdict);
}

describe("a stream that the OTA service made", () => {
  it.each<[string, Partial<StreamInfo>]>([
    ["an upload of it, by its version", {}],
    ["what was signed for it", { files: files(signed) }],
    ["both", { files: files(upload, signed) }],
    ["what the OTA service wrote over what an earlier job had", { files: files({ ...signedObject, version: "raw" }) }],
  ])("is a release's when it serves %s", (_, changes) => {
    expect(owned(changes)).toBe(true);
  });

  it.each<[string, Partial<StreamInfo>]>([
    ["another version of the upload", { files: files({ ...upload, version: "other" }) }],
    ["whatever version is the newest", { files: files({ bucket: upload.bucket, key: upload.key }) }],
    ["another key", { files: files({ ...upload, key: "firmware/thermostat/1.4.0/other.bin" }) }],
    ["another bucket", { files: files({ ...upload, bucket: "other" }) }],
    ["what an earlier job wrote, of no version", { files: files(signedObject) }],
    [
      "another object of that job's bucket",
      { files: files({ ...signedObject, key: "signed/7309da2d", version: "raw" }) },
    ],
    ["something else beside it", { files: files(upload, { ...upload, key: "other" }) }],
    [
      "what was signed for a release whose id begins alike",
      { files: files({ ...signed, key: `signed/${release.id}0/x` }) },
    ],
    ["what lies elsewhere under the name of a signed object", { files: files({ ...signed, bucket: "other" }) }],
    ["nothing", { files: [] }],
    ["it by another role", { roleArn: "arn:aws:iam::123456789012:role/other" }],
    ["it under a name of somebody's own", { streamId: "thermostat-stream" }],
    ["it since before the release was announced", { createdAt: new Date("2026-01-01T11:59:59Z") }],
    ["it since longer after the release than a step in flight takes", { createdAt: new Date("2026-01-01T12:12:01Z") }],
  ])("is nobody's when it serves %s", (_, changes) => {
    expect(owned(changes)).toBe(false);
  });

  it("may be that of each release of the same files that was on its way then", () => {
    const again = { ...verdict, releaseId: `${release.id.slice(0, -8)}00000000` };
    const later = { ...verdict, announcedAt: "2026-01-01T12:06:00.000Z" };
    expect(releasesOfStream(stream, [verdict, later, again], owner)).toEqual([verdict, again]);
  });
});
