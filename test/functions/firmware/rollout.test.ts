import { describe, expect, it } from "vitest";
import {
  countDevices,
  type DeviceCounts,
  deviceText,
  isOverdue,
  isRollingOut,
  isSettled,
  judgeRollout,
  type Look,
  wasTaken,
} from "../../../functions/firmware/rollout.ts";

const none = countDevices(undefined);

function look(status: Look["status"], devices: Partial<DeviceCounts>, more: Partial<Look> = {}): Look {
  return {
    status,
    devices: { ...none, ...devices },
    targetsAreEmpty: false,
    isRollingOut: false,
    overdue: false,
    ...more,
  };
}

describe("a SNAPSHOT rollout", () => {
  const judge = (successPercent: number, ...args: Parameters<typeof look>) =>
    judgeRollout({ targetSelection: "SNAPSHOT", successPercent }, look(...args), null);

  it.each<[string, Partial<DeviceCounts>, number, string]>([
    ["all succeeded", { succeeded: 5 }, 100, "released"],
    ["one of five failed, and all had to succeed", { succeeded: 4, failed: 1 }, 100, "failed"],
    ["as many succeeded as had to", { succeeded: 4, failed: 1 }, 80, "released"],
    ["one less succeeded than had to", { succeeded: 3, failed: 2 }, 80, "failed"],
    ["49 of 100 succeeded where 50 had to", { succeeded: 49, timedOut: 51 }, 50, "failed"],
    ["50 of 100 succeeded where 50 had to", { succeeded: 50, rejected: 50 }, 50, "released"],
    ["the rest was removed from the group", { succeeded: 3, removed: 7 }, 100, "released"],
    ["the rest was cancelled", { succeeded: 3, canceled: 7 }, 100, "failed"],
    ["all were removed", { removed: 5 }, 1, "failed"],
    ["there was no device", {}, 1, "failed"],
    ["percents have fractions", { succeeded: 1, failed: 2 }, 33.3, "released"],
  ])("is judged at COMPLETED: %s", (_, devices, percent, judgement) => {
    expect(judge(percent, "COMPLETED", devices)).toBe(judgement);
  });

  it.each(["IN_PROGRESS", "SCHEDULED", undefined] as const)("is not judged at %s", (status) => {
    expect(judge(100, status, { succeeded: 5 })).toBe("running");
    expect(judge(100, status, { failed: 5 }, { overdue: true })).toBe("running");
  });

  it("is not judged at COMPLETED by counts that lag behind", () => {
    expect(judge(100, "COMPLETED", { succeeded: 4, inProgress: 1 })).toBe("running");
    expect(judge(50, "COMPLETED", { succeeded: 4, queued: 1 })).toBe("running");
  });

  it.each<[string, Partial<DeviceCounts>, string]>([
    ["enough had succeeded", { succeeded: 8, canceled: 2 }, "released"],
    ["too few had", { succeeded: 7, canceled: 3 }, "aborted"],
    ["those in the middle may still turn it", { succeeded: 7, inProgress: 1, canceled: 2 }, "running"],
    ["those in the middle cannot turn it", { succeeded: 6, inProgress: 1, canceled: 3 }, "aborted"],
    ["nobody had begun", { canceled: 10 }, "aborted"],
  ])("is judged at CANCELED, 80 %% needed: %s", (_, devices, judgement) => {
    expect(judge(80, "CANCELED", devices)).toBe(judgement);
  });

  it("is gone while its job is being deleted", () => {
    expect(judge(100, "DELETION_IN_PROGRESS", { succeeded: 5 })).toBe("gone");
  });
});

describe("a CONTINUOUS rollout", () => {
  const judge = (lastLook: { settled: boolean } | null, ...args: Parameters<typeof look>) =>
    judgeRollout({ targetSelection: "CONTINUOUS", successPercent: 80 }, look(...args), lastLook);
  const settled = { settled: true };

  it("runs on at the first look at which all have finished", () => {
    expect(judge(null, "IN_PROGRESS", { succeeded: 5 })).toBe("running");
    expect(judge({ settled: false }, "IN_PROGRESS", { succeeded: 5 })).toBe("running");
  });

  it("is judged at the second in a row", () => {
    expect(judge(settled, "IN_PROGRESS", { succeeded: 4, failed: 1 })).toBe("serving");
    expect(judge(settled, "IN_PROGRESS", { succeeded: 3, failed: 2 })).toBe("failed");
  });

  it("runs on when a device joined since the last look", () => {
    expect(judge(settled, "IN_PROGRESS", { succeeded: 5, queued: 1 })).toBe("running");
  });

  it("runs on while AWS has not told every device of it, and is then judged by what was told at its deadline", () => {
    expect(judge(settled, "IN_PROGRESS", { succeeded: 5 }, { isRollingOut: true })).toBe("running");
    expect(judge(settled, "IN_PROGRESS", { failed: 5 }, { isRollingOut: true })).toBe("running");
    expect(judge(null, "IN_PROGRESS", { succeeded: 5 }, { isRollingOut: true, overdue: true })).toBe("serving");
  });

  it("serves at once when its group is empty", () => {
    expect(judge(null, "IN_PROGRESS", {}, { targetsAreEmpty: true })).toBe("serving");
    expect(judge(null, "IN_PROGRESS", { removed: 2 }, { targetsAreEmpty: true })).toBe("serving");
  });

  it("runs on while its group has things without executions", () => {
    expect(judge(settled, "IN_PROGRESS", {})).toBe("running");
  });

  it("is judged at the deadline by those that have finished", () => {
    const overdue = { overdue: true };
    expect(judge(null, "IN_PROGRESS", { succeeded: 4, failed: 1, queued: 5 }, overdue)).toBe("serving");
    expect(judge(null, "IN_PROGRESS", { succeeded: 3, failed: 2, queued: 5 }, overdue)).toBe("failed");
    expect(judge(null, "IN_PROGRESS", { queued: 5, inProgress: 1 }, overdue)).toBe("running");
  });

  it("has ended when its job is cancelled, whoever succeeded before", () => {
    expect(judge(settled, "CANCELED", { succeeded: 5 })).toBe("aborted");
  });

  it("is gone while its job is being deleted", () => {
    expect(judge(settled, "DELETION_IN_PROGRESS", { succeeded: 5 })).toBe("gone");
  });
});

describe("a rollout's counts", () => {
  it("are DescribeJob's, zero where it has none", () => {
    expect(countDevices({ numberOfSucceededThings: 2, numberOfTimedOutThings: 1 })).toEqual({
      ...none,
      succeeded: 2,
      timedOut: 1,
    });
  });

  it("are settled once every device has finished", () => {
    expect(isSettled(look("IN_PROGRESS", { succeeded: 1, removed: 1 }))).toBe(true);
    expect(isSettled(look("IN_PROGRESS", { succeeded: 1, queued: 1 }))).toBe(false);
    expect(isSettled(look("IN_PROGRESS", { succeeded: 1, inProgress: 1 }))).toBe(false);
    expect(isSettled(look("IN_PROGRESS", {}))).toBe(false);
    expect(isSettled(look("IN_PROGRESS", { succeeded: 1 }, { isRollingOut: true }))).toBe(false);
  });

  it.each<[Parameters<typeof isRollingOut>[0], boolean]>([
    [{}, false],
    [{ isConcurrent: false, jobProcessDetails: { processingTargets: [] } }, false],
    [{ isConcurrent: true }, true],
    [{ jobProcessDetails: { processingTargets: ["arn:aws:iot:us-east-1:123456789012:thing/t"] } }, true],
  ])("are not all that will come while AWS is at it: %j", (job, isIt) => {
    expect(isRollingOut(job)).toBe(isIt);
  });

  it("read as words", () => {
    expect(deviceText({ ...none, succeeded: 3, inProgress: 2, timedOut: 1 })).toBe(
      "2 in progress, 3 succeeded, 1 timed out",
    );
    expect(deviceText(none)).toBe("no device");
  });

  it.each<[string, Partial<DeviceCounts>, boolean, boolean]>([
    ["nobody, when all are queued or were cancelled in time", { queued: 3, canceled: 2 }, false, false],
    ["somebody, when one is in the middle", { queued: 3, inProgress: 1 }, false, true],
    ["somebody, when one failed", { canceled: 3, failed: 1 }, false, true],
    ["somebody, when one was removed: nobody knows in which state", { canceled: 3, removed: 1 }, false, true],
    ["somebody, when a cancellation was forced on those in the middle", { canceled: 3 }, true, true],
  ])("say that the image was taken by %s", (_, devices, wasForced, taken) => {
    expect(wasTaken({ ...none, ...devices }, wasForced)).toBe(taken);
  });
});

describe("a rollout's deadline", () => {
  const day = 86_400_000;
  const created = new Date("2026-01-01T00:00:00Z");
  const isLate = (after: number) => isOverdue({ rolloutDeadlineInDays: 14 }, created, created.getTime() + after);

  it("is the workflow's own, which began up to a quarter of an hour before the job", () => {
    expect(isLate(14 * day - 16 * 60_000)).toBe(false);
    expect(isLate(14 * day - 15 * 60_000)).toBe(true);
  });

  it("never comes for a job that does not say when it began", () => {
    expect(isOverdue({ rolloutDeadlineInDays: 1 }, undefined, Date.now())).toBe(false);
  });
});
