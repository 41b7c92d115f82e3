import { CancelSigningProfileCommand, ListSigningJobsCommand } from "@aws-sdk/client-signer";
import { beforeEach, describe, expect, it } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { firmware, type SignerBench, signerBench } from "../../support/signer-bench.ts";

let bench: SignerBench;
beforeEach(async () => {
  bench = await signerBench();
});

describe("A signing job", () => {
  it("is in progress for about a second, then has succeeded", async () => {
    const started = bench.clock.now();
    const jobId = await bench.start();
    expect(jobId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await bench.describeJob(jobId)).toMatchObject({ jobId, status: "InProgress", createdAt: new Date(started) });
    await bench.clock.advance(1_000);
    expect(await bench.describeJob(jobId)).toMatchObject({
      status: "Succeeded",
      statusReason: "Signing Succeeded",
      completedAt: new Date(started + 1_000),
      profileName: "fw_prod",
      platformId: "AmazonFreeRTOS-Default",
      platformDisplayName: "Amazon FreeRTOS SHA256-ECDSA",
      signingMaterial: { certificateArn: "arn:ec" },
      signingParameters: { certname: "/cert.pem" },
      source: { s3: { bucketName: "uploads", key: "app.bin", version: bench.version } },
      signedObject: { s3: { bucketName: "signed", key: `signed/${jobId}` } },
      requestedBy: "arn:aws:iam::123456789012:root",
      jobOwner: defaultAccount.id,
      jobInvoker: defaultAccount.id,
      signatureExpiresAt: new Date(Date.UTC(2037, 3, 1)),
    });
  });

  it("writes compact JSON with the whole payload under prefix + job id", async () => {
    const { jobId, key, text, bucket } = await bench.sign();
    expect(key).toBe(`signed/${jobId}`);
    expect(Object.keys(JSON.parse(text))).toEqual(["rawPayloadSize", "signature", "signatureAlgorithm", "payload"]);
    expect(text).toBe(JSON.stringify(JSON.parse(text)));
    expect(JSON.parse(text)).toMatchObject({
      rawPayloadSize: firmware.length,
      signatureAlgorithm: "SHA256withECDSA",
      payload: firmware.toString("base64"),
    });
    expect(await bench.objects.head({ bucket, key })).toMatchObject({ contentType: "application/octet-stream" });
  });

  it.each([
    ["nothing", undefined, ""],
    ["no slash", "signed-", "signed-"],
  ])("takes its prefix literally: %s", async (_, prefix, before) => {
    const { jobId, key } = await bench.sign({ destination: { s3: { bucketName: "signed", prefix } } });
    expect(key).toBe(`${before}${jobId}`);
  });

  it("points to the payload on the platform of IoT Device Management", async () => {
    bench.profile("detached", "AWSIoTDeviceManagement-SHA256-ECDSA", "arn:ec");
    const { text } = await bench.sign({ profileName: "detached" });
    expect(JSON.parse(text)).toEqual({
      rawPayloadSize: firmware.length,
      signature: expect.any(String),
      signatureAlgorithm: "SHA256withECDSA",
      payloadLocation: { s3: { bucketName: "uploads", key: "app.bin", version: bench.version } },
    });
  });

  it("tells EventBridge when it ends", async () => {
    const { jobId } = await bench.sign();
    expect(bench.events).toEqual([
      {
        source: "aws.signer",
        "detail-type": "Signer Job Status Change",
        resources: [`arn:aws:signer:us-east-1:123456789012:/signing-jobs/${jobId}`],
        detail: {
          certificate_arn: "arn:ec",
          job_id: jobId,
          destination: { bucketName: "signed", key: `signed/${jobId}` },
          source: { bucketName: "uploads", key: "app.bin", version: bench.version },
          platform: "AmazonFreeRTOS-Default",
          status: "Succeeded",
        },
      },
    ]);
  });

  it("starts once for one clientRequestToken", async () => {
    const jobId = await bench.start({ clientRequestToken: "t1" });
    await bench.clock.advance(1_000);
    expect(await bench.start({ clientRequestToken: "t1" })).toBe(jobId);
    expect(await bench.start({ clientRequestToken: "t2" })).not.toBe(jobId);
    const { jobs } = await bench.client.send(new ListSigningJobsCommand({}));
    expect(jobs).toHaveLength(2);
  });

  it("signs the version it was given, not the newest", async () => {
    await bench.objects.write({ bucket: "uploads", key: "app.bin", body: Buffer.from("newer") });
    expect(JSON.parse((await bench.sign()).text)).toMatchObject({ payload: firmware.toString("base64") });
  });

  it("goes on when its profile is canceled meanwhile", async () => {
    const jobId = await bench.start();
    await bench.client.send(new CancelSigningProfileCommand({ profileName: "fw_prod" }));
    await bench.clock.advance(1_000);
    expect((await bench.describeJob(jobId)).status).toBe("Succeeded");
  });

  it("never ends once Signer was stopped", async () => {
    const jobId = await bench.start();
    await bench.signer.stop();
    await bench.clock.advance(10_000);
    expect((await bench.describeJob(jobId)).status).toBe("InProgress");
  });
});

describe("ListSigningJobs", () => {
  it("lists the newest first, by status, page by page", async () => {
    const ended = [await bench.start(), await bench.start()];
    const failed = await bench.start({
      source: { s3: { bucketName: "uploads", key: "missing", version: bench.version } },
    });
    await bench.clock.advance(1_000);
    const running = await bench.start();
    const ids = async (input: object) =>
      (await bench.client.send(new ListSigningJobsCommand(input))).jobs?.map((job) => job.jobId);
    expect(await ids({})).toEqual([running, failed, ...ended.toReversed()]);
    expect(await ids({ status: "Succeeded" })).toEqual(ended.toReversed());
    expect(await ids({ status: "Failed" })).toEqual([failed]);
    expect(await ids({ isRevoked: true })).toEqual([]);
    const { nextToken } = await bench.client.send(new ListSigningJobsCommand({ maxResults: 3 }));
    expect(await ids({ maxResults: 3, nextToken })).toEqual([ended[0]]);
  });

  it("does not know a job nobody started", async () => {
    const job = bench.describeJob("7309da2c-9111-48ac-8ee4-5a4262af4429");
    await expect(job).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
