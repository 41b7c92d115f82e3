import { beforeAll, describe, expect, it } from "vitest";
import { livedThroughAMonth, type Month } from "../support/month.ts";

const day = 86_400_000;

describe("thirty days of local AWS", () => {
  let month: Month;
  beforeAll(async () => {
    month = await livedThroughAMonth();
  });

  it("are played in the time of their work alone", () => {
    expect(month.played).toBeLessThan(1_000); // milliseconds; a fraction of that, unless the computer is busy
  });

  it("end an execution that waits for its child for ten days, and then for twenty more", () => {
    expect(month.history).toEqual([
      ["ExecutionStarted", 0],
      ["TaskStateEntered", 0],
      ["TaskStateExited", 10 * day],
      ["WaitStateEntered", 10 * day],
      ["WaitStateExited", 30 * day],
      ["ExecutionSucceeded", 30 * day],
    ]);
  });

  it("tell each day's turn of a schedule, and what the other services have done, at its own time", () => {
    const schedule = Array.from({ length: 30 }, (_, at) => ["Scheduled Event", "", (at + 1) * day]);
    const others = month.diary.filter(([what]) => what !== "Scheduled Event");
    expect(month.diary.filter(([what]) => what === "Scheduled Event")).toEqual(schedule);
    expect(others).toEqual([
      ["Step Functions Execution Status Change", "RUNNING", 0],
      ["Step Functions Execution Status Change", "RUNNING", 0],
      ["Object Created", "app.bin", 0],
      ["Object Created", "signed", 1_000],
      ["Signer Job Status Change", "Succeeded", 1_000],
      ["Step Functions Execution Status Change", "SUCCEEDED", 10 * day],
      ["Step Functions Execution Status Change", "SUCCEEDED", 30 * day],
    ]);
  });

  it("give a message back that was received and not deleted, and end a job that a device has not", () => {
    expect(month.receipts).toBe(2);
    expect(month.jobExecution).toEqual({ status: "TIMED_OUT", at: 7 * day });
  });

  it("are the same once more", async () => {
    const { played: _, ...again } = await livedThroughAMonth();
    const { played: __, ...once } = month;
    expect(again).toEqual(once);
  });
});
