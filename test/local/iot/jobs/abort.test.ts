import type { AbortCriteria, JobExecutionFailureType } from "@aws-sdk/client-iot";
import { describe, expect, it } from "vitest";
import { group, jobsBench } from "../../../support/jobs-bench.ts";

function criterion(failureType: JobExecutionFailureType, min: number, percent: number): AbortCriteria {
  return { failureType, action: "CANCEL", minNumberOfExecutedThings: min, thresholdPercentage: percent };
}

describe("abort criteria", () => {
  it.each([
    { reports: ["FAILED"], criteria: [criterion("FAILED", 1, 100)], becomes: "CANCELED" },
    { reports: ["FAILED"], criteria: [criterion("FAILED", 2, 50)], becomes: "IN_PROGRESS" },
    { reports: ["SUCCEEDED", "FAILED"], criteria: [criterion("FAILED", 2, 50)], becomes: "CANCELED" },
    { reports: ["SUCCEEDED", "FAILED"], criteria: [criterion("FAILED", 2, 50.01)], becomes: "IN_PROGRESS" },
    { reports: ["FAILED", "REJECTED"], criteria: [criterion("REJECTED", 2, 51)], becomes: "IN_PROGRESS" },
    { reports: ["FAILED", "REJECTED"], criteria: [criterion("ALL", 2, 100)], becomes: "CANCELED" },
    {
      reports: ["SUCCEEDED", "REJECTED"],
      criteria: [criterion("FAILED", 1, 10), criterion("REJECTED", 1, 50)],
      becomes: "CANCELED",
    },
    { reports: ["SUCCEEDED", "SUCCEEDED"], criteria: [criterion("ALL", 1, 1)], becomes: "IN_PROGRESS" },
    { reports: ["IN_PROGRESS", "FAILED"], criteria: [criterion("FAILED", 1, 100)], becomes: "CANCELED" },
  ] as const)("$criteria after $reports of 4 things leave the job $becomes", async ({ reports, criteria, becomes }) => {
    const { iot, job, things, report } = await jobsBench();
    await things(4, "beta");
    await job("j", { targets: [group("beta")], abortConfig: { criteriaList: [...criteria] } });
    for (const [index, status] of reports.entries()) await report(`t${index + 1}`, "j", status);
    expect((await iot.describeJob({ jobId: "j" })).job?.status).toBe(becomes);
  });

  it("cancel what is queued, leave what is in progress, and say so", async () => {
    const { iot, job, things, report, statuses } = await jobsBench();
    await things(4, "beta");
    await job("j", {
      targets: [group("beta")],
      abortConfig: { criteriaList: [criterion("FAILED", 1, 50)] },
      jobExecutionsRolloutConfig: { maximumPerMinute: 3 },
    });
    await report("t1", "j", "IN_PROGRESS");
    await report("t2", "j", "FAILED");
    expect(await statuses("j")).toEqual({ t1: "IN_PROGRESS", t2: "FAILED", t3: "CANCELED" });
    expect((await iot.describeJob({ jobId: "j" })).job).toMatchObject({
      reasonCode: "ABORT_CRITERIA_MET",
      comment: "At least 50% of the executed things ended with failure type FAILED",
    });
    await report("t1", "j", "SUCCEEDED");
    expect((await iot.describeJob({ jobId: "j" })).job?.status).toBe("CANCELED");
  });

  it("count what timed out", async () => {
    const { iot, clock, job, things, report } = await jobsBench();
    await things(2, "beta");
    await job("j", {
      targets: [group("beta")],
      abortConfig: { criteriaList: [criterion("TIMED_OUT", 1, 100)] },
      timeoutConfig: { inProgressTimeoutInMinutes: 1 },
    });
    await report("t1", "j", "IN_PROGRESS");
    await clock.advance(60_000);
    expect((await iot.describeJob({ jobId: "j" })).job?.status).toBe("CANCELED");
  });

  it("hold at once when they are given to a job that already meets them", async () => {
    const { iot, job, things, report } = await jobsBench();
    await things(2, "beta");
    await job("j", { targets: [group("beta")] });
    await report("t1", "j", "FAILED");
    await iot.updateJob({ jobId: "j", abortConfig: { criteriaList: [criterion("ALL", 1, 100)] } });
    expect((await iot.describeJob({ jobId: "j" })).job?.status).toBe("CANCELED");
  });
});
