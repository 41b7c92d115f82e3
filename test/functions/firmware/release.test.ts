import { describe, expect, it } from "vitest";
import { describeRelease, digestOf, type ReleaseFile } from "../../../functions/firmware/release.ts";
import { releaseIdOf } from "../../../functions/firmware/release-id.ts";
import { settleRelease } from "../../../functions/firmware/settings-cascade.ts";

const upload = { bucket: "firmware", key: "firmware/thermostat/1.4.0/app.bin", versionId: "v1" };
const file: ReleaseFile = {
  name: "app.bin",
  fileId: 0,
  fileName: "app.bin",
  fileVersion: "1.4.0",
  ...upload,
  size: 7,
  sha256: "a".repeat(64),
  signing: { by: "pipeline", profile: "stack_profile", certificatePathOnDevice: "/cert.pem" },
};
const targets = ["arn:aws:iot:us-east-1:123456789012:thinggroup/thermostat"];

function described(settings: object = {}) {
  const settled = settleRelease({
    key: upload.key,
    product: "thermostat",
    version: "1.4.0",
    manifest: { files: [{ name: "app.bin" }] },
    settings,
    defaults: { signingProfile: "stack_profile" },
  });
  return describeRelease({ upload, settled, settingsVersionId: null, targets, files: [file] });
}

describe("a release", () => {
  it("is decided in full, also where the product has no settings", () => {
    expect(described()).toEqual({
      id: releaseIdOf(upload),
      product: "thermostat",
      version: "1.4.0",
      digest: digestOf([{ fileId: 0, sha256: "a".repeat(64) }]),
      delivery: "stream",
      targets,
      protocols: ["MQTT"],
      targetSelection: "SNAPSHOT",
      successPercent: 100,
      rolloutDeadlineInDays: 14,
      inProgressTimeoutInMinutes: 1440,
      supersede: true,
      settingsVersionId: null,
      files: [file],
    });
  });

  it("takes what its product's settings decide", () => {
    const settings = {
      protocols: ["MQTT", "HTTP"],
      targetSelection: "CONTINUOUS",
      successPercent: 90,
      rolloutDeadlineInDays: 3,
      inProgressTimeoutInMinutes: 60,
      presignedUrlExpiresInSec: 600,
      rollout: { maximumPerMinute: 10 },
      abortCriteria: [{ failureType: "ALL", thresholdPercentage: 10, minNumberOfExecutedThings: 5 }],
      tags: { team: "heating" },
      additionalParameters: { ticket: "FW-7" },
      supersede: false,
      allowDowngrade: { reason: "why not" },
    };
    expect(described(settings)).toMatchObject({ ...settings, delivery: "s3", targets });
  });
});

describe("a release's digest", () => {
  const files = [
    { fileId: 0, sha256: "a".repeat(64) },
    { fileId: 10, sha256: "b".repeat(64) },
    { fileId: 9, sha256: "c".repeat(64) },
  ];

  it("does not depend on the order of its files", () => {
    expect(digestOf([...files].reverse())).toBe(digestOf(files));
  });

  it("is another for other bytes, and for the same in other places", () => {
    expect(digestOf(files.slice(0, 2))).not.toBe(digestOf(files));
    expect(digestOf([{ fileId: 1, sha256: "a".repeat(64) }])).not.toBe(digestOf(files.slice(0, 1)));
  });
});
