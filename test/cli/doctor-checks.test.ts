import { describe, expect, it } from "vitest";
import { judgeAccount } from "../../cli/doctor/account-checks.ts";
import type { AccountFacts, Count } from "../../cli/doctor/account-facts.ts";
import { judgeBucket } from "../../cli/doctor/bucket-checks.ts";
import { judgeClock } from "../../cli/doctor/clock-checks.ts";
import { examinationText } from "../../cli/doctor/report.ts";
import { judgeRules } from "../../cli/doctor/rule-checks.ts";
import type { Sight } from "../../cli/doctor/sight.ts";
import { judgeStack } from "../../cli/doctor/stack-checks.ts";

function seen<Value>(value: Value): Sight<Value> {
  return { seen: true, value };
}

describe("a stack", () => {
  const parts = "FirmwareBucket ReleaseBucket OtaRole FirmwareUpdateStateMachine StartUpdateFunctionUpload";
  const others =
    "CleanUpFunctionExecutionEnded SweepFunction SweepFunctionEveryQuarterOfAnHour UndeliveredEvents FailedInvocations";
  const resources = new Map(`${parts} ${others}`.split(" ").map((logicalId) => [logicalId, "id"]));
  const stack = { status: "CREATE_COMPLETE", reason: null, parameters: new Map(), resources };

  it.each([
    { like: {}, status: "ok", says: "p is CREATE_COMPLETE" },
    { like: { status: "UPDATE_COMPLETE" }, status: "ok", says: "p is UPDATE_COMPLETE" },
    { like: { status: "UPDATE_IN_PROGRESS" }, status: "warn", says: "p is UPDATE_IN_PROGRESS" },
    { like: { status: "UPDATE_ROLLBACK_COMPLETE" }, status: "warn", says: "the last deployment was taken back" },
    {
      like: { status: "ROLLBACK_COMPLETE", reason: "no such profile" },
      status: "fail",
      says: "ROLLBACK_COMPLETE: no such profile",
    },
    { like: { status: "DELETE_FAILED" }, status: "fail", says: "p is DELETE_FAILED" },
    { like: { resources: new Map([["Topic", "t"]]) }, status: "fail", says: "p has no FirmwareBucket, ReleaseBucket" },
  ])("like $like: $status", ({ like, status, says }) => {
    expect(judgeStack("p", seen({ ...stack, ...like }))).toMatchObject([
      { check: "stack", status, says: expect.stringContaining(says) },
    ]);
  });
});

describe("this computer's clock", () => {
  it.each([
    { seconds: 0, status: "ok", says: "within 1 s of AWS's" },
    { seconds: -299, status: "ok", says: "within 299 s of AWS's" },
    { seconds: 300, status: "fail", says: "5 minutes ahead of AWS's" },
    { seconds: -3600, status: "fail", says: "60 minutes behind AWS's" },
  ])("$seconds seconds ahead: $status", ({ seconds, status, says }) => {
    const [found] = judgeClock({ here: 1_000_000 + seconds * 1000, atAws: 1_000_000 });
    expect(found).toMatchObject({ status, says: expect.stringContaining(says) });
  });
});

describe("what fills up", () => {
  const none: Sight<Count> = seen({ number: 0, isAll: true });
  const empty = { url: "https://sqs/1/q", messages: seen(0) };
  const account: AccountFacts = {
    streams: none,
    snapshotJobs: none,
    continuousJobs: none,
    concurrentJobs: none,
    jobsBeingDeleted: none,
    undeliveredEvents: empty,
    failedInvocations: empty,
    leftovers: seen({ dryRun: true, looked: 3, swept: [], left: [] }),
  };
  const count = (number: number, isAll = true): Sight<Count> => seen({ number, isAll });

  it("is all well when there is nothing", () => {
    expect(judgeAccount(account).map(({ status }) => status)).not.toContain("warn");
  });

  it.each<{ like: Partial<AccountFacts>; check: string; status: string; says: string }>([
    { like: { streams: count(7_999) }, check: "quota: streams", status: "ok", says: "7,999 of 10,000, AWS's default" },
    { like: { streams: count(8_000) }, check: "quota: streams", status: "warn", says: "8,000 of 10,000" },
    { like: { streams: count(10_000, false) }, check: "quota: streams", status: "warn", says: "at least 10,000 of" },
    { like: { concurrentJobs: count(400) }, check: "quota: jobs rolling out", status: "warn", says: "400 of 500" },
    { like: { jobsBeingDeleted: count(8) }, check: "quota: jobs being deleted", status: "warn", says: "8 of 10" },
    {
      like: { failedInvocations: { url: "https://sqs/1/q", messages: seen(2) } },
      check: "queue of failed invocations",
      status: "warn",
      says: "2 events came to nothing",
    },
    {
      like: { failedInvocations: { url: "https://sqs/1/q", messages: seen(undefined) } },
      check: "queue of failed invocations",
      status: "fail",
      says: "it is gone",
    },
    {
      like: { leftovers: seen({ failure: "The sweeper failed: AccessDenied: no" }) },
      check: "leftovers",
      status: "fail",
      says: "The sweeper failed: AccessDenied: no",
    },
  ])("$check with $like: $status", ({ like, check, status, says }) => {
    const found = judgeAccount({ ...account, ...like }).find((finding) => finding.check === check);
    expect(found).toMatchObject({ status, says: expect.stringContaining(says) });
  });
});

it("a rule that is gone is named, and how bad that is", () => {
  const well = { name: "r", rule: seen({ isEnabled: true, targets: 1 }) };
  const gone = { name: "r", rule: seen(undefined) };
  expect(judgeRules({ uploads: gone, endedExecutions: gone, sweeper: well }).map(({ status }) => status)).toEqual([
    "fail",
    "warn",
    "ok",
  ]);
});

it.each([
  { versioning: "off", says: "versioning of b is off" },
  { versioning: "gone", says: "there is no bucket b" },
])("a bucket whose versioning is $versioning fails", ({ versioning, says }) => {
  const facts = {
    bucket: "b",
    versioning: seen(versioning),
    tellsEventBridge: seen(true),
    publicAccessBlocks: seen(4),
    policy: seen(undefined),
  };
  const [found] = judgeBucket("firmware bucket", facts);
  expect(found).toMatchObject({ status: "fail", says: expect.stringContaining(says) });
});

describe("the report", () => {
  const examination = {
    stack: "p",
    product: "pump",
    findings: [
      { check: "stack", status: "ok", says: "p is CREATE_COMPLETE" },
      {
        check: "rule",
        status: "fail",
        says: "it is disabled: uploads start nothing at all",
        fix: "aws events enable-rule --name r",
      },
      { check: "devices", status: "unseen", says: "cannot look: needs iot:ListPolicies" },
    ],
  } as const;

  it("has a line a finding, its fix below it, and what there is of each", () => {
    expect(examinationText(examination, Number.POSITIVE_INFINITY).split("\n")).toEqual([
      "ok    stack    p is CREATE_COMPLETE",
      "fail  rule     it is disabled: uploads start nothing at all",
      "      - aws events enable-rule --name r",
      "?     devices  cannot look: needs iot:ListPolicies",
      "",
      "1 ok, 1 to mend, 1 not seen.",
    ]);
  });

  it("keeps long lines within a terminal, below where they began", () => {
    expect(examinationText(examination, 55).split("\n").slice(1, 3)).toEqual([
      "fail  rule     it is disabled: uploads start nothing at",
      "               all",
    ]);
  });
});
