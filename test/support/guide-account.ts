import { sign } from "node:crypto";
import { fileURLToPath } from "node:url";
import { ACM } from "@aws-sdk/client-acm";
import { type CreateOTAUpdateCommandInput, IoT, type OTAUpdateFile } from "@aws-sdk/client-iot";
import { S3 } from "@aws-sdk/client-s3";
import { Signer } from "@aws-sdk/client-signer";
import { expect, onTestFinished } from "vitest";
import { type CertificateAndKey, selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { realClock } from "../../local/clock.ts";
import { createDevice, type Device, type DeviceOptions } from "../../local/device/device.ts";
import { makeImage } from "../../local/device/image.ts";
import { startLocalAws } from "../../local/start.ts";
import { clientConfig } from "./local-service.ts";

export const roleArn = "arn:aws:iam::123456789012:role/ota";
const image130 = makeImage({ product: "thermostat", version: "1.3.0", size: 9_000 });
export const image140 = makeImage({ product: "thermostat", version: "1.4.0", size: 20_000 });

const patience = { timeout: 10_000, interval: 20 };

/**
 * An account on local AWS as "Creating an OTA update with the AWS CLI" has one before its first update, fifty times as fast
 * as AWS: versioned buckets `uploads` and `signed`, 1.4.0 in `uploads`, certificates of an EC and of an RSA key, and a
 * profile for each: `ec_profile` and `ti_profile`. Stops by `stop`.
 */
export async function guideAccount() {
  const clock = realClock({ speed: 50 });
  const templateFile = fileURLToPath(new URL("../local/iot/fixtures/nothing.yaml", import.meta.url));
  const aws = await startLocalAws({ clock, templateFile });
  const config = clientConfig(aws.endpoint);
  const s3 = new S3({ ...config, forcePathStyle: true });
  const acm = new ACM(config);
  const signer = new Signer(config);
  const iot = new IoT(config);

  for (const Bucket of ["uploads", "signed"]) {
    await s3.createBucket({ Bucket });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
  }
  const upload = async (Key: string, Body: Uint8Array) => {
    const { VersionId: version = "" } = await s3.putObject({ Bucket: "uploads", Key, Body });
    return { bucket: "uploads", key: Key, version };
  };
  const owner = { commonName: "signer", notBefore: Date.now() - 60_000 };
  const keys = {
    ec: await selfSignedCertificate(owner),
    rsa: await selfSignedCertificate({ ...owner, keyType: "RSA-2048" }),
  };
  const certificates = new Map(Object.entries(keys).map(([name, { certificate }]) => [`/${name}.pem`, certificate]));
  const importKey = async ({ certificate, privateKey }: CertificateAndKey) => {
    const pair = { Certificate: Buffer.from(certificate), PrivateKey: Buffer.from(privateKey) };
    return (await acm.importCertificate(pair)).CertificateArn ?? "";
  };
  const certificateArns = { ec: await importKey(keys.ec), rsa: await importKey(keys.rsa) };
  const profile = (profileName: string, platformId: string, key: keyof typeof keys) =>
    signer.putSigningProfile({
      profileName,
      platformId,
      signingMaterial: { certificateArn: certificateArns[key] },
      signingParameters: { certname: `/${key}.pem` },
    });
  await profile("ec_profile", "AmazonFreeRTOS-Default", "ec");
  await profile("ti_profile", "AmazonFreeRTOS-TI-CC3220SF", "rsa");

  return {
    aws,
    iot,
    s3,
    signer,
    certificateArns,
    /** Where 1.4.0 is, with its version. */
    source: await upload("app.bin", image140),
    upload,
    stop: () => aws.stop(),

    /** Has Signer sign an object, as a user does; resolves once the job has succeeded, to its id and the key of the signed object in `signed`. */
    async signingJob(profileName: string, source: { bucket: string; key: string; version: string }) {
      const { bucket: bucketName, key, version } = source;
      const { jobId = "" } = await signer.startSigningJob({
        profileName,
        source: { s3: { bucketName, key, version } },
        destination: { s3: { bucketName: "signed" } },
      });
      await expect.poll(async () => (await signer.describeSigningJob({ jobId })).status, patience).toBe("Succeeded");
      return { jobId, key: jobId };
    },

    /** `customCodeSigning` of 1.4.0, or of other bytes. */
    customCodeSigning(hashAlgorithm: "SHA1" | "SHA256", signatureAlgorithm: "RSA" | "ECDSA", bytes = image140) {
      const key = signatureAlgorithm === "RSA" ? "rsa" : "ec";
      const signature = sign(hashAlgorithm.toLowerCase(), bytes, keys[key].privateKey).toString("base64");
      return {
        signature: { inlineDocument: Buffer.from(signature) },
        certificateChain: { certificateName: `/${key}.pem` },
        hashAlgorithm,
        signatureAlgorithm,
      };
    },

    /** A device on 1.3.0 that is on, and has both certificates, until the end of the test. */
    async device(thingName: string, options: Partial<DeviceOptions> = {}): Promise<Device> {
      await iot.createThing({ thingName });
      const common = { broker: aws.mqtt, clock: realClock({ speed: 20 }), firmware: image130, certificates };
      const device = createDevice({ thingName, ...common, ...options });
      onTestFinished(() => device.stop());
      await device.start();
      return device;
    },

    /** Creates an OTA update for one thing, and resolves once its job is there. */
    async update(thingName: string, files: OTAUpdateFile[], more: Partial<CreateOTAUpdateCommandInput> = {}) {
      const targets = [`arn:aws:iot:us-east-1:123456789012:thing/${thingName}`];
      await iot.createOTAUpdate({ otaUpdateId: thingName, targets, files, roleArn, ...more });
      const look = async () => (await iot.getOTAUpdate({ otaUpdateId: thingName })).otaUpdateInfo ?? {};
      await expect.poll(async () => (await look()).otaUpdateStatus, patience).toMatch(/^CREATE_(COMPLETE|FAILED)$/);
      return look();
    },

    /** What has become of the update on its one thing, once that is over: the status, and the device's reason. */
    async verdict(thingName: string): Promise<string> {
      const look = async () => {
        const { execution } = await iot.describeJobExecution({ jobId: `AFR_OTA-${thingName}`, thingName });
        return `${execution?.status} ${execution?.statusDetails?.detailsMap?.["reason"]}`;
      };
      await expect.poll(look, patience).not.toMatch(/^(QUEUED|IN_PROGRESS)/);
      return look();
    },
  };
}

export type GuideAccount = Awaited<ReturnType<typeof guideAccount>>;
