import { describe, expect, it } from "vitest";
import {
  cleanedUp,
  closed,
  created,
  devices,
  execution,
  failing,
  gate,
  inTurn,
  look,
  play,
  release,
  signed,
  streamed,
  untilSigned,
} from "../support/played-release.ts";

describe("a failure", () => {
  it.each([
    ["admit-release", ["Describe Release", "Admit Release"]],
    ["start-signing", [...untilSigned, "Start Signing"]],
    ["check-signing", [...untilSigned, "Start Signing", "Wait For Signature", "Check Signing"]],
    ["create-stream", [...untilSigned, ...signed, ...streamed]],
    ["end-previous-release", [...untilSigned, ...signed, ...streamed, "End Previous Release"]],
    ["create-ota-update", [...untilSigned, ...signed, ...streamed, ...gate, "Create OTA Update"]],
    ["check-ota-update", [...untilSigned, ...signed, ...created.slice(0, -1)]],
    ["check-rollout", [...untilSigned, ...signed, ...created, "Wait For Devices", "Check Rollout"]],
  ])("of %s is cleaned up, and the release then fails with the original error", async (name, before) => {
    const { states, status, error, payloads } = await play({ [name]: failing("InvalidRequestException") });
    expect(states).toEqual([...before, ...cleanedUp]);
    expect([status, error]).toEqual(["FAILED", "InvalidRequestException"]);
    expect(payloads["clean-up"]).toEqual([
      {
        releaseId: release.id,
        failure: { Error: "InvalidRequestException", Cause: expect.stringContaining("happened") },
        execution,
      },
    ]);
  });

  it("of the record at the end is not cleaned up: the rollout has won", async () => {
    const { states, error } = await play({ "close-release": failing("AccessDenied") });
    expect(states.at(-1)).toBe("Close Release");
    expect(error).toBe("AccessDenied");
  });

  it("that passes is retried and forgotten", async () => {
    const { states, payloads } = await play({
      "create-stream": (_, call) => (call < 6 ? failing("TransientError")(_, call) : {}),
    });
    expect(payloads["create-stream"]).toHaveLength(6);
    expect(states.at(-1)).toBe("Release Complete");
  });

  it("that AWS itself has for longer does not end a rollout: the next look comes", async () => {
    const { states, payloads } = await play({
      "check-rollout": (_, call) =>
        call <= 6 ? failing("TransientError")(_, call) : { state: "released", settled: true, devices },
    });
    expect(payloads["check-rollout"]).toHaveLength(7);
    expect(states.slice(-9)).toEqual([...look, ...look, ...closed, "Release Complete"]);
  });

  it.each([
    "TransientError",
    "Lambda.TooManyRequestsException",
    "Sandbox.Timedout",
    "Runtime.ImportModuleError",
    "SettingMissingError",
  ])("by %s, which keeps us from looking, cancels no rollout", async (name) => {
    const isDown = (call: number) => call <= 8;
    const { status, payloads } = await play({
      "check-ota-update": (_, call) => (isDown(call) ? failing(name)(_, call) : { state: "created" }),
      "check-rollout": (_, call) =>
        isDown(call) ? failing(name)(_, call) : { state: "released", settled: true, devices },
      "end-previous-release": (_, call) => (isDown(call) ? failing(name)(_, call) : { state: "ended" }),
    });
    expect(status).toBe("SUCCEEDED");
    expect(payloads["clean-up"]).toBeUndefined();
  });

  it.each(["Sandbox.Timedout", "Lambda.Unknown", "Runtime.ExitError"])("by %s is tried once more", async (name) => {
    const { payloads, error } = await play({ "create-stream": failing(name) });
    expect(payloads["create-stream"]).toHaveLength(2);
    expect(error).toBe(name);
  });

  it.each(["ThrottlingException", "ValidationException", "LimitExceededException"])(
    "by %s is not: only the functions know what passes",
    async (name) => {
      const { payloads, error } = await play({ "create-stream": failing(name) });
      expect(payloads["create-stream"]).toHaveLength(1);
      expect(error).toBe(name);
    },
  );
});

describe("a deadline", () => {
  it("of 15 minutes ends signing that never ends", async () => {
    const { states, error, cause } = await play({ "check-signing": () => ({ state: "signing" }) });
    expect(states.slice(-5)).toEqual(["Signing Overdue", ...cleanedUp]);
    expect(error).toBe("SigningDeadlineError");
    expect(cause).toBe("Signing job job-1 for app.bin was not done after 15 minutes");
  });

  it("of 15 minutes ends a creation that never ends", async () => {
    const { states, error, cause } = await play({ "check-ota-update": () => ({ state: "creating" }) });
    expect(states.slice(-5)).toEqual(["Is It Created?", ...cleanedUp]);
    expect(error).toBe("CreationDeadlineError");
    expect(cause).toBe("OTA update thermostat-1_4_0-01234567 was not created after 15 minutes");
  });

  it.each([
    ["says how the devices fared", 60, { queued: 1, inProgress: 2, failed: 0 }, "1 queued, 2 in progress"],
    ["says that there were none", 1, { succeeded: 0, failed: 0, queued: 0 }, "no device was seen"],
    ["says that AWS never showed its job", 1, null, "no device was seen"],
  ])("of the product ends a rollout that never ends, and %s", async (_what, days, devices, words) => {
    const running = { state: "running", settled: false, devices };
    const { states, error, cause, events } = await play({
      "describe-release": () => ({ ...release, rolloutDeadlineInDays: days }),
      "check-rollout": () => running,
    });
    expect(states.slice(-5)).toEqual(["Is It Over?", ...cleanedUp]);
    expect(error).toBe("RolloutDeadlineError");
    expect(cause).toBe(`Not over after ${days} days: ${words}`);
    expect(events.length).toBeLessThan(15_000); // history ends at 25,000
  });
});

describe("cleaning up", () => {
  const failed = { "create-stream": failing("LimitExceededException") };

  it("goes on until nothing is left", async () => {
    const left = { state: "deleting", left: ["stream"] };
    const { states, error } = await play({ ...failed, "clean-up": inTurn(left, left, { state: "clean" }) });
    const again = ["Wait For Deletion", "Clean Up", "Is It Clean?"];
    expect(states.slice(-10)).toEqual([
      "Remember What Failed",
      "Clean Up",
      "Is It Clean?",
      ...again,
      ...again,
      "Release Failed",
    ]);
    expect(error).toBe("LimitExceededException");
  });

  it("gives up after ten minutes, and the release fails with the original error all the same", async () => {
    const { states, error } = await play({ ...failed, "clean-up": () => ({ state: "deleting", left: ["stream"] }) });
    expect(states.at(-1)).toBe("Release Failed");
    expect(error).toBe("LimitExceededException");
  });

  it("that fails itself hides nothing: the release fails with the original error", async () => {
    const { states, error } = await play({ ...failed, "clean-up": failing("AccessDenied") });
    expect(states.slice(-3)).toEqual(["Remember What Failed", "Clean Up", "Release Failed"]);
    expect(error).toBe("LimitExceededException");
  });
});
