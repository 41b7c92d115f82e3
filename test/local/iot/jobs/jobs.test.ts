import { describe, expect, it } from "vitest";
import { group, jobsBench, thing } from "../../../support/jobs-bench.ts";

const jobArn = "arn:aws:iot:us-east-1:123456789012:job/j";

describe("a job", () => {
  it("is described as it was made, before its first execution follows", async () => {
    const { iot, clock, things, statuses } = await jobsBench();
    await things(1);
    const settings = {
      targetSelection: "SNAPSHOT" as const,
      description: "Update to 1.4.0",
      presignedUrlConfig: { roleArn: "arn:aws:iam::123456789012:role/ota", expiresInSec: 600 },
      jobExecutionsRolloutConfig: { maximumPerMinute: 10 },
      abortConfig: {
        criteriaList: [
          {
            failureType: "ALL" as const,
            action: "CANCEL" as const,
            thresholdPercentage: 10,
            minNumberOfExecutedThings: 5,
          },
        ],
      },
      timeoutConfig: { inProgressTimeoutInMinutes: 60 },
    };
    const made = await iot.createJob({ jobId: "j", targets: [thing("t1")], document: "{}", ...settings });
    expect(made).toMatchObject({ jobId: "j", jobArn, description: "Update to 1.4.0" });
    const { job } = await iot.describeJob({ jobId: "j" });
    expect(job).toMatchObject({
      jobId: "j",
      jobArn,
      status: "IN_PROGRESS",
      targets: [thing("t1")],
      createdAt: new Date(clock.now()),
      lastUpdatedAt: new Date(clock.now()),
      isConcurrent: true,
      jobProcessDetails: { processingTargets: [thing("t1")], numberOfQueuedThings: 0 },
      ...settings,
    });
    expect(await statuses("j")).toEqual({});
    await clock.advance(0);
    expect(await statuses("j")).toEqual({ t1: "QUEUED" });
  });

  it("goes to its targets in their order, to the things below a group, and to each thing once", async () => {
    const { iot, news, job, things } = await jobsBench();
    await things(3);
    await iot.createThingGroup({ thingGroupName: "beta" });
    await iot.createThingGroup({ thingGroupName: "inner", parentGroupName: "beta" });
    await iot.addThingToThingGroup({ thingName: "t1", thingGroupName: "inner" });
    await iot.addThingToThingGroup({ thingName: "t2", thingGroupName: "beta" });
    await job("j", { targets: [thing("t3"), group("beta"), thing("t1")] });
    expect(news.map(({ thingName, status }) => `${thingName} ${status}`)).toEqual([
      "t3 QUEUED",
      "t2 QUEUED",
      "t1 QUEUED",
    ]);
  });

  it("counts its executions by how they stand", async () => {
    const { iot, job, things, report } = await jobsBench();
    await things(6, "beta");
    await job("j", { targets: [group("beta")] });
    await report("t1", "j", "IN_PROGRESS");
    await report("t2", "j", "SUCCEEDED");
    await report("t3", "j", "FAILED");
    await report("t4", "j", "REJECTED");
    await iot.cancelJobExecution({ jobId: "j", thingName: "t5" });
    const { job: described } = await iot.describeJob({ jobId: "j" });
    expect(described?.jobProcessDetails).toEqual({
      numberOfCanceledThings: 1,
      numberOfSucceededThings: 1,
      numberOfFailedThings: 1,
      numberOfRejectedThings: 1,
      numberOfQueuedThings: 1,
      numberOfInProgressThings: 1,
      numberOfRemovedThings: 0,
      numberOfTimedOutThings: 0,
    });
  });

  it("is COMPLETED once its last execution has ended, however they ended", async () => {
    const { iot, clock, job, things, report } = await jobsBench();
    await things(2, "beta");
    await job("j", { targets: [group("beta")] });
    await report("t1", "j", "SUCCEEDED");
    expect((await iot.describeJob({ jobId: "j" })).job?.status).toBe("IN_PROGRESS");
    await clock.advance(5000);
    await report("t2", "j", "FAILED");
    expect((await iot.describeJob({ jobId: "j" })).job).toMatchObject({
      status: "COMPLETED",
      completedAt: new Date(clock.now()),
    });
  });

  it("over an empty group is COMPLETED at once, with nothing done", async () => {
    const { iot, job, things } = await jobsBench();
    await things(0, "beta");
    await job("j", { targets: [group("beta")] });
    expect((await iot.describeJob({ jobId: "j" })).job).toMatchObject({
      status: "COMPLETED",
      jobProcessDetails: { numberOfSucceededThings: 0 },
    });
  });

  it("does not wait for a thing that is deleted", async () => {
    const { iot, job, things, report } = await jobsBench();
    await things(2, "beta");
    await job("j", { targets: [group("beta")] });
    await report("t1", "j", "SUCCEEDED");
    await iot.deleteThing({ thingName: "t2" });
    expect((await iot.describeJob({ jobId: "j" })).job).toMatchObject({
      status: "COMPLETED",
      jobProcessDetails: { numberOfRemovedThings: 1 },
    });
  });

  it("has its document as it was given, and the tags it was made with", async () => {
    const { iot, job, things } = await jobsBench({ resolveDocument: () => '{"url":"fresh"}' });
    await things(1);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: AWS's own placeholder
    const document = '{"url":"${aws:iot:s3-presigned-url:https://s3.us-east-1.amazonaws.com/b/k}"}';
    const presignedUrlConfig = { roleArn: "arn:aws:iam::123456789012:role/ota" };
    await job("j", { document, presignedUrlConfig, tags: [{ Key: "release", Value: "1" }] });
    expect(await iot.getJobDocument({ jobId: "j" })).toMatchObject({ document });
    expect((await iot.listTagsForResource({ resourceArn: jobArn })).tags).toEqual([{ Key: "release", Value: "1" }]);
  });

  it("cannot be made again while it is there", async () => {
    const { job, things } = await jobsBench();
    await things(1);
    await job("j");
    await expect(job("j")).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
      resourceId: "j",
      resourceArn: jobArn,
    });
  });

  const exponential = (rateIncreaseCriteria: object) => ({
    maximumPerMinute: 100,
    exponentialRate: { baseRatePerMinute: 1, incrementFactor: 2, rateIncreaseCriteria },
  });
  it.each([
    { what: "a thing nobody made", request: { targets: [thing("x")] }, name: "ResourceNotFoundException" },
    { what: "a group nobody made", request: { targets: [group("x")] }, name: "ResourceNotFoundException" },
    { what: "a bare name", request: { targets: ["t1"] }, name: "ResourceNotFoundException" },
    { what: "no targets", request: { targets: [] }, name: "InvalidRequestException" },
    {
      what: "101 targets",
      request: { targets: Array.from({ length: 101 }, () => thing("t1")) },
      name: "LimitExceededException",
    },
    { what: "no document", request: { document: undefined }, name: "InvalidRequestException" },
    { what: "a document that is not JSON", request: { document: "{" }, name: "InvalidRequestException" },
    { what: "an id of 65 characters", request: { jobId: "x".repeat(65) }, name: "InvalidRequestException" },
    {
      what: "1001 things a minute",
      request: { jobExecutionsRolloutConfig: { maximumPerMinute: 1001 } },
      name: "InvalidRequestException",
    },
    {
      what: "a time limit of more than 7 days",
      request: { timeoutConfig: { inProgressTimeoutInMinutes: 10_081 } },
      name: "InvalidRequestException",
    },
    {
      what: "no criterion to increase the rate",
      request: { jobExecutionsRolloutConfig: exponential({}) },
      name: "InvalidRequestException",
    },
    {
      what: "two criteria to increase the rate",
      request: {
        jobExecutionsRolloutConfig: exponential({ numberOfNotifiedThings: 1, numberOfSucceededThings: 1 }),
      },
      name: "InvalidRequestException",
    },
    { what: "a key of AWS's own", request: { tags: [{ Key: "aws:x", Value: "" }] }, name: "InvalidRequestException" },
    { what: "a document in S3", request: { documentSource: "https://s3/b/k" }, name: "NotImplemented" },
    { what: "a template", request: { jobTemplateArn: "arn:aws:iot:r:a:jobtemplate/t" }, name: "NotImplemented" },
  ])("is refused with $what, by name, and not made", async ({ request, name }) => {
    const { iot, things } = await jobsBench();
    await things(1);
    const made = iot.createJob({ jobId: "j", targets: [thing("t1")], document: "{}", ...request });
    await expect(made).rejects.toMatchObject({ name });
    expect((await iot.listJobs({})).jobs).toEqual([]);
  });

  it("that is not there is not found", async () => {
    const { iot } = await jobsBench();
    const notFound = { name: "ResourceNotFoundException", $metadata: { httpStatusCode: 404 } };
    await expect(iot.describeJob({ jobId: "j" })).rejects.toMatchObject(notFound);
    await expect(iot.getJobDocument({ jobId: "j" })).rejects.toMatchObject(notFound);
    await expect(iot.cancelJob({ jobId: "j" })).rejects.toMatchObject(notFound);
    await expect(iot.deleteJob({ jobId: "j" })).rejects.toMatchObject(notFound);
    await expect(iot.updateJob({ jobId: "j" })).rejects.toMatchObject(notFound);
    await expect(iot.listJobExecutionsForJob({ jobId: "j" })).rejects.toMatchObject(notFound);
  });
});

describe("ListJobs", () => {
  it("gives the newest first, in pages", async () => {
    const { iot, job, things } = await jobsBench();
    await things(1);
    for (const jobId of ["j1", "j2", "j3"]) await job(jobId);
    const first = await iot.listJobs({ maxResults: 2 });
    const second = await iot.listJobs({ maxResults: 2, nextToken: first.nextToken });
    expect([first, second].map(({ jobs }) => jobs?.map(({ jobId }) => jobId))).toEqual([["j3", "j2"], ["j1"]]);
    expect(second.nextToken).toBeUndefined();
  });

  it.each([
    { filter: { status: "COMPLETED" as const }, found: ["done"] },
    { filter: { targetSelection: "CONTINUOUS" as const }, found: ["serving"] },
    { filter: { thingGroupName: "beta" }, found: ["serving"] },
  ])("finds $found by $filter", async ({ filter, found }) => {
    const { iot, job, things, report } = await jobsBench();
    await things(1, "beta");
    await job("done");
    await report("t1", "done", "SUCCEEDED");
    await job("open");
    await job("serving", { targets: [group("beta")], targetSelection: "CONTINUOUS" });
    expect((await iot.listJobs(filter)).jobs?.map(({ jobId }) => jobId)).toEqual(found);
  });

  it("finds those of a group by the group's id, and none of a group that is not there", async () => {
    const { iot, job, things } = await jobsBench();
    await things(1, "beta");
    await job("j", { targets: [group("beta")] });
    const { thingGroupId } = await iot.describeThingGroup({ thingGroupName: "beta" });
    expect((await iot.listJobs({ thingGroupId })).jobs).toMatchObject([{ jobId: "j" }]);
    expect((await iot.listJobs({ thingGroupId: "another" })).jobs).toEqual([]);
  });
});

describe("UpdateJob", () => {
  it("changes what it names; a new time limit holds for what has not been started", async () => {
    const { iot, clock, job, things, report, statuses } = await jobsBench();
    await things(2, "beta");
    await job("j", { targets: [group("beta")], description: "old", timeoutConfig: { inProgressTimeoutInMinutes: 60 } });
    await report("t1", "j", "IN_PROGRESS");
    await iot.updateJob({ jobId: "j", timeoutConfig: { inProgressTimeoutInMinutes: 1 } });
    await report("t2", "j", "IN_PROGRESS");
    await clock.advance(60_000);
    expect(await statuses("j")).toEqual({ t1: "IN_PROGRESS", t2: "TIMED_OUT" });
    expect((await iot.describeJob({ jobId: "j" })).job).toMatchObject({
      description: "old",
      timeoutConfig: { inProgressTimeoutInMinutes: 1 },
    });
  });

  it("is refused once the job has ended", async () => {
    const { iot, job, things, report } = await jobsBench();
    await things(1);
    await job("j");
    await report("t1", "j", "SUCCEEDED");
    await expect(iot.updateJob({ jobId: "j", description: "new" })).rejects.toMatchObject({
      name: "InvalidRequestException",
    });
  });
});
