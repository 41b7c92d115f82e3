import { describe, expect, it } from "vitest";
import { cancellation } from "../../../functions/firmware/cancellation.ts";
import { parseCleanUp } from "../../../functions/firmware/clean-up-request.ts";
import { dayAfter, dueKey } from "../../../functions/firmware/record-keys.ts";
import type { Release } from "../../../functions/firmware/release.ts";
import { countDevices } from "../../../functions/firmware/rollout.ts";
import { type Ending, endOfService, explained, outcomeOf, verdictOf } from "../../../functions/firmware/verdict.ts";
import { aRelease, event } from "../../support/releases.ts";

const ending: Ending = {
  outcome: "failed",
  execution: "arn:aws:states:us-east-1:123456789012:execution:FirmwareUpdate:x",
  by: "clean-up",
  devices: null,
  announcedAt: "2026-01-01T00:00:00.000Z",
  endedAt: "2026-01-01T00:20:00.000Z",
};

describe("a verdict", () => {
  it("keeps what was released, how it ended, and why", () => {
    const release = aRelease({ allowDowngrade: { reason: "1.5.0 drains the battery" } });
    const [file] = release.files;
    const failure = { Error: "SigningFailedError", Cause: "Signing job 7309da2c: no" };
    expect(verdictOf(release, { ...ending, failure })).toEqual({
      ...ending,
      releaseId: release.id,
      product: "thermostat",
      version: "1.4.0",
      digest: release.digest,
      error: "SigningFailedError",
      cause: "Signing job 7309da2c: no",
      source: [
        {
          bucket: file?.bucket,
          key: file?.key,
          versionId: file?.versionId,
          size: file?.size,
          sha256: file?.sha256,
        },
      ],
      overrides: { allowDowngrade: { reason: "1.5.0 drains the battery" } },
    });
  });

  it("lists all files, what an earlier job wrote of them, what nobody verified, and whose bytes are offered again", () => {
    const { release } = event<{ release: Release }>("workflow.create-ota-update-by-manifest");
    const [app = expect.fail("no file"), radio = expect.fail("no second file")] = release.files;
    const signedObject = { bucket: "firmware", key: "signed/5f2c9a10" };
    const bySomeJob = { ...app, signing: { by: "job", signingJobId: "5f2c9a10", signedObject } } as const;
    const retry = { ...release, files: [bySomeJob, radio], retryOf: "thermostat-1_4_0-3c9bb594" };
    expect(verdictOf(retry, ending)).toMatchObject({
      source: [
        { key: app.key, versionId: app.versionId, signedObject },
        { key: radio.key, versionId: radio.versionId, size: 65_536, sha256: radio.sha256 },
      ],
      overrides: { unverified: ["radio.bin"], retryOf: "thermostat-1_4_0-3c9bb594" },
    });
  });

  it.each([
    ["a function's message", '{"errorType":"SigningFailedError","errorMessage":"no","trace":["…"]}', "no"],
    ["the state machine's words", "Not over after 14 days: {}", "Not over after 14 days: {}"],
    ["other JSON, as it is", '["no"]', '["no"]'],
    ["null, as it is", "null", "null"],
  ])("has as its cause %s", (_, Cause, cause) => {
    expect(verdictOf(aRelease(), { ...ending, failure: { Error: "E", Cause } }).cause).toBe(cause);
  });

  it("has no error where nothing failed, and no cause where none was given", () => {
    expect(verdictOf(aRelease(), { ...ending, outcome: "released" })).not.toHaveProperty("error");
    expect(verdictOf(aRelease(), { ...ending, failure: { Error: "States.Timeout" } })).not.toHaveProperty("cause");
  });

  it.each([
    ["RUNNING", "SigningFailedError", "failed"],
    ["RUNNING", "SupersededError", "superseded"],
    ["FAILED", "States.Runtime", "failed"],
    ["TIMED_OUT", "States.Timeout", "failed"],
    ["ABORTED", undefined, "cancelled"],
    ["ABORTED", "SupersededError", "superseded"],
    ["ABORTED", "ReleaseCancelled", "cancelled"],
  ])("of an execution that is %s with %s is %s", (status, error, outcome) => {
    expect(outcomeOf(status, { Error: error })).toBe(outcome);
  });

  it.each([
    ["ABORTED", undefined, "The execution was stopped without a reason; CloudTrail knows by whom"],
    ["ABORTED", "", "The execution was stopped without a reason; CloudTrail knows by whom"],
    ["ABORTED", "lunch", "lunch"],
    ["TIMED_OUT", undefined, "The execution took longer than the state machine allows"],
    ["FAILED", undefined, undefined],
    ["SUCCEEDED", undefined, "The execution succeeded, and there is no record of what became of the release"],
  ])("says why an execution is %s where the cause is %j", (status, Cause, words) => {
    expect(explained(status, { Error: "E", Cause })).toEqual({ Error: "E", Cause: words });
  });

  it("says what is wrong with an execution that succeeded and left none", () => {
    expect(explained("SUCCEEDED", {})).toMatchObject({ Error: "VerdictMissingError" });
  });

  it("changes only when a release that serves is ended; it tells since when that served", () => {
    const serving = verdictOf(aRelease(), { ...ending, outcome: "serving" });
    const failure = cancellation("arn:aws:iam::123456789012:user/eve", "it drains the battery");
    const devices = countDevices({ numberOfSucceededThings: 7 });
    const endedAt = "2026-03-01T00:00:00.000Z";
    expect(endOfService(serving, { outcome: "cancelled", failure, by: "ota cancel", devices, endedAt })).toEqual({
      ...serving,
      outcome: "cancelled",
      error: "ReleaseCancelled",
      cause: "Cancelled by arn:aws:iam::123456789012:user/eve: it drains the battery",
      by: "ota cancel",
      devices,
      servingSince: ending.endedAt,
      endedAt,
    });
  });
});

it.each([
  ["drains the battery", "Cancelled by eve: drains the battery"],
  [undefined, "Cancelled by eve"],
])("a cancellation says who, and why if there is a reason: %s", (why, Cause) => {
  expect(cancellation("eve", why)).toEqual({ Error: "ReleaseCancelled", Cause });
});

describe("a release that is only kept as evidence", () => {
  it("is due on a day, in UTC, at a key the sweeper finds by that day", () => {
    expect(dayAfter("2026-01-01T23:59:59.000Z", 30)).toBe("2026-01-31");
    expect(dayAfter("2028-02-28T12:00:00.000Z", 1)).toBe("2028-02-29");
    expect(dueKey({ id: "thermostat-1_4_0-3c9bb594", product: "thermostat" }, "2026-01-31")).toBe(
      "due/2026-01-31/thermostat/thermostat-1_4_0-3c9bb594",
    );
  });
});

describe("a clean-up", () => {
  it("is asked for by the workflow, with what failed", () => {
    expect(parseCleanUp(event("workflow.clean-up"))).toEqual({
      releaseId: "thermostat-1_4_0-3c9bb594",
      failure: { Error: "SigningDeadlineError", Cause: expect.stringContaining("15 minutes") },
    });
    expect(parseCleanUp({ releaseId: "x", failure: { Error: "States.Timeout" } }).failure?.Cause).toBeUndefined();
  });

  it("is asked for by the event of an execution's end, which has the release id as its name", () => {
    expect(parseCleanUp(event("states.execution-aborted"))).toEqual({
      releaseId: "thermostat-1_4_0-3c9bb594",
      ended: { status: "ABORTED", stoppedAt: Date.UTC(2026, 0, 2, 3, 14, 5) },
    });
  });

  it.each([undefined, {}, { releaseId: 7 }, { detail: { name: "x" }, source: "my.app" }])(
    "is not asked for by %j",
    (input) => {
      expect(() => parseCleanUp(input)).toThrowError(expect.objectContaining({ name: "InputInvalidError" }));
    },
  );
});
