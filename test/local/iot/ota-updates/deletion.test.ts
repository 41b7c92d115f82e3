import {
  CancelJobCommand,
  DeleteJobCommand,
  DeleteOTAUpdateCommand,
  type DeleteOTAUpdateCommandInput,
  DescribeJobCommand,
  type OTAUpdateFile,
} from "@aws-sdk/client-iot";
import { describe, expect, it } from "vitest";
import { type OtaBench, otaBench, roleArn } from "../../../support/ota-bench.ts";

const remove = (bench: OtaBench, input: Partial<DeleteOTAUpdateCommandInput> = {}) =>
  bench.iot.send(new DeleteOTAUpdateCommand({ otaUpdateId: "fw-1", ...input }));
const jobStatus = async (bench: OtaBench) =>
  (await bench.iot.send(new DescribeJobCommand({ jobId: "AFR_OTA-fw-1" }))).job?.status;
const notFound = { name: "ResourceNotFoundException" };

async function created(
  bench: OtaBench,
  file: OTAUpdateFile = { fileLocation: { s3Location: bench.source } },
): Promise<string> {
  const { ota } = await bench.created([file]);
  return ota.streamname;
}

const cancelJob = (bench: OtaBench) => bench.iot.send(new CancelJobCommand({ jobId: "AFR_OTA-fw-1" }));

describe("DeleteOTAUpdate", () => {
  it("is in progress for a second, then the update is gone, and nothing else", async () => {
    const bench = await otaBench();
    const streamId = await created(bench);
    await cancelJob(bench);
    await remove(bench);
    expect((await bench.info()).otaUpdateStatus).toBe("DELETE_IN_PROGRESS");
    await bench.clock.advance(1_000);
    await expect(bench.info()).rejects.toMatchObject(notFound);
    expect(await jobStatus(bench)).toBe("CANCELED");
    expect(bench.streams.find(streamId)).toBeDefined();
  });

  it("deletes the service's stream when asked", async () => {
    const bench = await otaBench();
    const streamId = await created(bench);
    await cancelJob(bench);
    await remove(bench, { deleteStream: true });
    await bench.clock.advance(1_000);
    expect(bench.streams.find(streamId)).toBeUndefined();
  });

  it("never deletes a stream of the user's", async () => {
    const bench = await otaBench();
    bench.streams.create({ streamId: "mine", files: [{ fileId: 7, s3Location: bench.source }], roleArn });
    await created(bench, { fileLocation: { stream: { streamId: "mine", fileId: 7 } } });
    await remove(bench, { deleteStream: true, forceDeleteAWSJob: true });
    await bench.clock.advance(1_000);
    expect(bench.streams.find("mine")).toBeDefined();
    await expect(bench.info()).rejects.toMatchObject(notFound);
  });

  it("deletes a job in progress when forced", async () => {
    const bench = await otaBench();
    await created(bench);
    await remove(bench, { forceDeleteAWSJob: true });
    await bench.clock.advance(10_000);
    await expect(jobStatus(bench)).rejects.toMatchObject(notFound);
    await expect(bench.info()).rejects.toMatchObject(notFound);
  });

  it("refuses an update whose job is in progress, as AWS's reference says", async () => {
    const bench = await otaBench();
    await created(bench);
    await expect(remove(bench)).rejects.toMatchObject({ name: "InvalidRequestException" });
    expect((await bench.info()).otaUpdateStatus).toBe("CREATE_COMPLETE");
  });

  it("leaves a job in progress alone, as AWS's guide says, when told to follow that", async () => {
    const bench = await otaBench({ unfinishedJobs: "left" });
    await created(bench);
    await remove(bench);
    await bench.clock.advance(1_000);
    await expect(bench.info()).rejects.toMatchObject(notFound);
    expect(await jobStatus(bench)).toBe("IN_PROGRESS");
  });

  it("does without what is already gone", async () => {
    const bench = await otaBench();
    const streamId = await created(bench);
    await bench.iot.send(new DeleteJobCommand({ jobId: "AFR_OTA-fw-1", force: true }));
    bench.streams.delete(streamId);
    await bench.clock.advance(10_000);
    await remove(bench, { deleteStream: true, forceDeleteAWSJob: true });
    await bench.clock.advance(1_000);
    await expect(bench.info()).rejects.toMatchObject(notFound);
  });

  it("removes an update that failed, and frees its id", async () => {
    const bench = await otaBench();
    await bench.created([{ codeSigning: { awsSignerJobId: "none" } }]);
    await remove(bench);
    await bench.clock.advance(1_000);
    await created(bench);
    expect((await bench.info()).otaUpdateStatus).toBe("CREATE_COMPLETE");
  });

  it("refuses an update that is still being made", async () => {
    const bench = await otaBench();
    await bench.create([{ fileLocation: { s3Location: bench.source } }]);
    await expect(remove(bench)).rejects.toMatchObject({
      name: "VersionConflictException",
      $metadata: { httpStatusCode: 409 },
    });
  });

  it("tells why it could not be done, and can be tried again", async () => {
    const bench = await otaBench();
    await created(bench);
    await remove(bench, { forceDeleteAWSJob: true });
    await bench.clock.advance(500);
    await bench.iot.send(new DeleteJobCommand({ jobId: "AFR_OTA-fw-1", force: true })); // takes a second, too
    await bench.clock.advance(500);
    expect(await bench.info()).toMatchObject({
      otaUpdateStatus: "DELETE_FAILED",
      errorInfo: { code: "InvalidStateTransitionException" },
    });
    await remove(bench, { forceDeleteAWSJob: true });
    await bench.clock.advance(1_000);
    await expect(bench.info()).rejects.toMatchObject(notFound);
  });

  it("does not know an update nobody made", async () => {
    await expect(remove(await otaBench())).rejects.toMatchObject(notFound);
  });
});
