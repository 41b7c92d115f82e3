import type { CreateOTAUpdateRequest, OTAUpdateInfo } from "@aws-sdk/client-iot";
import { describe, expect, it } from "vitest";
import { otaUpdateRequest } from "../../../functions/firmware/ota-update.ts";
import { differenceOfOtaUpdate } from "../../../functions/firmware/ota-update-difference.ts";
import type { Release, ReleaseFile } from "../../../functions/firmware/release.ts";
import { aRelease } from "../../support/releases.ts";

const means = { roleArn: "arn:aws:iam::123456789012:role/ota", releaseBucket: "releases" };
const [file = expect.fail("no file")] = aRelease().files;
const service = { by: "service", profile: "ota_pipeline" } as const;
const custom = {
  by: "custom",
  signature: "MEUCIQ==",
  certificateName: "/certs/ours.pem",
  hashAlgorithm: "SHA256",
  signatureAlgorithm: "ECDSA",
  unverified: true,
} as const;

function requestOf(changes: Partial<Release>, ofFile: Partial<ReleaseFile> = {}): CreateOTAUpdateRequest {
  const signatures = new Map([["app.bin", { signingJobId: "7309da2c" }]]);
  return otaUpdateRequest(aRelease({ files: [{ ...file, ...ofFile }], ...changes }), signatures, means);
}

/** As GetOTAUpdate tells it: without role, tags, abort criteria and timeout, with defaults filled in. */
function toldOf({
  awsJobExecutionsRolloutConfig,
  awsJobPresignedUrlConfig,
  files,
  ...request
}: CreateOTAUpdateRequest) {
  const { roleArn, tags, awsJobAbortConfig, awsJobTimeoutConfig, ...told } = request;
  return {
    ...told,
    otaUpdateFiles: files,
    awsJobExecutionsRolloutConfig: { maximumPerMinute: 0, ...awsJobExecutionsRolloutConfig },
    awsJobPresignedUrlConfig: { expiresInSec: 1800, ...awsJobPresignedUrlConfig },
    otaUpdateStatus: "CREATE_PENDING",
  } satisfies OTAUpdateInfo;
}

const plain = requestOf({});
const exponential = {
  exponentialRate: { baseRatePerMinute: 5, incrementFactor: 2, rateIncreaseCriteria: { numberOfNotifiedThings: 10 } },
};

describe("a release's OTA update is recognised", () => {
  it.each<[string, CreateOTAUpdateRequest]>([
    ["with what AWS fills in", plain],
    ["with a rollout rate", requestOf({ rollout: { maximumPerMinute: 7 } })],
    ["with an exponential rate", requestOf({ rollout: exponential })],
    ["with a lifetime of its URLs", requestOf({ delivery: "s3", presignedUrlExpiresInSec: 600 }, { signing: custom })],
    ["with a signature of somebody's own", requestOf({}, { signing: custom })],
    ["with attributes and parameters", requestOf({ additionalParameters: { a: "b" } }, { attributes: { c: "d" } })],
  ])("%s", (_, request) => {
    expect(differenceOfOtaUpdate(toldOf(request), request)).toBeUndefined();
  });

  it("with the job by which the service signs it, and empty structures where nothing was asked", () => {
    const request = requestOf({ delivery: "s3" }, { signing: service });
    const told = toldOf(request);
    const otaUpdateFiles = told.otaUpdateFiles?.map((one) => ({
      ...one,
      codeSigning: {
        ...one.codeSigning,
        awsSignerJobId: "7309da2c",
        customCodeSigning: {},
        startSigningJobParameter: { signingProfileParameter: {}, ...one.codeSigning?.startSigningJobParameter },
      },
    }));
    expect(differenceOfOtaUpdate({ ...told, otaUpdateFiles }, request)).toBeUndefined();
  });

  it("by its signing job, also when AWS tells where the service found the image", () => {
    const signedObject = { bucket: "firmware", key: "signed/7309da2c" };
    const request = requestOf({ delivery: "s3" }, { signing: { by: "job", signingJobId: "7309da2c", signedObject } });
    const told = toldOf(request);
    const fileLocation = { stream: { streamId: "AFR_OTA-6e01bdb2", fileId: 0 } };
    const otaUpdateFiles = told.otaUpdateFiles?.map((one) => ({ ...one, fileLocation }));
    expect(differenceOfOtaUpdate({ ...told, otaUpdateFiles }, request)).toBeUndefined();
    const another = otaUpdateFiles?.map((one) => ({ ...one, codeSigning: { awsSignerJobId: "7309da2d" } }));
    expect(differenceOfOtaUpdate({ ...told, otaUpdateFiles: another ?? [] }, request)).toBe("other files");
  });

  it("without its configurations once its creation has failed", () => {
    const request = requestOf({ rollout: { maximumPerMinute: 7 }, presignedUrlExpiresInSec: 600 });
    const failed = {
      otaUpdateStatus: "CREATE_FAILED",
      awsJobExecutionsRolloutConfig: {},
      awsJobPresignedUrlConfig: {},
    };
    expect(differenceOfOtaUpdate({ ...toldOf(request), ...failed } as OTAUpdateInfo, request)).toBeUndefined();
  });

  it("by the bytes of its signature, however the SDK keeps them", () => {
    const request = requestOf({}, { signing: custom });
    const otaUpdateFiles = toldOf(request).otaUpdateFiles?.map(({ codeSigning, ...one }) => ({
      ...one,
      codeSigning: {
        customCodeSigning: {
          ...codeSigning?.customCodeSigning,
          signature: { inlineDocument: Buffer.from("MEUCIQ==") },
        },
      },
    }));
    expect(differenceOfOtaUpdate({ ...toldOf(request), otaUpdateFiles }, request)).toBeUndefined();
  });
});

describe("an OTA update is not a release's", () => {
  const other = { ...plain, files: plain.files?.map((one) => ({ ...one, fileVersion: "1.3.0" })) };

  it.each<[string, CreateOTAUpdateRequest, CreateOTAUpdateRequest?]>([
    ["other targets", requestOf({ targets: ["arn:aws:iot:us-east-1:123456789012:thing/lab"] })],
    ["other protocols", requestOf({ protocols: ["HTTP"] })],
    ["target selection CONTINUOUS", requestOf({ targetSelection: "CONTINUOUS" })],
    ["another description", requestOf({ description: "theirs" })],
    ["other additional parameters", requestOf({ additionalParameters: { theirs: "1" } })],
    ["another rollout rate", requestOf({ rollout: { maximumPerMinute: 7 } })],
    ["another rollout rate", plain, requestOf({ rollout: exponential })],
    ["another lifetime of its URLs", requestOf({ presignedUrlExpiresInSec: 600 })],
    ["other files", other],
    ["other files", { ...plain, files: [] }],
    ["other files", requestOf({}, { fileType: 7 })],
    ["other files", requestOf({}, { attributes: { theirs: "1" } })],
    ["other files", requestOf({ id: "thermostat-1_4_0-ffffffff" })],
    [
      "other files",
      requestOf({}, { signing: { ...custom, signature: "MEYCIQ==" } }),
      requestOf({}, { signing: custom }),
    ],
    ["other files", requestOf({}, { signing: custom })],
    ["other files", requestOf({ delivery: "s3" }, { signing: { ...service, profile: "theirs" } })],
  ])("with %s", (difference, found, asked = plain) => {
    expect(differenceOfOtaUpdate(toldOf(found), asked)).toBe(difference);
  });
});
