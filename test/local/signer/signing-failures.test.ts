import {
  CancelSigningProfileCommand,
  ListSigningJobsCommand,
  type StartSigningJobCommandInput,
} from "@aws-sdk/client-signer";
import { beforeEach, describe, expect, it } from "vitest";
import { selfSignedCertificate } from "../../../local/acm/self-signed-certificate.ts";
import { type SignerBench, signerBench } from "../../support/signer-bench.ts";

let bench: SignerBench;
beforeEach(async () => {
  bench = await signerBench();
});

describe("A signing job fails", () => {
  const source = (s3: object) => ({ s3: { bucketName: "uploads", key: "app.bin", version: bench.version, ...s3 } });

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
    ["when its certificate has expired", () => ({ profileName: "expired" }), /arn:old expired on 2025-12-31T00:00:00/],
  ])("%s, and writes nothing", async (_, input, reason) => {
    bench.profile("wrong_key", "AmazonFreeRTOS-Default", "arn:rsa");
    bench.certificates.set("arn:gone", { certificate: "", privateKey: "" });
    bench.profile("deleted", "AmazonFreeRTOS-Default", "arn:gone");
    bench.certificates.delete("arn:gone");
    const notBefore = Date.UTC(2025, 11, 30);
    bench.certificates.set("arn:old", await selfSignedCertificate({ commonName: "old", notBefore, days: 1 }));
    bench.profile("expired", "AmazonFreeRTOS-Default", "arn:old");
    const jobId = await bench.start(input());
    await bench.clock.advance(1_000);
    const job = await bench.describeJob(jobId);
    expect(job).toMatchObject({ status: "Failed", statusReason: expect.stringMatching(reason) });
    expect(job.signedObject).toBeUndefined();
    expect(bench.events).toMatchObject([{ detail: { job_id: jobId, status: "Failed" } }]);
    await expect(bench.objects.head({ bucket: "signed", key: `signed/${jobId}` })).rejects.toThrow(
      "key does not exist",
    );
  });

  it("above the platform's 16 MB", async () => {
    const body = Buffer.alloc(16 * 1024 * 1024 + 1);
    const { versionId } = await bench.objects.write({ bucket: "uploads", key: "big.bin", body });
    const jobId = await bench.start({ source: source({ key: "big.bin", version: versionId }) });
    await bench.clock.advance(1_000);
    expect(await bench.describeJob(jobId)).toMatchObject({
      status: "Failed",
      statusReason: expect.stringMatching(/16 MB/),
    });
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
    bench.profile("canceled", "AmazonFreeRTOS-Default", "arn:ec");
    await bench.client.send(new CancelSigningProfileCommand({ profileName: "canceled" }));
    bench.signer.profiles.put({ profileName: "lambda", platformId: "AWSLambda-SHA384-ECDSA" });
    await expect(bench.start(input)).rejects.toMatchObject(error);
    expect((await bench.client.send(new ListSigningJobsCommand({}))).jobs).toEqual([]);
  });
});
