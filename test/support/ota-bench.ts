import {
  CreateOTAUpdateCommand,
  type CreateOTAUpdateCommandInput,
  GetJobDocumentCommand,
  GetOTAUpdateCommand,
  IoTClient,
  type OTAUpdateFile,
} from "@aws-sdk/client-iot";
import { onTestFinished } from "vitest";
import { defaultAccount as account } from "../../local/account.ts";
import { selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { VirtualClock } from "../../local/clock.ts";
import { createBroker } from "../../local/iot/broker.ts";
import { createJobs } from "../../local/iot/jobs/jobs.ts";
import type { UnfinishedJobs } from "../../local/iot/ota-updates/delete-ota-update.ts";
import { createOtaUpdates } from "../../local/iot/ota-updates/ota-updates.ts";
import { createStreams } from "../../local/iot/streams/streams.ts";
import { createTags } from "../../local/iot/tags.ts";
import { createThings } from "../../local/iot/things/things.ts";
import { createSigner } from "../../local/signer/signer.ts";
import { iotService } from "./iot-service.ts";
import { serve } from "./local-service.ts";
import { memoryObjects } from "./memory-objects.ts";

export const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/c1";
export const roleArn = "arn:aws:iam::123456789012:role/ota";
export const thingArn = "arn:aws:iot:us-east-1:123456789012:thing/device";
export const firmware = Buffer.from("firmware of a thermostat\n".repeat(400));

/**
 * The OTA service among the parts it works with, in virtual time: a thing `device`, a bucket `uploads` with `app.bin`, a
 * bucket `signed`, a signing profile `fw_prod` with the certificate name `/cert.pem`.
 */
export async function otaBench({ unfinishedJobs = "refused" }: { unfinishedJobs?: UnfinishedJobs } = {}) {
  const clock = new VirtualClock();
  const objects = memoryObjects("uploads", "signed");
  const certificate = await selfSignedCertificate({ commonName: "signer", notBefore: clock.now() });
  const certificates = { find: (arn: string) => (arn === certificateArn ? certificate : undefined) };
  const signer = createSigner({ account, clock, objects, certificates, publish: () => {} });
  const broker = createBroker();
  const tags = createTags();
  const things = createThings({ account, clock, tags, endpointAddress: () => undefined });
  const { targets } = things;
  const jobs = createJobs({ account, clock, broker, targets, tags });
  const streams = createStreams({ account, clock, broker, objects, tags });
  const parts = { account, clock, objects, signer, targets, tags, unfinishedJobs };
  const otaUpdates = createOtaUpdates({ ...parts, jobs: jobs.jobs, streams: streams.streams });
  onTestFinished(async () => {
    await otaUpdates.stop();
    jobs.stop();
    streams.stop();
    await signer.stop();
    await broker.stop();
  });
  const operations = [things, jobs, streams, otaUpdates, tags].map((part) => part.operations);
  const iot = new IoTClient(await serve(iotService(...operations)));

  things.operations["CreateThing"]?.({ thingName: "device" }, undefined as never);
  const { versionId: version } = await objects.write({ bucket: "uploads", key: "app.bin", body: firmware });
  const source = { bucket: "uploads", key: "app.bin", version };
  const signingParameters = { certname: "/cert.pem" };
  const platformId = "AmazonFreeRTOS-Default";
  signer.profiles.put({ profileName: "fw_prod", platformId, signingMaterial: { certificateArn }, signingParameters });

  const info = async (otaUpdateId = "fw-1") =>
    (await iot.send(new GetOTAUpdateCommand({ otaUpdateId }))).otaUpdateInfo ?? {};
  const create = (files: OTAUpdateFile[], input: Partial<CreateOTAUpdateCommandInput> = {}) =>
    iot.send(
      new CreateOTAUpdateCommand({
        otaUpdateId: "fw-1",
        targets: [thingArn],
        protocols: ["MQTT"],
        files,
        roleArn,
        ...input,
      }),
    );

  return {
    clock,
    objects,
    signer,
    broker,
    iot,
    certificate,
    streams: streams.streams,
    /** Where `app.bin` is, with its version. */
    source,
    create,
    info,
    /** Signs `app.bin`, as a user does, and returns the id of the job. */
    async sign(profileName = "fw_prod"): Promise<string> {
      const { jobId = "" } = signer.startJob(
        {
          profileName,
          source: { s3: { bucketName: source.bucket, key: source.key, version } },
          destination: { s3: { bucketName: "signed", prefix: "signed/" } },
          clientRequestToken: undefined,
        },
        { arn: "arn:aws:iam::123456789012:root", account: account.id },
      );
      await clock.advance(1_000);
      return jobId;
    },
    /** Creates an update and lets it come to its end; tells of it, and of its one file as devices see it. */
    async created(files: OTAUpdateFile[], input: Partial<CreateOTAUpdateCommandInput> = {}) {
      const { otaUpdateId } = await create(files, input);
      await clock.advance(5_000);
      const update = await info(otaUpdateId);
      if (!update.awsIotJobId) return { update, ota: undefined, file: undefined };
      const { document } = await iot.send(new GetJobDocumentCommand({ jobId: update.awsIotJobId }));
      const ota = JSON.parse(document ?? "").afr_ota;
      return { update, ota, file: ota.files[0] };
    },
  };
}

export type OtaBench = Awaited<ReturnType<typeof otaBench>>;
