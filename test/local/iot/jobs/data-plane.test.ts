import { describe, expect, it } from "vitest";
import { jobsBench } from "../../../support/jobs-bench.ts";

const thingName = "t1";

async function deviceWithJob() {
  const bench = await jobsBench();
  await bench.things(1);
  await bench.job("j", { document: '{"do":"it"}' });
  return { ...bench, now: Math.floor(bench.clock.now() / 1000) };
}

describe("Jobs over HTTP", () => {
  it("gives the list, the head and its document as text", async () => {
    const { data, now } = await deviceWithJob();
    const summary = { jobId: "j", queuedAt: now, lastUpdatedAt: now, versionNumber: 1, executionNumber: 1 };
    expect(await data.getPendingJobExecutions({ thingName })).toMatchObject({
      inProgressJobs: [],
      queuedJobs: [summary],
    });
    const execution = { ...summary, thingName, status: "QUEUED", jobDocument: '{"do":"it"}' };
    expect(await data.describeJobExecution({ thingName, jobId: "$next" })).toMatchObject({ execution });
    expect(await data.describeJobExecution({ thingName, jobId: "j" })).toMatchObject({ execution });
  });

  it("starts the head and takes updates, to the same ends as over MQTT", async () => {
    const { data, statuses } = await deviceWithJob();
    const started = await data.startNextPendingJobExecution({ thingName, statusDetails: { step: "1" } });
    expect(started.execution).toMatchObject({
      jobId: "j",
      thingName,
      status: "IN_PROGRESS",
      statusDetails: { step: "1" },
      versionNumber: 2,
    });
    const updated = await data.updateJobExecution({
      thingName,
      jobId: "j",
      status: "SUCCEEDED",
      expectedVersion: 2,
      includeJobExecutionState: true,
      includeJobDocument: true,
    });
    expect(updated).toMatchObject({
      executionState: { status: "SUCCEEDED", statusDetails: { step: "1" }, versionNumber: 3 },
      jobDocument: '{"do":"it"}',
    });
    expect(await statuses("j")).toEqual({ t1: "SUCCEEDED" });
    expect((await data.startNextPendingJobExecution({ thingName })).execution).toBeUndefined();
    expect((await data.describeJobExecution({ thingName, jobId: "$next" })).execution).toBeUndefined();
  });

  it("tells how long there is left", async () => {
    const { data, job, clock } = await deviceWithJob();
    await job("k", { timeoutConfig: { inProgressTimeoutInMinutes: 2 } });
    await data.updateJobExecution({ thingName, jobId: "k", status: "IN_PROGRESS" });
    await clock.advance(30_500);
    const { execution } = await data.describeJobExecution({ thingName, jobId: "$next" });
    expect(execution).toMatchObject({ jobId: "k", approximateSecondsBeforeTimedOut: 90 });
  });

  it.each([
    { what: "an unknown thing", request: { thingName: "x" }, name: "ResourceNotFoundException", status: 404 },
    { what: "an unknown job", request: { jobId: "x" }, name: "ResourceNotFoundException", status: 404 },
    { what: "another version", request: { expectedVersion: 9 }, name: "VersionConflictException", status: 409 },
    { what: "a service's status", request: { status: "REMOVED" }, name: "InvalidRequestException", status: 400 },
    { what: "no such status", request: { status: "DONE" }, name: "InvalidRequestException", status: 400 },
    { what: "an empty detail", request: { statusDetails: { a: "" } }, name: "InvalidRequestException", status: 400 },
  ])("refuses an update for $what: $name", async ({ request, name, status }) => {
    const { data } = await deviceWithJob();
    const update = data.updateJobExecution({ thingName, jobId: "j", status: "IN_PROGRESS", ...(request as object) });
    await expect(update).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
  });

  it("refuses to go on with what has ended", async () => {
    const { data, report } = await deviceWithJob();
    await report(thingName, "j", "SUCCEEDED");
    await expect(report(thingName, "j", "IN_PROGRESS")).rejects.toMatchObject({
      name: "InvalidStateTransitionException",
      $metadata: { httpStatusCode: 409 },
    });
    await expect(data.describeJobExecution({ thingName, jobId: "j" })).rejects.toMatchObject({
      name: "TerminalStateException",
      $metadata: { httpStatusCode: 410 },
    });
  });
});
