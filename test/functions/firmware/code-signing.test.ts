import { describe, expect, it } from "vitest";
import { type CodeSignature, carriesSignatures } from "../../../functions/firmware/code-signing.ts";
import { otaUpdateRequest } from "../../../functions/firmware/ota-update.ts";
import type { Release, Signing } from "../../../functions/firmware/release.ts";
import { aRelease } from "../../support/releases.ts";

const [file = expect.fail("no file")] = aRelease().files;
const { id } = aRelease();
const means = { roleArn: "arn:aws:iam::123456789012:role/ota", releaseBucket: "releases" };
const byJob: CodeSignature = { signingJobId: "7309da2c" };
const itself: CodeSignature = { signature: "MEUCIQ==", hashAlgorithm: "SHA256", signatureAlgorithm: "ECDSA" };
const parameter = {
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/c1",
  platform: "AmazonFreeRTOS-Default",
  certificatePathOnDevice: "/certs/new.pem",
};

const pipeline: Signing = file.signing;
const custom: Signing = {
  by: "custom",
  signature: "MEUCIQ==",
  certificateName: "/certs/ours.pem",
  hashAlgorithm: "SHA1",
  signatureAlgorithm: "RSA",
  unverified: true,
};
const service: Signing = { by: "service", profile: "ota_pipeline" };
const job: Signing = {
  by: "job",
  signingJobId: "5f2c9a10",
  signedObject: { bucket: "firmware", key: "signed/5f2c9a10" },
};

/** The one file of an OTA update, as AWS is asked for it. */
function asked(delivery: Release["delivery"], signing: Signing, signature?: CodeSignature) {
  const release = aRelease({ delivery, files: [{ ...file, signing }] });
  const signatures = new Map(signature ? [[file.name, signature]] : []);
  const [one] = otaUpdateRequest(release, signatures, means).files ?? [];
  return { location: one?.fileLocation, signing: one?.codeSigning };
}

const inStream = { stream: { streamId: id, fileId: 0 } };
const inS3 = { s3Location: { bucket: file.bucket, key: file.key, version: file.versionId } };
const signed = (certificateName: string, hashAlgorithm: string, signatureAlgorithm: string) => ({
  customCodeSigning: {
    signature: { inlineDocument: new TextEncoder().encode("MEUCIQ==") },
    certificateChain: { certificateName },
    hashAlgorithm,
    signatureAlgorithm,
  },
});
const byPipeline = signed("/certs/signer.pem", "SHA256", "ECDSA");
const byThemselves = signed("/certs/ours.pem", "SHA1", "RSA");
const destination = { s3Destination: { bucket: "releases", prefix: `signed/${id}/` } };
const byService = { signingProfileName: "ota_pipeline", destination };

describe("a file of an OTA update, in each of the guide's combinations", () => {
  it.each<[string, ReturnType<typeof asked>, ReturnType<typeof asked>]>([
    [
      "in our stream, by the pipeline's job",
      asked("stream", pipeline, byJob),
      { location: inStream, signing: { awsSignerJobId: "7309da2c" } },
    ],
    [
      "in our stream, with the signature of the pipeline's job",
      asked("stream", pipeline, itself),
      { location: inStream, signing: byPipeline },
    ],
    ["in our stream, with one's own signature", asked("stream", custom), { location: inStream, signing: byThemselves }],
    [
      "in S3, with the signature of the pipeline's job",
      asked("s3", pipeline, itself),
      { location: inS3, signing: byPipeline },
    ],
    ["in S3, with one's own signature", asked("s3", custom), { location: inS3, signing: byThemselves }],
    [
      "in S3, signed by the service with a profile that exists",
      asked("s3", service),
      { location: inS3, signing: { startSigningJobParameter: byService } },
    ],
    [
      "in S3, signed by the service with a profile that it makes",
      asked("s3", { ...service, signingProfileParameter: parameter }),
      { location: inS3, signing: { startSigningJobParameter: { ...byService, signingProfileParameter: parameter } } },
    ],
    [
      "signed by an earlier job, which knows where it is",
      asked("s3", job),
      { location: undefined, signing: { awsSignerJobId: "5f2c9a10" } },
    ],
  ])("%s", (_, file, expected) => {
    expect(file).toEqual(expected);
  });

  it("cannot be in S3 and name the pipeline's job: AWS takes no job beside a place", () => {
    expect(() => asked("s3", pipeline, byJob)).toThrowError(
      expect.objectContaining({ name: "InputInvalidError", message: expect.stringContaining("app.bin") }),
    );
  });
});

it.each([
  ["stream", "SignerJob", false],
  ["stream", "ExtractedSignature", true],
  ["s3", "SignerJob", true],
  ["s3", "ExtractedSignature", true],
] as const)(
  "an OTA update of a %s where the stack says %s carries the signature itself: %s",
  (delivery, says, carries) => {
    expect(carriesSignatures({ delivery }, says)).toBe(carries);
  },
);
