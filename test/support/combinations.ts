import type { OtherSigners } from "./other-signers.ts";

/** One way to sign and deliver an image, and what can be seen of it. */
export interface Combination {
  readonly what: string;
  /** What its manifest says beside its file. */
  readonly manifest: (image: Uint8Array, of: { key: string }) => object | Promise<object>;
  /** What the device speaks: MQTT, if nothing is said. */
  readonly speaks?: "MQTT" | "HTTP";
  /** What AWS IoT tells of the file: where it is, and how it is signed. It adds the signature to what it was handed. */
  readonly told: readonly string[];
  /** Which certificate the device verified the image by. */
  readonly verifiedBy: "/certs/firmware-signer.pem" | "/certs/ours.pem" | "/certs/ti.pem";
  /** What the record keeps of it. */
  readonly overrides?: object;
  /** What stays beside job and OTA update: versions of signed objects, and a stream. */
  readonly leaves: readonly string[];
}

const stack = "/certs/firmware-signer.pem";
const ours = "/certs/ours.pem";
const ti = "/certs/ti.pem";
const awsStream = "stream of AWS's";
const writtenOver = ["signed", "signed"]; // by Signer, then by the OTA service with the bare image

/** The table of what can be released, row by row, and each protocol where AWS fetches the files itself. */
export function combinations({ material, signed, signedByRsa, job }: OtherSigners): readonly Combination[] {
  const service = (profile: string) => ({ signing: { by: "service", profile } });
  const made = (profile: string, key: "ec" | "ti") => ({
    signing: { ...service(profile).signing, signingProfileParameter: material[key] },
  });
  const unverified = (image: Uint8Array) => {
    const { certificate, ...rest } = signedByRsa(image);
    return { ...rest, unverified: true };
  };
  return [
    {
      what: "the pipeline's signature, its stream",
      manifest: () => ({}),
      told: ["stream", "awsSignerJobId", "customCodeSigning"],
      verifiedBy: stack,
      leaves: ["signed", "stream"],
    },
    {
      what: "the pipeline's signature by a profile of another platform, its stream",
      manifest: () => ({ signing: { by: "pipeline", profile: "ours_ti" } }),
      told: ["stream", "awsSignerJobId", "customCodeSigning"],
      verifiedBy: ti,
      leaves: ["signed", "stream"],
    },
    {
      what: "somebody's signature, the pipeline's stream",
      manifest: (image) => ({ signing: signed(image) }),
      told: ["stream", "customCodeSigning"],
      verifiedBy: ours,
      leaves: ["stream"],
    },
    {
      what: "somebody's signature that only devices verify, the pipeline's stream",
      manifest: (image) => ({ signing: unverified(image) }),
      overrides: { unverified: ["app.bin"] },
      told: ["stream", "customCodeSigning"],
      verifiedBy: ti,
      leaves: ["stream"],
    },
    {
      what: "the pipeline's signature, from S3 by MQTT",
      manifest: () => ({ delivery: "s3" }),
      told: ["s3Location", "customCodeSigning"],
      verifiedBy: stack,
      leaves: ["signed", awsStream],
    },
    {
      what: "the pipeline's signature, from S3 by HTTP",
      manifest: () => ({ protocols: ["HTTP"] }),
      speaks: "HTTP",
      told: ["s3Location", "customCodeSigning"],
      verifiedBy: stack,
      leaves: ["signed"],
    },
    {
      what: "the pipeline's signature, from S3 by either, to a device that speaks MQTT",
      manifest: () => ({ protocols: ["MQTT", "HTTP"] }),
      told: ["s3Location", "customCodeSigning"],
      verifiedBy: stack,
      leaves: ["signed", awsStream],
    },
    {
      what: "the pipeline's signature, from S3 by either, to a device that speaks HTTP",
      manifest: () => ({ protocols: ["MQTT", "HTTP"] }),
      speaks: "HTTP",
      told: ["s3Location", "customCodeSigning"],
      verifiedBy: stack,
      leaves: ["signed", awsStream],
    },
    {
      what: "somebody's signature, from S3 by MQTT",
      manifest: (image) => ({ delivery: "s3", signing: signedByRsa(image) }),
      told: ["s3Location", "customCodeSigning"],
      verifiedBy: ti,
      leaves: [awsStream],
    },
    {
      what: "somebody's signature, from S3 by HTTP",
      manifest: (image) => ({ protocols: ["HTTP"], signing: signed(image) }),
      speaks: "HTTP",
      told: ["s3Location", "customCodeSigning"],
      verifiedBy: ours,
      leaves: [],
    },
    {
      what: "AWS IoT's signature by a profile, by MQTT",
      manifest: () => service("ours_ec"),
      told: ["s3Location", "awsSignerJobId", "customCodeSigning", "startSigningJobParameter"],
      verifiedBy: ours,
      leaves: [...writtenOver, awsStream],
    },
    {
      what: "AWS IoT's signature by a profile, by HTTP",
      manifest: () => ({ ...service("ours_ti"), protocols: ["HTTP"] }),
      speaks: "HTTP",
      told: ["s3Location", "awsSignerJobId", "customCodeSigning", "startSigningJobParameter"],
      verifiedBy: ti,
      leaves: writtenOver,
    },
    {
      what: "AWS IoT's signature by a profile that it makes, by MQTT",
      manifest: () => made("ours_new_ec", "ec"),
      told: ["s3Location", "awsSignerJobId", "customCodeSigning", "startSigningJobParameter"],
      verifiedBy: ours,
      leaves: [...writtenOver, awsStream],
    },
    {
      what: "AWS IoT's signature by a profile that it makes, of another platform, by HTTP",
      manifest: () => ({ ...made("ours_new_ti", "ti"), protocols: ["HTTP"] }),
      speaks: "HTTP",
      told: ["s3Location", "awsSignerJobId", "customCodeSigning", "startSigningJobParameter"],
      verifiedBy: ti,
      leaves: writtenOver,
    },
    {
      what: "a signing job that was done before, by MQTT",
      manifest: async (image, { key }) => ({ signing: { by: "job", signingJobId: await job(key, image) } }),
      told: ["awsSignerJobId", "customCodeSigning"],
      verifiedBy: ours,
      leaves: [awsStream],
    },
    {
      what: "a signing job that was done before, by HTTP",
      manifest: async (image, { key }) => ({
        protocols: ["HTTP"],
        signing: { by: "job", signingJobId: await job(key, image) },
      }),
      speaks: "HTTP",
      told: ["awsSignerJobId", "customCodeSigning"],
      verifiedBy: ours,
      leaves: [],
    },
  ];
}
