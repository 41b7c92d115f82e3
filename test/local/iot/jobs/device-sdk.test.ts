import { io, iotjobs, mqtt } from "aws-iot-device-sdk-v2";
import { describe, expect, it, onTestFinished } from "vitest";
import { jobsBench } from "../../../support/jobs-bench.ts";

const thingName = "t1";

/** AWS's own device SDK for JavaScript, connected over plain TCP, with a job `j` for it. */
async function deviceWithSdk() {
  const bench = await jobsBench();
  await bench.things(1);
  const port = await bench.broker.listen(0);
  onTestFinished(() => bench.broker.stop());
  const connection = new mqtt.MqttClient(new io.ClientBootstrap()).new_connection({
    client_id: thingName,
    host_name: "127.0.0.1",
    port,
    clean_session: true,
    socket_options: new io.SocketOptions(),
  });
  await connection.connect();
  onTestFinished(() => connection.disconnect());
  const device = iotjobs.IotJobsClientv2.newFromMqtt311(connection, {
    maxRequestResponseSubscriptions: 4,
    maxStreamingSubscriptions: 2,
    operationTimeoutInSeconds: 5,
  });
  onTestFinished(() => device.close());
  return { ...bench, device };
}

describe("AWS's device SDK", () => {
  it("hears of a job, starts it, reports progress and ends it", async () => {
    const { device, job, statuses } = await deviceWithSdk();
    const heads: (string | undefined)[] = [];
    const stream = device.createNextJobExecutionChangedStream({ thingName });
    const opened = new Promise((resolve) => stream.once("subscriptionStatus", resolve));
    stream.on("incomingPublish", ({ message }) => heads.push(message.execution?.jobId));
    stream.open();
    onTestFinished(() => stream.close());
    await opened;

    await job("j", { document: '{"afr_ota":{"protocols":["MQTT"]}}' });
    await expect.poll(() => heads).toEqual(["j"]);
    const next = await device.describeJobExecution({ thingName, jobId: "$next" });
    expect(next.execution).toMatchObject({
      jobId: "j",
      status: "QUEUED",
      jobDocument: { afr_ota: { protocols: ["MQTT"] } },
    });
    const started = await device.startNextPendingJobExecution({ thingName });
    expect(started.execution).toMatchObject({ jobId: "j", status: "IN_PROGRESS", versionNumber: 2 });
    const pending = await device.getPendingJobExecutions({ thingName });
    expect(pending.inProgressJobs?.map(({ jobId }) => jobId)).toEqual(["j"]);
    const updated = await device.updateJobExecution({
      thingName,
      jobId: "j",
      status: iotjobs.model.JobStatus.IN_PROGRESS,
      statusDetails: { receive: "1/26" },
      expectedVersion: 2,
      includeJobExecutionState: true,
    });
    expect(updated.executionState).toMatchObject({ versionNumber: 3, statusDetails: { receive: "1/26" } });
    await device.updateJobExecution({ thingName, jobId: "j", status: iotjobs.model.JobStatus.SUCCEEDED });
    expect(await statuses("j")).toEqual({ t1: "SUCCEEDED" });
    await expect.poll(() => heads).toEqual(["j", undefined]);
  });

  it("is told what there is when its update expects another version", async () => {
    const { device, job } = await deviceWithSdk();
    await job("j");
    const update = device.updateJobExecution({
      thingName,
      jobId: "j",
      status: iotjobs.model.JobStatus.IN_PROGRESS,
      expectedVersion: 7,
    });
    await expect(update).rejects.toMatchObject({
      modeledError: {
        code: "VersionMismatch",
        executionState: { status: "QUEUED", versionNumber: 1 },
      },
    });
  });

  it("learns that there is no such job", async () => {
    const { device } = await deviceWithSdk();
    const unknown = device.describeJobExecution({ thingName, jobId: "nobody" });
    await expect(unknown).rejects.toMatchObject({ modeledError: { code: "ResourceNotFound" } });
  });
});
