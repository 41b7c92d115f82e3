import { createPublicKey, verify } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ACMClient, ImportCertificateCommand } from "@aws-sdk/client-acm";
import {
  CreateOTAUpdateCommand,
  CreateStreamCommand,
  CreateThingCommand,
  GetJobDocumentCommand,
  GetOTAUpdateCommand,
  IoTClient,
} from "@aws-sdk/client-iot";
import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  DescribeSigningJobCommand,
  PutSigningProfileCommand,
  SignerClient,
  StartSigningJobCommand,
} from "@aws-sdk/client-signer";
import { decode, encode } from "cborg";
import { expect, it, onTestFinished } from "vitest";
import { defaultAccount as account } from "../../../../local/account.ts";
import { createAcm } from "../../../../local/acm/acm.ts";
import { selfSignedCertificate } from "../../../../local/acm/self-signed-certificate.ts";
import { realClock } from "../../../../local/clock.ts";
import { createBroker } from "../../../../local/iot/broker.ts";
import { createJobs } from "../../../../local/iot/jobs/jobs.ts";
import { createOtaUpdates } from "../../../../local/iot/ota-updates/ota-updates.ts";
import { createStreams } from "../../../../local/iot/streams/streams.ts";
import { createTags } from "../../../../local/iot/tags.ts";
import { createThings } from "../../../../local/iot/things/things.ts";
import { createS3 } from "../../../../local/s3/s3.ts";
import { createSigner } from "../../../../local/signer/signer.ts";
import { iotService } from "../../../support/iot-service.ts";
import { serve } from "../../../support/local-service.ts";
import { connectClient } from "../../../support/mqtt-client.ts";

const firmware = Buffer.from("firmware of a thermostat\n".repeat(1000));
const block = 4096;
const roleArn = "arn:aws:iam::123456789012:role/ota";

/** S3, ACM, Signer and IoT, fifty times as fast as AWS. */
async function startAws() {
  const clock = realClock({ speed: 50 });
  const directory = await mkdtemp(join(tmpdir(), "guide-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const s3 = createS3({ account, clock, directory, publish: () => {} });
  const acm = createAcm({ account, clock });
  const { objects } = s3;
  const signer = createSigner({ account, clock, objects, certificates: acm.certificates, publish: () => {} });
  const broker = createBroker();
  const tags = createTags();
  const things = createThings({ account, clock, tags, endpointAddress: () => undefined });
  const { targets } = things;
  const jobs = createJobs({ account, clock, broker, targets, tags });
  const streams = createStreams({ account, clock, broker, objects, tags });
  const parts = { account, clock, objects, signer, targets, tags, jobs: jobs.jobs, streams: streams.streams };
  const otaUpdates = createOtaUpdates(parts);
  onTestFinished(async () => {
    await otaUpdates.stop();
    jobs.stop();
    streams.stop();
    await signer.stop();
    await broker.stop();
  });
  const iot = iotService(...[things, jobs, streams, otaUpdates, tags].map((part) => part.operations));
  const config = await serve(s3.service, acm.service, signer.service, iot);
  return { config, mqttPort: await broker.listen(0) };
}

it("walks through “Creating an OTA update with the AWS CLI” to bytes a device can verify", async () => {
  const { config, mqttPort } = await startAws();
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const signer = new SignerClient(config);
  const iot = new IoTClient(config);

  const Bucket = "ota-bucket";
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  const { VersionId: version } = await s3.send(new PutObjectCommand({ Bucket, Key: "app.bin", Body: firmware }));
  const { certificate, privateKey } = await selfSignedCertificate({
    commonName: "signer",
    notBefore: Date.now() - 60_000,
  });
  const { CertificateArn: certificateArn } = await new ACMClient(config).send(
    new ImportCertificateCommand({ Certificate: Buffer.from(certificate), PrivateKey: Buffer.from(privateKey) }),
  );

  // Digitally signing your firmware update
  await signer.send(
    new PutSigningProfileCommand({
      profileName: "fw_prod",
      platformId: "AmazonFreeRTOS-Default",
      signingMaterial: { certificateArn },
      signingParameters: { certname: "/cert.pem" },
    }),
  );
  const { jobId } = await signer.send(
    new StartSigningJobCommand({
      source: { s3: { bucketName: Bucket, key: "app.bin", version } },
      destination: { s3: { bucketName: Bucket } },
      profileName: "fw_prod",
    }),
  );
  const describeJob = () => signer.send(new DescribeSigningJobCommand({ jobId }));
  await expect.poll(async () => (await describeJob()).status).toBe("Succeeded");
  const { signedObject } = await describeJob();

  // Creating a stream of your firmware update: over the signed object, without a version
  const key = signedObject?.s3?.key;
  const files = [{ fileId: 123, s3Location: { bucket: Bucket, key } }];
  await iot.send(new CreateStreamCommand({ streamId: "004", files, roleArn }));

  // Creating an OTA update
  const { thingArn = "" } = await iot.send(new CreateThingCommand({ thingName: "myDevice" }));
  await iot.send(
    new CreateOTAUpdateCommand({
      otaUpdateId: "ota-update-001",
      targets: [thingArn],
      protocols: ["MQTT"],
      files: [
        {
          fileName: "firmware.bin",
          fileType: 1,
          fileLocation: { stream: { streamId: "004", fileId: 123 } },
          codeSigning: { awsSignerJobId: jobId },
        },
      ],
      roleArn,
    }),
  );
  const getOtaUpdate = async () =>
    (await iot.send(new GetOTAUpdateCommand({ otaUpdateId: "ota-update-001" }))).otaUpdateInfo;
  await expect.poll(async () => (await getOtaUpdate())?.otaUpdateStatus).toBe("CREATE_COMPLETE");

  // What the device is told, and what it gets
  const { document } = await iot.send(new GetJobDocumentCommand({ jobId: (await getOtaUpdate())?.awsIotJobId }));
  const { afr_ota: ota } = JSON.parse(document ?? "");
  const [file] = ota.files;
  expect(file).toMatchObject({
    filepath: "firmware.bin",
    filesize: firmware.length,
    fileid: 123,
    certfile: "/cert.pem",
  });
  const image = await download(mqttPort, ota.streamname, file);
  expect(image.equals(firmware)).toBe(true);
  expect(verify("sha256", image, createPublicKey(certificate), Buffer.from(file["sig-sha256-ecdsa"], "base64"))).toBe(
    true,
  );
});

async function download(port: number, stream: string, file: { fileid: number; filesize: number }): Promise<Buffer> {
  const device = await connectClient(port, { clientId: "myDevice" });
  const topics = `$aws/things/myDevice/streams/${stream}`;
  await device.client.subscribeAsync(`${topics}/data/cbor`);
  await device.client.publishAsync(`${topics}/get/cbor`, Buffer.from(encode({ f: file.fileid, l: block })));
  await expect.poll(() => device.received.length).toBe(Math.ceil(file.filesize / block));
  const image = Buffer.alloc(file.filesize);
  for (const { payload } of device.received) {
    const { i, p } = decode(payload) as { i: number; p: Uint8Array };
    image.set(p, i * block);
  }
  return image;
}
