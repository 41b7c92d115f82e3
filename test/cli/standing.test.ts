import { describe, expect, it } from "vitest";
import type { ExecutionReport } from "../../cli/releases/executions.ts";
import { type Evidence, isLost, type Standing, standingOf } from "../../cli/releases/standing.ts";
import type { Verdict } from "../../functions/firmware/verdict.ts";
import { aRelease } from "../support/releases.ts";

const announced = {
  value: { release: aRelease(), execution: "arn", announcedAt: "2026-01-01T12:00:00.123Z" },
  writtenAt: Date.parse("2026-01-01T12:00:00Z"),
  etag: '"1"',
};
const verdict: Verdict = {
  releaseId: announced.value.release.id,
  product: "thermostat",
  version: "1.4.0",
  digest: "",
  outcome: "failed",
  error: "RolloutFailedError",
  cause: "1 failed",
  execution: "arn",
  by: "clean-up",
  devices: null,
  source: [],
  announcedAt: "2026-01-01T12:00:00.000Z",
  endedAt: "2026-01-01T13:00:00.000Z",
};

function execution(changes: Partial<ExecutionReport>): ExecutionReport {
  return {
    arn: "arn",
    status: "RUNNING",
    state: "Wait For Devices",
    stateSince: "2026-01-01T12:10:00.000Z",
    startedAt: "2026-01-01T11:59:00.000Z",
    stoppedAt: null,
    error: null,
    cause: null,
    upload: null,
    output: null,
    ...changes,
  };
}

const stoppedAt = "2026-01-01T12:30:00.000Z";
const why = { error: "TargetEmptyError", cause: "No thing is in the thinggroup thermostat" };
const nothingToDo = {
  admission: { because: "1.4.0 with the same bytes is released", by: "thermostat-1_4_0-00000001" },
};

describe("a release", () => {
  it.each<[string, Partial<Evidence>, Partial<Standing>]>([
    [
      "that is announced, and whose execution runs, is under way",
      { announced, execution: execution({}) },
      { state: "under way", since: "2026-01-01T12:00:00.000Z", error: null, cause: null },
    ],
    [
      "stands as its verdict says, also while its execution still cleans up",
      { announced, verdict, execution: execution({ state: "Clean Up" }) },
      { state: "failed", since: verdict.endedAt, error: "RolloutFailedError", cause: "1 failed" },
    ],
    [
      "needs no more than a verdict: executions are forgotten",
      { verdict: { ...verdict, outcome: "serving" } },
      { state: "serving", since: verdict.endedAt },
    ],
    [
      "that is announced, and whose execution is over, is ending",
      { announced, execution: execution({ status: "ABORTED", stoppedAt, ...why }) },
      { state: "ending", since: stoppedAt, ...why },
    ],
    ["whose execution nobody knows any more is ending", { announced }, { state: "ending" }],
    [
      "that is not announced yet is starting",
      { execution: execution({ state: "Describe Release" }) },
      { state: "starting", since: "2026-01-01T11:59:00.000Z" },
    ],
    [
      "that failed before it was announced was refused",
      { execution: execution({ status: "FAILED", stoppedAt, ...why }) },
      { state: "refused", since: stoppedAt, ...why },
    ],
    [
      "that was stopped before it was announced was stopped, and nothing else",
      { execution: execution({ status: "ABORTED", stoppedAt }) },
      { state: "stopped", since: stoppedAt },
    ],
    [
      "that succeeded without a record had nothing to do",
      { execution: execution({ status: "SUCCEEDED", stoppedAt, output: nothingToDo }) },
      { state: "nothing to do", cause: "1.4.0 with the same bytes is released, as thermostat-1_4_0-00000001" },
    ],
  ])("%s", (_, evidence, standing) => {
    const all = { verdict: undefined, announced: undefined, execution: undefined, ...evidence };
    expect(standingOf(all)).toMatchObject(standing);
  });

  it("of which there is nothing is none", () => {
    expect(standingOf({ verdict: undefined, announced: undefined, execution: undefined })).toBeUndefined();
  });

  it.each(["failed", "refused", "cancelled", "superseded", "stopped"] as const)("that is %s is lost", (state) => {
    expect(isLost({ state })).toBe(true);
  });

  it.each(["released", "serving", "starting", "under way", "ending", "nothing to do"] as const)(
    "that is %s is not lost",
    (state) => expect(isLost({ state })).toBe(false),
  );
});
