import {
  DescribeSigningJobCommand,
  SignerClient,
  StartSigningJobCommand,
  type StartSigningJobCommandInput,
} from "@aws-sdk/client-signer";
import { defaultAccount as account } from "../../local/account.ts";
import { type CertificateAndKey, selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { VirtualClock } from "../../local/clock.ts";
import { createSigner } from "../../local/signer/signer.ts";
import type { StatusChangeEvent } from "../../local/signer/status-change-event.ts";
import { serve } from "./local-service.ts";
import { memoryObjects } from "./memory-objects.ts";

const notBefore = new VirtualClock().now();
const ec = await selfSignedCertificate({ commonName: "ec", notBefore });
const rsa = await selfSignedCertificate({ commonName: "rsa", notBefore, keyType: "RSA-2048" });

export const firmware = Buffer.from("firmware of a thermostat\n".repeat(1000));

/**
 * Signer in virtual time, with certificates `arn:ec` and `arn:rsa`, a profile `fw_prod` on the FreeRTOS platform,
 * `app.bin` in a bucket `uploads`, and a bucket `signed`.
 */
export async function signerBench() {
  const clock = new VirtualClock();
  const objects = memoryObjects("uploads", "signed");
  const certificates = new Map<string, CertificateAndKey>([
    ["arn:ec", ec],
    ["arn:rsa", rsa],
  ]);
  const events: StatusChangeEvent[] = [];
  const publish = (event: StatusChangeEvent) => void events.push(event);
  const find = (arn: string) => certificates.get(arn);
  const signer = createSigner({ account, clock, objects, certificates: { find }, publish });
  const client = new SignerClient(await serve(signer.service));
  const { versionId: version } = await objects.write({ bucket: "uploads", key: "app.bin", body: firmware });

  const profile = (profileName: string, platformId: string, certificateArn: string) => {
    const signingParameters = { certname: "/cert.pem" };
    signer.profiles.put({ profileName, platformId, signingMaterial: { certificateArn }, signingParameters });
  };
  const start = async (input: Partial<StartSigningJobCommandInput> = {}): Promise<string> => {
    const source = { s3: { bucketName: "uploads", key: "app.bin", version } };
    const destination = { s3: { bucketName: "signed", prefix: "signed/" } };
    const { jobId } = await client.send(
      new StartSigningJobCommand({ profileName: "fw_prod", source, destination, ...input }),
    );
    return jobId ?? "";
  };
  const describeJob = (jobId: string) => client.send(new DescribeSigningJobCommand({ jobId }));
  profile("fw_prod", "AmazonFreeRTOS-Default", "arn:ec");

  return {
    clock,
    objects,
    certificates,
    /** What EventBridge was told. */
    events,
    signer,
    client,
    /** Of `app.bin`. */
    version,
    profile,
    start,
    describeJob,
    /** Starts a job, lets it end, and reads what it wrote. */
    async sign(input: Partial<StartSigningJobCommandInput> = {}) {
      const jobId = await start(input);
      await clock.advance(1_000);
      const { bucketName: bucket = "", key = "" } = (await describeJob(jobId)).signedObject?.s3 ?? {};
      return { jobId, bucket, key, text: (await objects.read({ bucket, key })).toString() };
    },
  };
}

export type SignerBench = Awaited<ReturnType<typeof signerBench>>;
