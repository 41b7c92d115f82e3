import type { DescribeSigningJobResponse } from "@aws-sdk/client-signer";
import { describe, expect, it } from "vitest";
import { signedFileOf } from "../../../functions/firmware/signing-job.ts";

const id = "7309da2c-9111-48ac-8ee4-5a4262af4429";
const home = { product: "thermostat", firmwareBucket: "firmware", releaseBucket: "releases" };
const job: DescribeSigningJobResponse = {
  status: "Succeeded",
  platformId: "AmazonFreeRTOS-Default",
  signingParameters: { certname: "/certs/signer.pem" },
  source: { s3: { bucketName: "firmware", key: "in/app.bin", version: "v1" } },
  signedObject: { s3: { bucketName: "firmware", key: `signed/${id}` } },
};
const written = (bucketName: string, key: string) => ({ signedObject: { s3: { bucketName, key } } });

describe("what an earlier job signed", () => {
  it.each(["in/app.bin", "firmware/thermostat/1.4.0/app.bin", "releases/thermostat/1.4.0/app.bin", "releases/app.bin"])(
    "is released wherever it may lie: %s",
    (key) => {
      const described = { ...job, source: { s3: { bucketName: "firmware", key, version: "v1" } } };
      expect(signedFileOf(id, described, home).source).toEqual({ bucket: "firmware", key, versionId: "v1" });
    },
  );

  it.each<[string, DescribeSigningJobResponse]>([
    ["as it lies in the firmware bucket", job],
    ["also where it lies in the release bucket", { ...job, ...written("releases", `signed/ours/${id}`) }],
    ["also by another platform of FreeRTOS", { ...job, platformId: "AmazonFreeRTOS-TI-CC3220SF" }],
  ])("is released %s", (_, described) => {
    expect(signedFileOf(id, described, home)).toEqual({
      source: { bucket: "firmware", key: "in/app.bin", versionId: "v1" },
      signedObject: {
        bucket: described.signedObject?.s3?.bucketName,
        key: described.signedObject?.s3?.key,
      },
    });
  });

  it.each<[string, Partial<DescribeSigningJobResponse>]>([
    ["is InProgress: no reason given", { status: "InProgress" }],
    ["is Failed: no EC key", { status: "Failed", statusReason: "no EC key" }],
    ["was revoked: leaked", { revocationRecord: { reason: "leaked" } }],
    ["is of platform AWSLambda-SHA384-ECDSA, not", { platformId: "AWSLambda-SHA384-ECDSA" }],
    ["is by a profile without the signing parameter certname", { signingParameters: {} }],
    [
      "signed theirs/in/app.bin, no version of an object in firmware; sign one there",
      { source: { s3: { bucketName: "theirs", key: "in/app.bin", version: "v1" } } },
    ],
    [
      "signed firmware/in/app.bin, no version",
      { source: { s3: { bucketName: "firmware", key: "in/app.bin", version: "null" } } },
    ],
    ...["firmware/oven/1.4.0/oven.bin", "releases/oven/2.0.0/oven.bin"].map((key): [string, typeof job] => [
      `signed ${key}, which is not thermostat's but oven's`,
      { source: { s3: { bucketName: "firmware", key, version: "v1" } } },
    ]),
    [`wrote theirs/signed/${id}, which does not lie below signed/ in firmware`, written("theirs", `signed/${id}`)],
    [`wrote firmware/${id}, which does not lie below signed/`, written("firmware", id)],
    [
      `wrote releases/signed/thermostat-1_4_0-3c9bb594/${id}, which goes when release thermostat-1_4_0-3c9bb594 does`,
      written("releases", `signed/thermostat-1_4_0-3c9bb594/${id}`),
    ],
  ])("is not released when the job %s", (message, changes) => {
    expect(() => signedFileOf(id, { ...job, ...changes }, home)).toThrowError(
      expect.objectContaining({
        name: "SigningJobUnusableError",
        signingJobId: id,
        message: expect.stringContaining(`Signing job ${id} ${message}`),
      }),
    );
  });
});
