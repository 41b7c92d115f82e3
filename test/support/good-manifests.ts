import type { Manifest } from "../../functions/firmware/manifest.ts";
import { certificate, ecdsaSignature, rsaSignature } from "./custom-signatures.ts";

const file = { name: "app.bin" };
const custom = {
  by: "custom",
  signature: ecdsaSignature,
  certificateName: "/cert.pem",
  certificate,
  hashAlgorithm: "SHA256",
  signatureAlgorithm: "ECDSA",
} as const;
const signingProfileParameter = {
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/6f1c2b1e-0d0a-4b63-9c3b-0d6a2f3b7c11",
  platform: "AmazonFreeRTOS-Default",
  certificatePathOnDevice: "/cert.pem",
} as const;

/** Of `releases/thermostat/1.4.0/release.json`, by what each has: every combination of signing and delivery, every field. */
export const goodManifests: Readonly<Record<string, Manifest>> = {
  "a file and nothing else": { files: [file] },
  "the workflow's signature, by its stream": { files: [file], delivery: "stream", signing: { by: "pipeline" } },
  "the workflow's signature by a named profile": {
    files: [file],
    signing: { by: "pipeline", profile: "thermostat_2" },
  },
  "a signature made elsewhere, by the workflow's stream": { files: [{ ...file, signing: custom }] },
  "the workflow's signature, from S3": { files: [file], delivery: "s3" },
  "a signature made elsewhere, from S3": { files: [file], delivery: "s3", signing: custom },
  "a signature by RSA and SHA-1 that nobody verifies": {
    files: [file],
    signing: {
      by: "custom",
      signature: rsaSignature,
      certificateName: "tisigner.crt.der",
      hashAlgorithm: "SHA1",
      signatureAlgorithm: "RSA",
      unverified: true,
    },
  },
  "AWS IoT's signature by a profile": { files: [file], signing: { by: "service", profile: "thermostat_2" } },
  "AWS IoT's signature by a profile it makes": {
    files: [file],
    signing: { by: "service", profile: "thermostat_3", signingProfileParameter },
  },
  "AWS IoT's signature on the CC3220SF": {
    files: [{ ...file, fileName: "/sys/mcuflashimg.bin" }],
    signing: {
      by: "service",
      profile: "gauge_1",
      signingProfileParameter: { ...signingProfileParameter, platform: "AmazonFreeRTOS-TI-CC3220SF" },
    },
  },
  "a signing job that is done": {
    files: [{ ...file, size: 16, sha256: "0123456789abcdef".repeat(4) }],
    signing: { by: "job", signingJobId: "7309da2c-9111-48ac-8ee4-5a4262af4429" },
  },
  HTTP: { files: [file], protocols: ["HTTP"], presignedUrlExpiresInSec: 60 },
  "MQTT and HTTP": { files: [file], protocols: ["MQTT", "HTTP"], delivery: "s3", presignedUrlExpiresInSec: 3600 },
  "several files, each with a signing of its own": {
    files: [
      { ...file, fileId: 1, fileType: 0, signing: { by: "pipeline" } },
      { name: "radio.bin", fileId: 0, fileType: 255, fileName: "/radio.bin", fileVersion: "7b", signing: custom },
      { name: "fonts-1.2+b_3.dat", attributes: { language: "العربية", empty: "", toString: "a key like others" } },
    ],
  },
  "several files from S3, numbered as AWS does": {
    files: [{ ...file, fileId: 0 }, { name: "radio.bin", fileId: 1 }, { name: "fonts.dat" }],
    delivery: "s3",
  },
  "ten files": { files: [..."0123456789"].map((digit) => ({ name: `${digit}.bin` })) },
  "every setting": {
    $schema: "../../../schemas/release.schema.json",
    files: [{ ...file, fileId: 255 }],
    targets: ["thinggroup/beta", "thing/lab-1", "arn:aws:iot:us-east-1:123456789012:thinggroup/late:comers"],
    protocols: ["MQTT"],
    targetSelection: "CONTINUOUS",
    rollout: {
      maximumPerMinute: 1000,
      exponentialRate: {
        baseRatePerMinute: 50,
        incrementFactor: 2.5,
        rateIncreaseCriteria: { numberOfNotifiedThings: 1000 },
      },
    },
    abortCriteria: [
      { failureType: "FAILED", thresholdPercentage: 12.25, minNumberOfExecutedThings: 10 },
      { failureType: "ALL", thresholdPercentage: 100, minNumberOfExecutedThings: 1 },
    ],
    inProgressTimeoutInMinutes: 10_080,
    presignedUrlExpiresInSec: 1800,
    description: "Heats when it is cold, cools when it is hot – ☃",
    tags: { team: "heating", "cost centre": "", "https://example.com/+@=": "x" },
    additionalParameters: { ticket: "HEAT-17", notes: "two\nlines" },
    delivery: "stream",
    signing: { by: "pipeline" },
    allowDowngrade: { reason: "1.5.0 drains the battery" },
    successPercent: 99.5,
    rolloutDeadlineInDays: 60,
    supersede: false,
  },
  "a rollout that grows with success": {
    files: [file],
    rollout: {
      exponentialRate: {
        baseRatePerMinute: 1,
        incrementFactor: 1.1,
        rateIncreaseCriteria: { numberOfSucceededThings: 1 },
      },
    },
  },
  "as many tags as there may be": {
    files: [file],
    tags: Object.fromEntries(Array.from({ length: 49 }, (_, at) => [`tag ${at}`, ""])),
  },
  "a release to offer again": { files: [file], retryOf: "thermostat-1_4_0-5f2c9a10", targets: ["thing/lab-1"] },
};
