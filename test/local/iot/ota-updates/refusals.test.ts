import { type CreateOTAUpdateCommandInput, ListOTAUpdatesCommand, type OTAUpdateFile } from "@aws-sdk/client-iot";
import { beforeEach, describe, expect, it } from "vitest";
import { type OtaBench, otaBench, roleArn } from "../../../support/ota-bench.ts";

let bench: OtaBench;
let uploaded: OTAUpdateFile;

beforeEach(async () => {
  bench = await otaBench();
  uploaded = { fileName: "app.bin", fileLocation: { s3Location: bench.source } };
});

describe("CreateOTAUpdate refuses", () => {
  it("the id of another update, even of one that failed", async () => {
    await bench.created([{ codeSigning: { awsSignerJobId: "none" } }]);
    await expect(bench.create([uploaded])).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
      $metadata: { httpStatusCode: 409 },
      resourceId: "fw-1",
      resourceArn: "arn:aws:iot:us-east-1:123456789012:otaupdate/fw-1",
    });
  });

  const invalid = "InvalidRequestException";
  const missing = "ResourceNotFoundException";
  const target = (name: string) => `arn:aws:iot:us-east-1:123456789012:${name}`;
  const stream = { streamId: "mine", fileId: 7 };
  const s3Location = { bucket: "uploads", key: "app.bin" };
  const codeSigning = { awsSignerJobId: "j1" };
  const customCodeSigning = {
    signature: { inlineDocument: Buffer.from("x") },
    hashAlgorithm: "SHA256",
    signatureAlgorithm: "ECDSA",
  };

  it.each<[string, string, Partial<CreateOTAUpdateCommandInput>]>([
    ["an id with a dot", invalid, { otaUpdateId: "fw.1" }],
    ["an id whose job's would have 65 characters", invalid, { otaUpdateId: "a".repeat(57) }],
    ["no targets", invalid, { targets: [] }],
    ["a target that is no ARN", invalid, { targets: ["device"] }],
    ["a thing that does not exist", missing, { targets: [target("thing/none")] }],
    ["a group that does not exist", missing, { targets: [target("thinggroup/none")] }],
    ["a misspelt group ARN", missing, { targets: [target("thing-group/none")] }],
    ["a protocol that is none", invalid, { protocols: ["COAP" as "MQTT"] }],
    ["URLs valid for 59 seconds", invalid, { awsJobPresignedUrlConfig: { expiresInSec: 59 } }],
    ["a time limit of more than 7 days", invalid, { awsJobTimeoutConfig: { inProgressTimeoutInMinutes: 10_081 } }],
    ["more than 1000 devices a minute", invalid, { awsJobExecutionsRolloutConfig: { maximumPerMinute: 1001 } }],
    ["no files", invalid, { files: [] }],
    ["a file without location and signing job", invalid, { files: [{ fileName: "app.bin" }] }],
    ["two locations", invalid, { files: [{ fileLocation: { stream, s3Location } }] }],
    [
      "two ways of signing",
      invalid,
      { files: [{ fileLocation: { s3Location }, codeSigning: { ...codeSigning, customCodeSigning } }] },
    ],
    ["S3 and a signing job", invalid, { files: [{ fileLocation: { s3Location }, codeSigning }] }],
    ["an S3 location without a key", invalid, { files: [{ fileLocation: { s3Location: { bucket: "uploads" } } }] }],
    [
      "signing what is in a stream",
      invalid,
      { files: [{ fileLocation: { stream }, codeSigning: { startSigningJobParameter: {} } }] },
    ],
    [
      "signing without a profile",
      invalid,
      { files: [{ fileLocation: { s3Location }, codeSigning: { startSigningJobParameter: {} } }] },
    ],
    [
      "a signature without its algorithm",
      invalid,
      { files: [{ fileLocation: { s3Location }, codeSigning: { customCodeSigning: {} } }] },
    ],
    [
      "files in a stream and files in S3",
      invalid,
      { files: [{ fileLocation: { stream } }, { fileLocation: { s3Location } }] },
    ],
    [
      "a stream that does not exist",
      missing,
      { files: [{ fileLocation: { stream: { streamId: "none", fileId: 7 } } }] },
    ],
    [
      "a file its stream does not have",
      missing,
      { files: [{ fileLocation: { stream: { streamId: "mine", fileId: 8 } } }] },
    ],
    ["the same tag twice", invalid, { tags: [{ Key: "a" }, { Key: "a" }] }],
  ])("%s", async (_, name, input) => {
    bench.streams.create({ streamId: "mine", files: [{ fileId: 7, s3Location }], roleArn });
    await expect(bench.create([uploaded], input)).rejects.toMatchObject({ name });
    const { otaUpdates } = await bench.iot.send(new ListOTAUpdatesCommand({}));
    expect(otaUpdates).toEqual([]);
  });
});
