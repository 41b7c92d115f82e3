import { IoT } from "@aws-sdk/client-iot";
import { IoTJobsDataPlane } from "@aws-sdk/client-iot-jobs-data-plane";
import { describe, expect, it, onTestFinished } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { VirtualClock } from "../../../local/clock.ts";
import { createIot } from "../../../local/iot/iot.ts";
import { serve } from "../../support/local-service.ts";
import { memoryObjects } from "../../support/memory-objects.ts";
import { connectClient } from "../../support/mqtt-client.ts";

const signer = {
  profiles: { find: () => undefined, put: () => ({}) },
  jobs: { find: () => undefined },
  startJob: () => ({}),
};

async function runningIot(options: Pick<Parameters<typeof createIot>[0], "unfinishedJobs"> = {}) {
  const clock = new VirtualClock();
  const objects = memoryObjects("firmware");
  let endpoint = "";
  const iot = createIot({
    account: defaultAccount,
    clock,
    objects,
    signer,
    endpoint: () => endpoint,
    ...options,
    presign: ({ bucket, key, versionId }) => `https://presigned/${bucket}/${key}/${versionId}`,
  });
  onTestFinished(() => iot.stop());
  const config = await serve(...iot.services);
  endpoint = config.endpoint;
  await iot.broker.listen(0);
  return { iot, clock, objects, config, client: new IoT(config), data: new IoTJobsDataPlane(config) };
}

const address = async (client: IoT, endpointType: string) =>
  (await client.describeEndpoint({ endpointType })).endpointAddress;

describe("AWS IoT", () => {
  it("tells devices where its broker and its Jobs data plane are", async () => {
    const { iot, client, config } = await runningIot();
    for (const type of ["iot:Data", "iot:Data-ATS"]) expect(await address(client, type)).toBe(iot.broker.address());
    expect(await address(client, "iot:Jobs")).toBe(new URL(config.endpoint).host);
    await expect(address(client, "iot:CredentialProvider")).rejects.toMatchObject({ name: "NotImplemented" });
  });

  it("takes a device from a stream and a job to the bytes, and tells how it goes", async () => {
    const { iot, clock, objects, client, data } = await runningIot();
    const heard: string[] = [];
    const stopHearing = iot.watchJobs(({ jobId, thingName, status, statusDetails }) =>
      heard.push(`${thingName} ${jobId} ${status} ${JSON.stringify(statusDetails)}`),
    );
    const { versionId = "" } = await objects.write({ bucket: "firmware", key: "app.bin", body: Buffer.from("image") });
    const { thingArn = "" } = await client.createThing({ thingName: "t" });
    const { streamArn } = await client.createStream({
      streamId: "s",
      files: [{ fileId: 0, s3Location: { bucket: "firmware", key: "app.bin", version: versionId } }],
      roleArn: "arn:aws:iam::123456789012:role/ota",
      tags: [{ Key: "release", Value: "1" }],
    });
    await client.createJob({ jobId: "j", targets: [thingArn], document: "{}" });
    await clock.advance(0);

    const device = await connectClient(Number((await address(client, "iot:Data-ATS"))?.split(":")[1]));
    await device.client.publishAsync("$aws/things/t/jobs/start-next", "{}");
    expect(await device.next("$aws/things/t/jobs/start-next/accepted")).toMatchObject({ execution: { jobId: "j" } });
    await device.client.subscribeAsync("$aws/things/t/streams/s/data/json");
    await device.client.publishAsync("$aws/things/t/streams/s/get/json", '{"f":0,"l":256,"o":0,"n":1}');
    const block = await device.next("$aws/things/t/streams/s/data/json");
    expect(Buffer.from(String(block["p"]), "base64").toString()).toBe("image");

    await data.updateJobExecution({ thingName: "t", jobId: "j", status: "SUCCEEDED", statusDetails: { reason: "ok" } });
    expect(heard).toEqual(["t j QUEUED {}", "t j IN_PROGRESS {}", 't j SUCCEEDED {"reason":"ok"}']);
    stopHearing();
    await client.deleteJob({ jobId: "j" });
    expect(heard).toHaveLength(3);
    const { tags } = await client.listTagsForResource({ resourceArn: streamArn });
    expect(tags).toEqual([{ Key: "release", Value: "1" }]);
  });

  it.each([
    { unfinishedJobs: undefined, answer: "refused" },
    { unfinishedJobs: "refused", answer: "refused" },
    { unfinishedJobs: "left", answer: "taken" },
  ] as const)(
    "has the deletion of an update with an unfinished job $answer, when those are to be $unfinishedJobs",
    async ({ unfinishedJobs, answer }) => {
      const { clock, objects, client } = await runningIot({ ...(unfinishedJobs && { unfinishedJobs }) });
      await objects.write({ bucket: "firmware", key: "app.bin", body: Buffer.from("image") });
      const { thingArn = "" } = await client.createThing({ thingName: "t" });
      await client.createOTAUpdate({
        otaUpdateId: "u",
        targets: [thingArn],
        files: [{ fileLocation: { s3Location: { bucket: "firmware", key: "app.bin" } } }],
        roleArn: "arn:aws:iam::123456789012:role/ota",
      });
      await clock.advance(5_000);
      const deletion = client.deleteOTAUpdate({ otaUpdateId: "u" }).then(
        () => "taken",
        ({ name }) => (name === "InvalidRequestException" ? "refused" : name),
      );
      expect(await deletion).toBe(answer);
      expect((await client.describeJob({ jobId: "AFR_OTA-u" })).job?.status).toBe("IN_PROGRESS");
    },
  );

  it("gives devices URLs in place of a document's placeholders", async () => {
    const { clock, client, data } = await runningIot();
    const { thingArn = "" } = await client.createThing({ thingName: "t" });
    const document = JSON.stringify({ url: `\${aws:iot:s3-presigned-url:https://s3.amazonaws.com/firmware/app.bin}` });
    const presignedUrlConfig = { roleArn: "arn:aws:iam::123456789012:role/ota" };
    await client.createJob({ jobId: "j", targets: [thingArn], document, presignedUrlConfig });
    await clock.advance(0);
    const { execution } = await data.describeJobExecution({ thingName: "t", jobId: "$next" });
    expect(execution?.jobDocument).toBe('{"url":"https://presigned/firmware/app.bin/undefined"}');
  });

  it("disconnects its devices when it stops", async () => {
    const { iot, client } = await runningIot();
    const device = await connectClient(Number((await address(client, "iot:Data-ATS"))?.split(":")[1]));
    await iot.stop();
    await expect.poll(() => device.client.connected).toBe(false);
  });
});
