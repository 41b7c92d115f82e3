import { describe, expect, it } from "vitest";
import { jobIdOf, otaUpdateRequest } from "../../../functions/firmware/ota-update.ts";
import { aRelease } from "../../support/releases.ts";

const release = aRelease();
const means = { roleArn: "arn:aws:iam::123456789012:role/ota", releaseBucket: "releases" };
const byJob = new Map([["app.bin", { signingJobId: "7309da2c-9111-48ac-8ee4-5a4262af4429" }]]);
const request = otaUpdateRequest(release, byJob, means);

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
