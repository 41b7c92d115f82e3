import { describe, expect, it } from "vitest";
import { jobIdOf, otaUpdateRequest } from "../../../functions/firmware/ota-update.ts";
import type { Release } from "../../../functions/firmware/release.ts";
import { aRelease, event } from "../../support/releases.ts";

const release = aRelease();
const means = { roleArn: "arn:aws:iam::123456789012:role/ota", releaseBucket: "releases" };
const byJob = new Map([["app.bin", { signingJobId: "7309da2c-9111-48ac-8ee4-5a4262af4429" }]]);
const request = otaUpdateRequest(release, byJob, means);

function customSignatureOf({ files }: Release): string {
  const [signing] = files.flatMap(({ signing }) => (signing.by === "custom" ? [signing] : []));
  return signing?.signature ?? "";
}

describe("a release's OTA update", () => {
  it("offers the stream's file to the release's targets, signed by its job", () => {
    expect(request).toEqual({
      otaUpdateId: release.id,
      description: "thermostat 1.4.0",
      targets: ["arn:aws:iot:us-east-1:123456789012:thinggroup/thermostat"],
      protocols: ["MQTT"],
      targetSelection: "SNAPSHOT",
      awsJobTimeoutConfig: { inProgressTimeoutInMinutes: 1440 },
      files: [
        {
          fileName: "app.bin",
          fileVersion: "1.4.0",
          fileLocation: { stream: { streamId: release.id, fileId: 0 } },
          codeSigning: { awsSignerJobId: "7309da2c-9111-48ac-8ee4-5a4262af4429" },
        },
      ],
      roleArn: means.roleArn,
      tags: [{ Key: "ota-pipeline:release", Value: release.id }],
    });
  });

  it("may carry the signature itself, as the base64 text devices read", () => {
    const signature = { signature: "MEUCIQ==", hashAlgorithm: "SHA256", signatureAlgorithm: "ECDSA" } as const;
    const { files } = otaUpdateRequest(release, new Map([["app.bin", signature]]), means);
    expect(files?.[0]?.codeSigning).toEqual({
      customCodeSigning: {
        signature: { inlineDocument: new TextEncoder().encode("MEUCIQ==") },
        certificateChain: { certificateName: "/certs/signer.pem" },
        hashAlgorithm: "SHA256",
        signatureAlgorithm: "ECDSA",
      },
    });
  });

  it("has the rollout rate, the abort criteria and the file type of the product's settings", () => {
    const criterion = { failureType: "FAILED", thresholdPercentage: 10, minNumberOfExecutedThings: 5 } as const;
    const [file] = release.files;
    const settled = aRelease({
      rollout: { maximumPerMinute: 10 },
      abortCriteria: [criterion],
      files: file ? [{ ...file, fileType: 7 }] : [],
    });
    expect(otaUpdateRequest(settled, byJob, means)).toMatchObject({
      awsJobExecutionsRolloutConfig: { maximumPerMinute: 10 },
      awsJobAbortConfig: { abortCriteriaList: [{ ...criterion, action: "CANCEL" }] },
      files: [{ fileType: 7 }],
    });
  });

  it("has all that a manifest says, in AWS's words", () => {
    const { release: whole } = event<{ release: Release }>("workflow.create-ota-update-by-manifest");
    const place = { bucket: "ota-pipeline-firmwarebucket", version: "hT4cRw9yNqVxJk2bMzEo6sPfUd8gLa1i" };
    expect(otaUpdateRequest(whole, new Map(), means)).toEqual({
      otaUpdateId: whole.id,
      description: "Radio and application of 1.4",
      targets: whole.targets,
      protocols: ["MQTT", "HTTP"],
      targetSelection: "CONTINUOUS",
      awsJobExecutionsRolloutConfig: {
        maximumPerMinute: 200,
        exponentialRate: {
          baseRatePerMinute: 10,
          incrementFactor: 1.5,
          rateIncreaseCriteria: { numberOfSucceededThings: 100 },
        },
      },
      awsJobPresignedUrlConfig: { expiresInSec: 900 },
      awsJobAbortConfig: {
        abortCriteriaList: [
          { failureType: "ALL", thresholdPercentage: 5.5, minNumberOfExecutedThings: 20, action: "CANCEL" },
        ],
      },
      awsJobTimeoutConfig: { inProgressTimeoutInMinutes: 120 },
      files: [
        {
          fileName: "app.bin",
          fileVersion: "1.4.0",
          fileLocation: { s3Location: { ...place, key: "releases/thermostat/1.4.0/app.bin" } },
          codeSigning: {
            startSigningJobParameter: {
              signingProfileName: "ota_pipeline",
              destination: { s3Destination: { bucket: "releases", prefix: `signed/${whole.id}/` } },
            },
          },
          attributes: { branch: "release/1.4" },
        },
        {
          fileName: "/radio/image.bin",
          fileType: 3,
          fileVersion: "7",
          fileLocation: {
            s3Location: { ...place, key: "releases/thermostat/1.4.0/radio.bin", version: whole.files[1]?.versionId },
          },
          codeSigning: {
            customCodeSigning: {
              signature: { inlineDocument: new TextEncoder().encode(customSignatureOf(whole)) },
              certificateChain: { certificateName: "/certs/radio.pem" },
              hashAlgorithm: "SHA256",
              signatureAlgorithm: "ECDSA",
            },
          },
        },
      ],
      roleArn: means.roleArn,
      additionalParameters: { ticket: "FW-1407" },
      tags: [
        { Key: "ota-pipeline:release", Value: whole.id },
        { Key: "team", Value: "heating" },
      ],
    });
  });

  it("is not made of a file without a signature", () => {
    expect(() => otaUpdateRequest(release, new Map(), means)).toThrowError(
      expect.objectContaining({ name: "InputInvalidError", message: expect.stringContaining("app.bin") }),
    );
  });

  it("has a job of its name, within the 64 characters of a job id", () => {
    expect(jobIdOf(release.id)).toBe(`AFR_OTA-${release.id}`);
    expect(jobIdOf("x".repeat(44)).length).toBeLessThanOrEqual(64);
  });
});
