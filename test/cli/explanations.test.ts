import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { adviceLines } from "../../cli/releases/advice-book.ts";
import { adviceOnReason } from "../../cli/releases/device-advice.ts";
import { sayingOf } from "../../cli/releases/device-table.ts";
import { deviceReport } from "../../cli/releases/devices.ts";
import { adviceOnFailure } from "../../cli/releases/failure-advice.ts";
import { refusals } from "../../cli/releases/refusal.ts";

const manual = readFileSync(new URL("../../docs/operating.md", import.meta.url), "utf8");

describe("what a device reported", () => {
  it.each<[string, RegExp | undefined]>([
    ["rejected: 0x00000010", /^build the image with the released version in its own header/],
    ["rejected: 0x0000000f", /^release a higher version/],
    ["0x000000e3: 0x00000000", /^sign with the key whose certificate the device has/],
    ["0x000000e7: 0x00000000", /certname in the profile, or certificateName in the manifest, names$/],
    ["aborted: 0xe5000001", /^make the image smaller/],
    ["aborted: 0x00000000", /streams\/\*/],
    ["rejected: 0x00000000", /^look at the device's log/],
    ["rejected: 0x000000ff", undefined],
    ["momentum_abort", undefined],
  ])("%s comes with what most often helps", (reason, advice) => {
    if (advice) expect(adviceOnReason(reason)).toMatch(advice);
    else expect(adviceOnReason(reason)).toBeUndefined();
  });

  it("is told once for all that said the same", () => {
    const advised = (thingName: string, advice: string | null) => ({ ...report("FAILED"), thingName, advice });
    const devices = ["t1", "t2", "t3", "t4", "t5"].map((name) => advised(name, "make it smaller"));
    expect(adviceLines([...devices, advised("t6", null), advised("t7", "sign it")])).toEqual([
      "t1, t2, t3 and 2 more: make it smaller",
      "t7: sign it",
    ]);
  });

  function report(status: "FAILED" | "CANCELED" | "TIMED_OUT" | "REMOVED" | "SUCCEEDED", execution = {}) {
    return deviceReport(
      { thingArn: "arn:aws:iot:us-east-1:123456789012:thing/t1", jobExecutionSummary: { status } },
      execution,
    );
  }

  it.each([
    ["FAILED", {}, "it gave no reason"],
    ["TIMED_OUT", {}, "it did not finish within the release's inProgressTimeoutInMinutes"],
    ["CANCELED", { forceCanceled: true }, "the job was cancelled before it began"],
    [
      "CANCELED",
      { forceCanceled: true, startedAt: new Date() },
      "it was cut off by force, in the middle of the update",
    ],
    ["REMOVED", {}, "it has left the group, or the registry"],
    ["FAILED", { statusDetails: { detailsMap: { reason: "too  hot" } } }, "too hot"],
    ["SUCCEEDED", { statusDetails: { detailsMap: { reason: "accepted v1.4.0" } } }, "accepted v1.4.0"],
  ] as const)("of %s and %j is: %3$s", (status, execution, words) => {
    expect(sayingOf(report(status, execution))).toBe(words);
  });
});

describe("why a release failed", () => {
  const passRole =
    "AWSIotException: User assumed-role/ota is not authorized to perform iam:PassRole on resource ota (Service: AWSIot; Status Code: 403)";

  it.each<[string, string, RegExp | undefined]>([
    ["VersionReusedError", "", /^raise the version/],
    ["OtaUpdateFailedError", passRole, /pass itself/],
    [
      "OtaUpdateFailedError",
      "AmazonS3Exception: Access Denied (Service: Amazon S3; Status Code: 403)",
      /s3:GetObjectVersion/,
    ],
    [
      "OtaUpdateFailedError",
      "AccessDeniedException: S3 object not accessible (Service: AWSSigner; Status Code: 403)",
      /sign with the profile/,
    ],
    ["OtaUpdateFailedError", "SomethingNew: who knows", undefined],
    ["RolloutFailedError", "3 failed", undefined],
    ["toString", "", undefined],
  ])("%s: %s comes with what most often helps", (error, cause, advice) => {
    if (advice) expect(adviceOnFailure(error, cause)).toMatch(advice);
    else expect(adviceOnFailure(error, cause)).toBeUndefined();
  });

  it.each([...refusals])("%s is in the manual", (name) => {
    expect(manual).toContain(`\`${name}\``);
  });
});
