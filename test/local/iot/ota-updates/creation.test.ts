import {
  CreateJobCommand,
  DescribeJobCommand,
  ListOTAUpdatesCommand,
  ListStreamsCommand,
  ListTagsForResourceCommand,
  type OTAUpdateFile,
} from "@aws-sdk/client-iot";
import { beforeEach, describe, expect, it } from "vitest";
import { certificateArn, type OtaBench, otaBench, roleArn, thingArn } from "../../../support/ota-bench.ts";

let bench: OtaBench;
let signed: OTAUpdateFile;

beforeEach(async () => {
  bench = await otaBench();
  const startSigningJobParameter = {
    signingProfileName: "fw_prod",
    destination: { s3Destination: { bucket: "signed" } },
  };
  signed = {
    fileName: "app.bin",
    fileLocation: { s3Location: bench.source },
    codeSigning: { startSigningJobParameter },
  };
});

describe("An OTA update", () => {
  it("is pending at first, without a job, and complete after a second or two", async () => {
    expect(await bench.create([signed])).toMatchObject({
      otaUpdateId: "fw-1",
      otaUpdateArn: "arn:aws:iot:us-east-1:123456789012:otaupdate/fw-1",
      otaUpdateStatus: "CREATE_PENDING",
    });
    const pending = await bench.info();
    expect(pending.otaUpdateStatus).toBe("CREATE_PENDING");
    expect(pending).not.toHaveProperty("awsIotJobId");
    await bench.clock.advance(1_000);
    expect((await bench.info()).otaUpdateStatus).toBe("CREATE_IN_PROGRESS");
    await bench.clock.advance(2_000);
    expect(await bench.info()).toMatchObject({
      otaUpdateStatus: "CREATE_COMPLETE",
      awsIotJobId: "AFR_OTA-fw-1",
      awsIotJobArn: "arn:aws:iot:us-east-1:123456789012:job/AFR_OTA-fw-1",
    });
  });

  it("starts a job with the rollout, abort, timeout and URL settings it was given", async () => {
    const exponentialRate = {
      baseRatePerMinute: 50,
      incrementFactor: 2,
      rateIncreaseCriteria: { numberOfNotifiedThings: 1000 },
    };
    const abortCriteria = {
      failureType: "FAILED" as const,
      action: "CANCEL" as const,
      thresholdPercentage: 20,
      minNumberOfExecutedThings: 5,
    };
    const { update } = await bench.created([signed], {
      protocols: ["MQTT", "HTTP"],
      targetSelection: "CONTINUOUS",
      awsJobExecutionsRolloutConfig: { maximumPerMinute: 100, exponentialRate },
      awsJobAbortConfig: { abortCriteriaList: [abortCriteria] },
      awsJobTimeoutConfig: { inProgressTimeoutInMinutes: 60 },
      awsJobPresignedUrlConfig: { expiresInSec: 600 },
    });
    const { job } = await bench.iot.send(new DescribeJobCommand({ jobId: update.awsIotJobId }));
    expect(job).toMatchObject({
      jobId: "AFR_OTA-fw-1",
      targets: [thingArn],
      targetSelection: "CONTINUOUS",
      jobExecutionsRolloutConfig: { maximumPerMinute: 100, exponentialRate },
      abortConfig: { criteriaList: [abortCriteria] },
      timeoutConfig: { inProgressTimeoutInMinutes: 60 },
      presignedUrlConfig: { roleArn, expiresInSec: 600 },
    });
  });

  it("carries tags", async () => {
    const { otaUpdateArn: resourceArn } = await bench.create([signed], { tags: [{ Key: "release", Value: "r1" }] });
    const { tags } = await bench.iot.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual([{ Key: "release", Value: "r1" }]);
  });
});

describe("GetOTAUpdate", () => {
  it("shows what was asked for as the guide's example does, never role, tags, abort or timeout", async () => {
    const { update } = await bench.created(
      [{ ...signed, fileType: 1, fileVersion: "1.4.0", attributes: { board: "r2" } }],
      {
        description: "Thermostats",
        additionalParameters: { ticket: "42" },
        awsJobTimeoutConfig: { inProgressTimeoutInMinutes: 60 },
        tags: [{ Key: "release" }],
      },
    );
    expect(update).toEqual({
      otaUpdateId: "fw-1",
      otaUpdateArn: "arn:aws:iot:us-east-1:123456789012:otaupdate/fw-1",
      creationDate: expect.any(Date),
      lastModifiedDate: expect.any(Date),
      description: "Thermostats",
      targets: [thingArn],
      protocols: ["MQTT"],
      awsJobExecutionsRolloutConfig: { maximumPerMinute: 0 },
      awsJobPresignedUrlConfig: { expiresInSec: 1800 },
      targetSelection: "SNAPSHOT",
      otaUpdateFiles: [
        {
          fileName: "app.bin",
          fileType: 1,
          fileVersion: "1.4.0",
          attributes: { board: "r2" },
          fileLocation: { s3Location: bench.source },
          codeSigning: {
            awsSignerJobId: expect.stringMatching(/^[0-9a-f-]{36}$/),
            startSigningJobParameter: {
              signingProfileParameter: {},
              signingProfileName: "fw_prod",
              destination: { s3Destination: { bucket: "signed" } },
            },
            customCodeSigning: {},
          },
        },
      ],
      otaUpdateStatus: "CREATE_COMPLETE",
      awsIotJobId: "AFR_OTA-fw-1",
      awsIotJobArn: "arn:aws:iot:us-east-1:123456789012:job/AFR_OTA-fw-1",
      additionalParameters: { ticket: "42" },
    });
    expect(update.lastModifiedDate?.getTime()).toBeGreaterThan(update.creationDate?.getTime() ?? 0);
  });

  it("does not know an update nobody made", async () => {
    await expect(bench.info("none")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("The creation fails, with the reason in errorInfo and no job,", () => {
  const inS3 = (location: object): OTAUpdateFile => ({
    ...signed,
    fileLocation: { s3Location: { ...bench.source, ...location } },
  });
  const signing = (parameter: object): OTAUpdateFile => ({
    ...signed,
    codeSigning: { startSigningJobParameter: { ...signed.codeSigning?.startSigningJobParameter, ...parameter } },
  });

  it.each<[string, () => OTAUpdateFile, { code: string; message: RegExp }]>([
    [
      "without the object",
      () => inS3({ key: "none" }),
      { code: "AmazonS3Exception", message: /Error Code: NoSuchKey/ },
    ],
    ["without its version", () => inS3({ version: "v0" }), { code: "AmazonS3Exception", message: /NoSuchVersion/ }],
    [
      "without the profile",
      () => signing({ signingProfileName: "none" }),
      { code: "ResourceNotFoundException", message: /profile with name none.*Service: AWSSigner; Status Code: 404/ },
    ],
    [
      "when the profile it is to make has a name that no profile may have",
      () =>
        signing({
          signingProfileName: "fw-prod",
          signingProfileParameter: { certificateArn, platform: "AmazonFreeRTOS-Default" },
        }),
      {
        code: "ValidationException",
        message: /Value 'fw-prod' at 'profileName'.*Service: AWSSigner; Status Code: 400/,
      },
    ],
    [
      "when signing fails",
      () => signing({ destination: { s3Destination: { bucket: "nowhere" } } }),
      { code: "AWSSignerException", message: /bucket does not exist/ },
    ],
    [
      "without the signing job",
      () => ({ codeSigning: { awsSignerJobId: "none" } }),
      { code: "ResourceNotFoundException", message: /Signing job none does not exist/ },
    ],
  ])("%s", async (_, file, { code, message }) => {
    const { update } = await bench.created([file()]);
    expect(update).toMatchObject({
      otaUpdateStatus: "CREATE_FAILED",
      errorInfo: { code, message: expect.stringMatching(message) },
      awsJobExecutionsRolloutConfig: {},
      awsJobPresignedUrlConfig: {},
    });
    const job = bench.iot.send(new DescribeJobCommand({ jobId: "AFR_OTA-fw-1" }));
    await expect(job).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    expect(update).not.toHaveProperty("awsIotJobId");
  });

  it("for a file above 16 MB", async () => {
    const upload = async (size: number) => {
      const { versionId: version } = await bench.objects.write({
        bucket: "uploads",
        key: "big",
        body: Buffer.alloc(size),
      });
      return [{ fileLocation: { s3Location: { bucket: "uploads", key: "big", version } } }];
    };
    const limit = 16 * 1024 * 1024;
    const { update: largest } = await bench.created(await upload(limit), { otaUpdateId: "fw-2" });
    expect(largest.otaUpdateStatus).toBe("CREATE_COMPLETE");
    const { update } = await bench.created(await upload(limit + 1));
    expect(update).toMatchObject({
      otaUpdateStatus: "CREATE_FAILED",
      errorInfo: { message: expect.stringContaining("16 MB") },
    });
  });

  it("when a job of that name exists, and leaves the stream it made", async () => {
    await bench.iot.send(new CreateJobCommand({ jobId: "AFR_OTA-fw-1", targets: [thingArn], document: "{}" }));
    const { update } = await bench.created([signed]);
    expect(update).toMatchObject({
      otaUpdateStatus: "CREATE_FAILED",
      errorInfo: { code: "ResourceAlreadyExistsException", message: expect.stringContaining("Service: AWSIot") },
    });
    const { streams } = await bench.iot.send(new ListStreamsCommand({}));
    expect(streams).toMatchObject([{ streamId: expect.stringMatching(/^AFR_OTA-/) }]);
  });
});

describe("ListOTAUpdates", () => {
  it("lists the newest first, by status, page by page", async () => {
    await bench.created([signed], { otaUpdateId: "a" });
    await bench.created([{ codeSigning: { awsSignerJobId: "none" } }], { otaUpdateId: "b" });
    await bench.create([signed], { otaUpdateId: "c" });
    const list = async (input: object) => await bench.iot.send(new ListOTAUpdatesCommand(input));
    const ids = async (input: object) => (await list(input)).otaUpdates?.map((update) => update.otaUpdateId);
    expect(await ids({})).toEqual(["c", "b", "a"]);
    expect(await ids({ otaUpdateStatus: "CREATE_FAILED" })).toEqual(["b"]);
    const { nextToken } = await list({ maxResults: 2 });
    expect(await ids({ maxResults: 2, nextToken })).toEqual(["a"]);
    expect((await list({ maxResults: 1 })).otaUpdates).toEqual([
      {
        otaUpdateId: "c",
        otaUpdateArn: "arn:aws:iot:us-east-1:123456789012:otaupdate/c",
        creationDate: new Date(bench.clock.now()),
      },
    ]);
  });
});
