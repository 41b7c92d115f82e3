import { execFileSync } from "node:child_process";
import { createPublicKey, verify } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CancelSigningProfileCommand,
  DescribeSigningJobCommand,
  ListSigningJobsCommand,
  SignerClient,
  StartSigningJobCommand,
  type StartSigningJobCommandInput,
} from "@aws-sdk/client-signer";
import { beforeEach, describe, expect, it } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { selfSignedCertificate } from "../../../local/acm/self-signed-certificate.ts";
import { VirtualClock } from "../../../local/clock.ts";
import { createSigner, type Signer } from "../../../local/signer/signer.ts";
import type { StatusChangeEvent } from "../../../local/signer/status-change-event.ts";
import { serve } from "../../support/local-service.ts";
import { memoryObjects } from "../../support/memory-objects.ts";

const notBefore = Date.UTC(2026, 0, 1);
const certificates = new Map([
  ["arn:ec", selfSignedCertificate({ commonName: "ec", notBefore })],
  ["arn:rsa", selfSignedCertificate({ commonName: "rsa", notBefore, keyType: "RSA-2048" })],
]);
const firmware = Buffer.from("firmware of a thermostat\n".repeat(1000));

let clock: VirtualClock;
let objects: ReturnType<typeof memoryObjects>;
let events: StatusChangeEvent[];
let signer: Signer;
let client: SignerClient;
let version: string;

beforeEach(async () => {
  clock = new VirtualClock(notBefore);
  objects = memoryObjects("uploads", "signed");
  events = [];
  const publish = (event: StatusChangeEvent) => void events.push(event);
  signer = createSigner({
    account: defaultAccount,
    clock,
    objects,
    certificates: { find: (arn) => certificates.get(arn) },
    publish,
  });
  client = new SignerClient(await serve(signer.service));
  profile("fw_prod", "AmazonFreeRTOS-Default", "arn:ec");
  version = (await objects.write({ bucket: "uploads", key: "app.bin", body: firmware })).versionId;
});

function profile(profileName: string, platformId: string, certificateArn: string): void {
  const signingParameters = { certname: "/cert.pem" };
  signer.profiles.put({ profileName, platformId, signingMaterial: { certificateArn }, signingParameters });
}

async function start(input: Partial<StartSigningJobCommandInput> = {}): Promise<string> {
  const { jobId, jobOwner } = await client.send(
    new StartSigningJobCommand({
      profileName: "fw_prod",
      source: { s3: { bucketName: "uploads", key: "app.bin", version } },
      destination: { s3: { bucketName: "signed", prefix: "signed/" } },
      ...input,
    }),
  );
  expect(jobOwner).toBe(defaultAccount.id);
  return jobId ?? "";
}

const describeJob = (jobId: string) => client.send(new DescribeSigningJobCommand({ jobId }));

/** Starts a job, lets it end, and reads what it wrote. */
async function sign(input: Partial<StartSigningJobCommandInput> = {}) {
  const jobId = await start(input);
  await clock.advance(1_000);
  const { signedObject, status } = await describeJob(jobId);
  expect(status).toBe("Succeeded");
  const { bucketName = "", key = "" } = signedObject?.s3 ?? {};
  return { jobId, key, text: (await objects.read({ bucket: bucketName, key })).toString(), bucketName };
}

describe("A signing job", () => {
  it("is in progress for about a second, then has succeeded", async () => {
    const jobId = await start();
    expect(jobId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await describeJob(jobId)).toMatchObject({ jobId, status: "InProgress", createdAt: new Date(notBefore) });
    await clock.advance(1_000);
    expect(await describeJob(jobId)).toMatchObject({
      status: "Succeeded",
      statusReason: "Signing Succeeded",
      completedAt: new Date(notBefore + 1_000),
      profileName: "fw_prod",
      platformId: "AmazonFreeRTOS-Default",
      platformDisplayName: "Amazon FreeRTOS SHA256-ECDSA",
      signingMaterial: { certificateArn: "arn:ec" },
      signingParameters: { certname: "/cert.pem" },
      source: { s3: { bucketName: "uploads", key: "app.bin", version } },
      signedObject: { s3: { bucketName: "signed", key: `signed/${jobId}` } },
      requestedBy: "arn:aws:iam::123456789012:root",
      jobOwner: defaultAccount.id,
      jobInvoker: defaultAccount.id,
      signatureExpiresAt: new Date(Date.UTC(2037, 3, 1)),
    });
  });

  it("writes compact JSON with the whole payload under prefix + job id", async () => {
    const { jobId, key, text, bucketName } = await sign();
    expect(key).toBe(`signed/${jobId}`);
    expect(Object.keys(JSON.parse(text))).toEqual(["rawPayloadSize", "signature", "signatureAlgorithm", "payload"]);
    expect(text).toBe(JSON.stringify(JSON.parse(text)));
    expect(JSON.parse(text)).toMatchObject({
      rawPayloadSize: firmware.length,
      signatureAlgorithm: "SHA256withECDSA",
      payload: firmware.toString("base64"),
    });
    expect(await objects.head({ bucket: bucketName, key })).toMatchObject({ contentType: "application/octet-stream" });
  });

  it.each([
    ["nothing", undefined, ""],
    ["no slash", "signed-", "signed-"],
  ])("takes its prefix literally: %s", async (_, prefix, before) => {
    const { jobId, key } = await sign({ destination: { s3: { bucketName: "signed", prefix } } });
    expect(key).toBe(`${before}${jobId}`);
  });

  it("points to the payload on the platform of IoT Device Management", async () => {
    profile("detached", "AWSIoTDeviceManagement-SHA256-ECDSA", "arn:ec");
    const { text } = await sign({ profileName: "detached" });
    expect(JSON.parse(text)).toEqual({
      rawPayloadSize: firmware.length,
      signature: expect.any(String),
      signatureAlgorithm: "SHA256withECDSA",
      payloadLocation: { s3: { bucketName: "uploads", key: "app.bin", version } },
    });
  });

  it("tells EventBridge when it ends", async () => {
    const { jobId } = await sign();
    expect(events).toEqual([
      {
        source: "aws.signer",
        "detail-type": "Signer Job Status Change",
        resources: [`arn:aws:signer:us-east-1:123456789012:/signing-jobs/${jobId}`],
        detail: {
          certificate_arn: "arn:ec",
          job_id: jobId,
          destination: { bucketName: "signed", key: `signed/${jobId}` },
          source: { bucketName: "uploads", key: "app.bin", version },
          platform: "AmazonFreeRTOS-Default",
          status: "Succeeded",
        },
      },
    ]);
  });

  it("starts once for one clientRequestToken", async () => {
    const jobId = await start({ clientRequestToken: "t1" });
    await clock.advance(1_000);
    expect(await start({ clientRequestToken: "t1" })).toBe(jobId);
    expect(await start({ clientRequestToken: "t2" })).not.toBe(jobId);
    const { jobs } = await client.send(new ListSigningJobsCommand({}));
    expect(jobs).toHaveLength(2);
  });

  it("signs the version it was given, not the newest", async () => {
    await objects.write({ bucket: "uploads", key: "app.bin", body: Buffer.from("newer") });
    expect(JSON.parse((await sign()).text)).toMatchObject({ payload: firmware.toString("base64") });
  });

  it("goes on when its profile is canceled meanwhile", async () => {
    const jobId = await start();
    await client.send(new CancelSigningProfileCommand({ profileName: "fw_prod" }));
    await clock.advance(1_000);
    expect((await describeJob(jobId)).status).toBe("Succeeded");
  });

  it("never ends once Signer was stopped", async () => {
    const jobId = await start();
    await signer.stop();
    await clock.advance(10_000);
    expect((await describeJob(jobId)).status).toBe("InProgress");
  });
});

describe("The signature", () => {
  it("is one that openssl accepts over the raw firmware", async () => {
    const { signature } = JSON.parse((await sign()).text);
    expect(acceptedByOpenssl("arn:ec", Buffer.from(signature, "base64"))).toBe(true);
    expect(acceptedByOpenssl("arn:rsa", Buffer.from(signature, "base64"))).toBe(false);
  });

  it("is RSA over SHA-1 on TI's platform", async () => {
    profile("ti", "AmazonFreeRTOS-TI-CC3220SF", "arn:rsa");
    const { signature, signatureAlgorithm } = JSON.parse((await sign({ profileName: "ti" })).text);
    expect(signatureAlgorithm).toBe("SHA1withRSA");
    const key = createPublicKey(certificates.get("arn:rsa")?.certificate ?? "");
    expect(verify("sha1", firmware, key, Buffer.from(signature, "base64"))).toBe(true);
  });
});

/** `openssl dgst -sha256 -verify`; where there is no openssl, Node's own copy of it. */
function acceptedByOpenssl(arn: string, signature: Buffer): boolean {
  const key = createPublicKey(certificates.get(arn)?.certificate ?? "");
  const directory = mkdtempSync(join(tmpdir(), "signature-"));
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(directory, name), content);
    return join(directory, name);
  };
  const verifying = ["dgst", "-sha256", "-verify", file("key.pem", key.export({ type: "spki", format: "pem" }))];
  try {
    const files = [file("signature", signature), file("firmware", firmware)];
    execFileSync("openssl", [...verifying, "-signature", ...files], { stdio: "ignore" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return verify("sha256", firmware, key, signature);
    return false;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe("A signing job fails", () => {
  const source = (s3: object) => ({ s3: { bucketName: "uploads", key: "app.bin", version, ...s3 } });

  it.each<[string, () => Partial<StartSigningJobCommandInput>, RegExp]>([
    ["without a source object", () => ({ source: source({ key: "missing.bin" }) }), /key does not exist/],
    ["without the source's version", () => ({ source: source({ version: "v0" }) }), /version does not exist/],
    [
      "without a bucket to write to",
      () => ({ destination: { s3: { bucketName: "nowhere" } } }),
      /bucket does not exist/,
    ],
    ["with an RSA key on an ECDSA platform", () => ({ profileName: "wrong_key" }), /EC private key/],
    ["when its certificate was deleted", () => ({ profileName: "deleted" }), /arn:gone does not exist/],
  ])("%s, and writes nothing", async (_, input, reason) => {
    profile("wrong_key", "AmazonFreeRTOS-Default", "arn:rsa");
    certificates.set("arn:gone", { certificate: "", privateKey: "" });
    profile("deleted", "AmazonFreeRTOS-Default", "arn:gone");
    certificates.delete("arn:gone");
    const jobId = await start(input());
    await clock.advance(1_000);
    const job = await describeJob(jobId);
    expect(job).toMatchObject({ status: "Failed", statusReason: expect.stringMatching(reason) });
    expect(job.signedObject).toBeUndefined();
    expect(events).toMatchObject([{ detail: { job_id: jobId, status: "Failed" } }]);
    await expect(objects.head({ bucket: "signed", key: `signed/${jobId}` })).rejects.toThrow("key does not exist");
  });

  it("above the platform's 16 MB", async () => {
    const body = Buffer.alloc(16 * 1024 * 1024 + 1);
    const { versionId } = await objects.write({ bucket: "uploads", key: "big.bin", body });
    const jobId = await start({ source: source({ key: "big.bin", version: versionId }) });
    await clock.advance(1_000);
    expect(await describeJob(jobId)).toMatchObject({ status: "Failed", statusReason: expect.stringMatching(/16 MB/) });
  });
});

describe("StartSigningJob refuses", () => {
  it.each<[string, Partial<StartSigningJobCommandInput>, object]>([
    [
      "a profile nobody made",
      { profileName: "nobody" },
      { name: "ResourceNotFoundException", message: "profile with name nobody does not exist" },
    ],
    ["a canceled profile", { profileName: "canceled" }, { name: "ValidationException" }],
    [
      "a source without a version",
      { source: { s3: { bucketName: "b", key: "k", version: undefined } } },
      { name: "ValidationException" },
    ],
    ["a destination without a bucket", { destination: { s3: {} } }, { name: "ValidationException" }],
    ["another account's profile", { profileOwner: "210987654321" }, { name: "AccessDeniedException" }],
    ["Lambda's platform, by name", { profileName: "lambda" }, { name: "NotImplemented" }],
  ])("%s", async (_, input, error) => {
    profile("canceled", "AmazonFreeRTOS-Default", "arn:ec");
    await client.send(new CancelSigningProfileCommand({ profileName: "canceled" }));
    signer.profiles.put({ profileName: "lambda", platformId: "AWSLambda-SHA384-ECDSA" });
    await expect(start(input)).rejects.toMatchObject(error);
    expect((await client.send(new ListSigningJobsCommand({}))).jobs).toEqual([]);
  });
});

describe("ListSigningJobs", () => {
  it("lists the newest first, by status, page by page", async () => {
    const ended = [await start(), await start()];
    const failed = await start({ source: { s3: { bucketName: "uploads", key: "missing", version } } });
    await clock.advance(1_000);
    const running = await start();
    const ids = async (input: object) =>
      (await client.send(new ListSigningJobsCommand(input))).jobs?.map((job) => job.jobId);
    expect(await ids({})).toEqual([running, failed, ...ended.toReversed()]);
    expect(await ids({ status: "Succeeded" })).toEqual(ended.toReversed());
    expect(await ids({ status: "Failed" })).toEqual([failed]);
    expect(await ids({ isRevoked: true })).toEqual([]);
    const { nextToken } = await client.send(new ListSigningJobsCommand({ maxResults: 3 }));
    expect(await ids({ maxResults: 3, nextToken })).toEqual([ended[0]]);
  });

  it("does not know a job nobody started", async () => {
    const job = describeJob("7309da2c-9111-48ac-8ee4-5a4262af4429");
    await expect(job).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
