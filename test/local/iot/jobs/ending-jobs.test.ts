import { describe, expect, it } from "vitest";
import { group, jobsBench } from "../../../support/jobs-bench.ts";

/** A job of which t1 is in progress, t2 succeeded, t3 still queued. */
async function runningJob() {
  const bench = await jobsBench();
  await bench.things(3, "beta");
  await bench.job("j", { targets: [group("beta")] });
  await bench.report("t1", "j", "IN_PROGRESS");
  await bench.report("t2", "j", "SUCCEEDED");
  const status = async () => (await bench.iot.describeJob({ jobId: "j" })).job?.status;
  return { ...bench, status };
}

describe("CancelJob", () => {
  it("cancels what is queued; a device in the middle finishes", async () => {
    const { iot, statuses, status, report } = await runningJob();
    const answer = await iot.cancelJob({ jobId: "j", comment: "superseded" });
    expect(answer).toMatchObject({ jobId: "j", jobArn: "arn:aws:iot:us-east-1:123456789012:job/j" });
    expect(await statuses("j")).toEqual({ t1: "IN_PROGRESS", t2: "SUCCEEDED", t3: "CANCELED" });
    expect((await iot.describeJob({ jobId: "j" })).job).toMatchObject({ status: "CANCELED", comment: "superseded" });
    await report("t1", "j", "SUCCEEDED");
    expect(await statuses("j")).toMatchObject({ t1: "SUCCEEDED" });
    expect(await status()).toBe("CANCELED");
  });

  it("with force cancels what is in progress too", async () => {
    const { iot, statuses, report } = await runningJob();
    await iot.cancelJob({ jobId: "j", force: true });
    expect(await statuses("j")).toEqual({ t1: "CANCELED", t2: "SUCCEEDED", t3: "CANCELED" });
    expect((await iot.describeJob({ jobId: "j" })).job?.forceCanceled).toBe(true);
    const { execution } = await iot.describeJobExecution({ jobId: "j", thingName: "t1" });
    expect(execution).toMatchObject({ forceCanceled: true });
    await expect(report("t1", "j", "SUCCEEDED")).rejects.toMatchObject({ name: "InvalidStateTransitionException" });
  });

  it("is refused for a job that was canceled, unless now it is forced", async () => {
    const { iot, statuses } = await runningJob();
    await iot.cancelJob({ jobId: "j" });
    await expect(iot.cancelJob({ jobId: "j" })).rejects.toMatchObject({ name: "InvalidRequestException" });
    await iot.cancelJob({ jobId: "j", force: true });
    expect(await statuses("j")).toMatchObject({ t1: "CANCELED" });
  });

  it("is refused for a job that is completed, forced or not", async () => {
    const { iot, report } = await runningJob();
    for (const name of ["t1", "t3"]) await report(name, "j", "SUCCEEDED");
    for (const force of [false, true]) {
      await expect(iot.cancelJob({ jobId: "j", force })).rejects.toMatchObject({ name: "InvalidRequestException" });
    }
  });
});

describe("DeleteJob", () => {
  it("is refused for a job in progress", async () => {
    const { iot, status } = await runningJob();
    await expect(iot.deleteJob({ jobId: "j" })).rejects.toMatchObject({
      name: "InvalidStateTransitionException",
      $metadata: { httpStatusCode: 409 },
    });
    expect(await status()).toBe("IN_PROGRESS");
  });

  it("takes a moment, in which devices find nothing any more and nobody can end it again; then the id is free", async () => {
    const { iot, data, clock, status, report, job } = await runningJob();
    await iot.deleteJob({ jobId: "j", force: true });
    expect(await status()).toBe("DELETION_IN_PROGRESS");
    await expect(report("t1", "j", "SUCCEEDED")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    expect(await data.getPendingJobExecutions({ thingName: "t1" })).toMatchObject({
      inProgressJobs: [],
      queuedJobs: [],
    });
    await expect(iot.deleteJob({ jobId: "j" })).rejects.toMatchObject({ name: "InvalidStateTransitionException" });
    await expect(iot.cancelJob({ jobId: "j" })).rejects.toMatchObject({ name: "InvalidRequestException" });
    await expect(job("j")).rejects.toMatchObject({ name: "ResourceAlreadyExistsException" });
    await clock.advance(1000);
    await expect(iot.describeJob({ jobId: "j" })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(job("j")).resolves.toBeUndefined();
  });

  it("needs no force for a canceled job, even with a device in the middle", async () => {
    const { iot, clock } = await runningJob();
    await iot.cancelJob({ jobId: "j" });
    await iot.deleteJob({ jobId: "j" });
    await clock.advance(1000);
    expect((await iot.listJobExecutionsForThing({ thingName: "t1" })).executionSummaries).toEqual([]);
  });

  it("is refused for an eleventh job at the same time", async () => {
    const { iot, clock, job, things } = await jobsBench();
    await things(1);
    for (let number = 1; number <= 11; number++) await job(`j${number}`);
    for (let number = 1; number <= 10; number++) await iot.deleteJob({ jobId: `j${number}`, force: true });
    await expect(iot.deleteJob({ jobId: "j11", force: true })).rejects.toMatchObject({
      name: "LimitExceededException",
      $metadata: { httpStatusCode: 410 },
    });
    await clock.advance(1000);
    await expect(iot.deleteJob({ jobId: "j11", force: true })).resolves.toBeDefined();
  });

  it("takes the job's tags with it", async () => {
    const { iot, clock } = await runningJob();
    await iot.deleteJob({ jobId: "j", force: true });
    await clock.advance(1000);
    const tags = iot.listTagsForResource({ resourceArn: "arn:aws:iot:us-east-1:123456789012:job/j" });
    await expect(tags).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("CancelJobExecution", () => {
  it("cancels a queued execution and keeps the details it is given", async () => {
    const { iot } = await runningJob();
    await iot.cancelJobExecution({ jobId: "j", thingName: "t3", statusDetails: { reason: "replaced" } });
    const { execution } = await iot.describeJobExecution({ jobId: "j", thingName: "t3" });
    expect(execution).toMatchObject({
      status: "CANCELED",
      versionNumber: 2,
      statusDetails: { detailsMap: { reason: "replaced" } },
    });
  });

  it("cancels one in progress only with force", async () => {
    const { iot, statuses } = await runningJob();
    await expect(iot.cancelJobExecution({ jobId: "j", thingName: "t1" })).rejects.toMatchObject({
      name: "InvalidStateTransitionException",
      $metadata: { httpStatusCode: 409 },
    });
    await iot.cancelJobExecution({ jobId: "j", thingName: "t1", force: true });
    expect(await statuses("j")).toMatchObject({ t1: "CANCELED" });
  });

  it.each([
    { what: "one that has ended", request: { thingName: "t2", force: true }, name: "InvalidStateTransitionException" },
    { what: "another version", request: { thingName: "t3", expectedVersion: 9 }, name: "VersionConflictException" },
    { what: "a thing without one", request: { thingName: "t9" }, name: "ResourceNotFoundException" },
  ])("is refused for $what", async ({ request, name }) => {
    const { iot } = await runningJob();
    await expect(iot.cancelJobExecution({ jobId: "j", ...request })).rejects.toMatchObject({ name });
  });

  it("completes the job when it was the last", async () => {
    const { iot, status, report } = await runningJob();
    await report("t1", "j", "SUCCEEDED");
    await iot.cancelJobExecution({ jobId: "j", thingName: "t3" });
    expect(await status()).toBe("COMPLETED");
  });
});

describe("DeleteJobExecution", () => {
  it("leaves no trace of one that has ended", async () => {
    const { iot, statuses } = await runningJob();
    await iot.deleteJobExecution({ jobId: "j", thingName: "t2", executionNumber: 1 });
    expect(await statuses("j")).toEqual({ t1: "IN_PROGRESS", t3: "QUEUED" });
    expect((await iot.describeJob({ jobId: "j" })).job?.jobProcessDetails?.numberOfSucceededThings).toBe(0);
  });

  it("takes a device's work away only with force", async () => {
    const { iot, report } = await runningJob();
    const deletion = { jobId: "j", thingName: "t1", executionNumber: 1 };
    await expect(iot.deleteJobExecution(deletion)).rejects.toMatchObject({ name: "InvalidStateTransitionException" });
    await iot.deleteJobExecution({ ...deletion, force: true });
    await expect(report("t1", "j", "SUCCEEDED")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("finds no execution of another number", async () => {
    const { iot } = await runningJob();
    const deletion = iot.deleteJobExecution({ jobId: "j", thingName: "t2", executionNumber: 2 });
    await expect(deletion).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("lists of executions", () => {
  it("of a job come in pages and by status", async () => {
    const { iot } = await runningJob();
    const first = await iot.listJobExecutionsForJob({ jobId: "j", maxResults: 2 });
    const second = await iot.listJobExecutionsForJob({ jobId: "j", maxResults: 2, nextToken: first.nextToken });
    const things = [first, second].map(({ executionSummaries = [] }) =>
      executionSummaries.map(({ thingArn }) => thingArn?.split("/").at(-1)),
    );
    expect(things).toEqual([["t1", "t2"], ["t3"]]);
    const { executionSummaries } = await iot.listJobExecutionsForJob({ jobId: "j", status: "SUCCEEDED" });
    expect(executionSummaries).toMatchObject([
      { jobExecutionSummary: { status: "SUCCEEDED", executionNumber: 1, queuedAt: expect.any(Date) } },
    ]);
  });

  it("of a thing come by job and by status", async () => {
    const { iot, job } = await runningJob();
    await job("k");
    const jobs = async (filter: object) => {
      const { executionSummaries } = await iot.listJobExecutionsForThing({ thingName: "t1", ...filter });
      return executionSummaries?.map(({ jobId }) => jobId);
    };
    expect(await jobs({})).toEqual(["j", "k"]);
    expect(await jobs({ status: "QUEUED" })).toEqual(["k"]);
    expect(await jobs({ jobId: "j" })).toEqual(["j"]);
    await expect(jobs({ thingName: "nobody" })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
