import { describe, expect, it } from "vitest";
import { check, type Findings } from "../../scripts/recordings/check.ts";
import type { Exception, Recording } from "../../scripts/recordings/recording.ts";
import { counts, faults, listOfCorrected } from "../../scripts/recordings/told.ts";
import { alone } from "../support/asl.ts";

const passing = ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"];

/** As it would be recorded of a Pass whose Result is 1. */
const right: Recording = {
  test: "tests.py::test_right",
  definition: alone({ Type: "Pass", Result: 1 }),
  input: {},
  expected: { status: "SUCCEEDED", output: 1 },
  events: passing,
};

/** The same of a Wait; its time was lost. */
const template: Recording = {
  test: "tests.py::test_template[2016|Z]",
  definition: alone({ Type: "Wait", TimestampPath: "$.time" }),
  input: { time: "date" },
  expected: { status: "SUCCEEDED", output: { time: "date" } },
  events: ["ExecutionStarted", "WaitStateEntered", "WaitStateExited", "ExecutionSucceeded"],
};
const timeLost: Exception = { reason: "The time was lost.", replace: { '"date"': '"2016-12-05T21:29:29Z"' } };

async function faultsOf(recording: Recording): Promise<string[]> {
  return faults(await check([recording], {}));
}

describe("a recording", () => {
  it("that is played as AWS did is the same", async () => {
    const findings = await check([right], {});
    expect(findings).toEqual({ same: [right.test], corrected: [], different: [], needless: [] } satisfies Findings);
  });

  it.each<[string, Partial<Recording>, string]>([
    ["ended otherwise", { expected: { status: "SUCCEEDED", output: 2 } }, "output is 1, recorded 2"],
    [
      "went another way",
      { events: passing.with(2, "PassStateFailed") },
      "event 3 is PassStateExited, recorded PassStateFailed",
    ],
    ["went further", { events: [...passing, "More"] }, "event 5 is missing, recorded More"],
    ["ended sooner", { events: passing.slice(0, -1) }, "1 events too many"],
  ])("that %s differs", async (_words, changed, difference) => {
    expect(await faultsOf({ ...right, ...changed })).toEqual([`${right.test}: ${difference}`]);
  });

  it("that failed otherwise differs in each part of that", async () => {
    const expected = { status: "FAILED", error: "E", cause: "C" };
    const wrong = { ...right, definition: alone({ Type: "Fail", Error: "Other", Cause: "C" }), expected };
    expect(await faultsOf({ ...wrong, events: ["ExecutionStarted", "FailStateEntered", "ExecutionFailed"] })).toEqual([
      `${right.test}: error is "Other", recorded "E"`,
    ]);
  });
});

describe("an exception", () => {
  it("sets its recording right", async () => {
    const findings = await check([right, template], { [template.test]: timeLost });
    expect(counts(findings)).toEqual({ recordings: 2, same: 1, corrected: 1, different: 0 });
    expect(faults(findings)).toEqual([]);
  });

  it("may bring the definition that was played", async () => {
    const wrong = { ...right, definition: alone({ Type: "Pass" }) };
    const findings = await check([wrong], { [right.test]: { reason: "Another's.", definition: right.definition } });
    expect(findings.corrected).toMatchObject([{ test: right.test, differences: ["output is {}, recorded 1"] }]);
  });

  it("excuses nothing else", async () => {
    const wrong = { ...template, expected: { status: "FAILED" } };
    const findings = await check([wrong], { [template.test]: timeLost });
    expect(counts(findings)).toMatchObject({ corrected: 0, different: 1 });
    expect(faults(findings)[0]).toContain('status is "SUCCEEDED", recorded "FAILED"');
  });

  it.each([
    ["sets right what is right", { [right.test]: timeLost }],
    ["is of no recording", { "tests.py::test_gone": timeLost }],
  ])("that %s is needless", async (_words, exceptions) => {
    const findings = await check([right], exceptions);
    expect(faults(findings)).toEqual([`${Object.keys(exceptions)[0]}: the exception is needless`]);
  });

  it("is listed with its reason and with what differs without it", async () => {
    const findings = await check([right, template], { [template.test]: timeLost });
    expect(listOfCorrected(findings).split("\n").slice(2)).toEqual([
      '| `test_template[2016\\|Z]` | The time was lost. | status is "FAILED", recorded "SUCCEEDED" |',
    ]);
  });
});
