import { describe, expect, it } from "vitest";
import { deployedDefinition, fileNameOf, functionArn, tasks } from "../support/firmware-update.ts";
import { playMachine } from "../support/state-machine.ts";

type Answer = (payload: unknown, call: number) => unknown;

const release = {
  id: "thermostat-1_4_0-01234567",
  product: "thermostat",
  version: "1.4.0",
  delivery: "stream",
  rolloutDeadlineInDays: 14,
  files: [{ name: "app.bin", signing: { by: "pipeline" } }],
};
const upload = { bucket: "firmware", key: "firmware/thermostat/1.4.0/app.bin", versionId: "v1" };
const devices = { succeeded: 5, failed: 0 };

/** Every function does its part at the first time of asking. */
const goodDay: Record<string, Answer> = {
  "describe-release": () => release,
  "admit-release": () => ({ state: "admitted" }),
  "start-signing": () => ({ signingJobId: "job-1" }),
  "check-signing": () => ({ state: "signed", signedObject: { bucket: "releases", key: "signed/job-1" } }),
  "create-stream": () => ({}),
  "end-previous-release": () => ({ state: "ended" }),
  "create-ota-update": () => ({}),
  "check-ota-update": () => ({ state: "created" }),
  "check-rollout": () => ({ state: "released", settled: true, devices }),
  "close-release": () => ({}),
  "clean-up": () => ({ state: "clean" }),
};

/** Runs the deployed file with these functions in place of the good day's; tells what each was asked. */
async function play(functions: Record<string, Answer> = {}) {
  const payloads: Record<string, unknown[]> = {};
  const stubs = Object.entries({ ...goodDay, ...functions }).map(([name, answer]) => [
    functionArn(name),
    (payload: unknown) => {
      const asked = payloads[name] ?? [];
      payloads[name] = asked;
      asked.push(payload);
      return answer(payload, asked.length);
    },
  ]);
  const played = await playMachine({
    definition: deployedDefinition(),
    input: upload,
    name: release.id,
    tasks: Object.fromEntries(stubs),
  });
  return { ...played, payloads };
}

/** As a function fails: its error's name is what the machine sees. */
function failing(name: string, message = `${name} happened`): Answer {
  return () => {
    throw Object.assign(new Error(message), { name });
  };
}

/** Answers one after the other, the last one for ever. */
function inTurn(...answers: unknown[]): Answer {
  return (_, call) => answers[Math.min(call, answers.length) - 1];
}

const untilSigned = ["Describe Release", "Admit Release", "Is There Anything To Do?", "Do We Sign?", "Sign Files"];
const signed = ["Start Signing", "Wait For Signature", "Check Signing", "Is It Signed?", "File Signed"];
const gate = ["End Previous Release", "Is It Ended?"];
const streamed = ["Do We Stream?", "Create Stream"];
const offered = ["Create OTA Update", "Wait For OTA Update", "Check OTA Update", "Is It Created?"];
const created = [...streamed, ...gate, ...offered];
const look = ["Wait For Devices", "Check Rollout", "Is It Over?"];
const closed = ["Close Release", "Is It Serving?"];
const cleanedUp = ["Remember What Failed", "Clean Up", "Is It Clean?", "Release Failed"];

describe("on a good day", () => {
  it("goes from the upload to a complete release", async () => {
    const { status, states, output } = await play();
    expect(states).toEqual([...untilSigned, ...signed, ...created, ...look, ...closed, "Release Complete"]);
    expect(status).toBe("SUCCEEDED");
    expect(output).toEqual({ releaseId: release.id, rollout: { state: "released", settled: true, devices } });
  });

  it("asks each function for what it needs, and nothing else", async () => {
    const { payloads } = await play();
    const execution = expect.stringMatching(
      /^arn:aws:states:us-east-1:123456789012:execution:[^:]+:thermostat-1_4_0-01234567$/,
    );
    const file = release.files[0];
    const signedObject = { bucket: "releases", key: "signed/job-1" };
    expect(payloads).toEqual({
      "describe-release": [{ upload }],
      "admit-release": [{ release, execution }],
      "start-signing": [{ release, file }],
      "check-signing": [{ release, file, signingJobId: "job-1" }],
      "create-stream": [{ release }],
      "end-previous-release": [{ release, execution }],
      "create-ota-update": [{ release, signatures: [{ file: "app.bin", signingJobId: "job-1", signedObject }] }],
      "check-ota-update": [{ release }],
      "check-rollout": [{ release, lastLook: null }],
      "close-release": [{ release, rollout: { state: "released", settled: true, devices } }],
    });
  });

  it("waits, ever longer, until the image is signed", async () => {
    const { states, waits } = await play({
      "check-signing": inTurn({ state: "signing" }, { state: "signing" }, { state: "signed", signedObject: {} }),
    });
    const again = ["Wait For Signature", "Check Signing", "Is It Signed?"];
    const signing = ["Start Signing", ...again, ...again, ...again, "File Signed"];
    expect(states).toEqual([...untilSigned, ...signing, ...created, ...look, ...closed, "Release Complete"]);
    expect(waits.slice(0, 3)).toEqual([2, 3, 5]);
  });

  it("looks at the devices, ever more seldom, and hands each look the last one", async () => {
    const running = { state: "running", settled: false, devices: { succeeded: 1 } };
    const over = { state: "released", settled: true, devices };
    const { states, payloads, waits } = await play({ "check-rollout": inTurn(running, running, over) });
    expect(states).toEqual([
      ...untilSigned,
      ...signed,
      ...created,
      ...look,
      ...look,
      ...look,
      ...closed,
      "Release Complete",
    ]);
    expect(payloads["check-rollout"]).toEqual([
      { release, lastLook: null },
      { release, lastLook: running },
      { release, lastLook: running },
    ]);
    expect(waits.slice(-3)).toEqual([2, 3, 5]);
  });

  it("signs several files, three at a time, in their order", async () => {
    const files = ["a", "b", "c", "d"].map((name) => ({ name, signing: { by: "pipeline" } }));
    const { payloads, output } = await play({
      "describe-release": () => ({ ...release, files }),
      "start-signing": (payload) => ({ signingJobId: `job-${(payload as { file: { name: string } }).file.name}` }),
    });
    const signatures = files.map(({ name }) => expect.objectContaining({ file: name, signingJobId: `job-${name}` }));
    expect(payloads["create-ota-update"]).toEqual([{ release: { ...release, files }, signatures }]);
    expect(output).toMatchObject({ releaseId: release.id });
  });

  it("ends serving when the job is one that never completes", async () => {
    const { states, status } = await play({ "check-rollout": () => ({ state: "serving", settled: true, devices }) });
    expect(states.slice(-3)).toEqual(["Close Release", "Is It Serving?", "Release Serving"]);
    expect(status).toBe("SUCCEEDED");
  });

  it("signs nothing when every file comes signed, and streams nothing that devices fetch from S3", async () => {
    const files = [{ name: "app.bin", signing: { by: "custom" } }];
    const { states, payloads } = await play({ "describe-release": () => ({ ...release, delivery: "s3", files }) });
    expect(states.slice(3, 8)).toEqual(["Do We Sign?", "Do We Stream?", ...gate, "Create OTA Update"]);
    expect(payloads["create-ota-update"]).toEqual([{ release: { ...release, delivery: "s3", files }, signatures: [] }]);
  });
});

describe("a release that is not to be", () => {
  it.each(["NotFirmwareError", "TargetEmptyError", "AccessDenied"])(
    "is refused by its own name when describing it throws %s",
    async (name) => {
      const { states, status, error, cause } = await play({ "describe-release": failing(name, "see for yourself") });
      expect(states).toEqual(["Describe Release", "Release Refused"]);
      expect([status, error]).toEqual(["FAILED", name]);
      expect(cause).toContain("see for yourself");
    },
  );

  it.each(["VersionNotNewerError", "VersionReusedError", "ReleaseInProgressError", "RetryUnknownError"])(
    "is refused when admitting it throws %s",
    async (name) => {
      const { states, error } = await play({ "admit-release": failing(name) });
      expect(states).toEqual(["Describe Release", "Admit Release", "Release Refused"]);
      expect(error).toBe(name);
    },
  );

  it("ends well when its bytes are released already", async () => {
    const admission = { state: "nothing-to-do", because: "released", by: "thermostat-1_4_0-89abcdef" };
    const { states, status, output } = await play({ "admit-release": () => admission });
    expect(states).toEqual(["Describe Release", "Admit Release", "Is There Anything To Do?", "Nothing To Do"]);
    expect(status).toBe("SUCCEEDED");
    expect(output).toEqual({ releaseId: release.id, admission });
  });
});

describe("an older release", () => {
  const ending = { state: "ending", left: ["thermostat-1_3_0-89abcdef"] };

  it("is waited for, ever longer, before devices are offered anything", async () => {
    const { states, payloads, waits } = await play({
      "end-previous-release": inTurn(ending, ending, { state: "ended" }),
    });
    const again = ["Wait For Previous Release", ...gate];
    const before = [...untilSigned, ...signed, ...streamed, ...gate, ...again, ...again];
    expect(states).toEqual([...before, ...offered, ...look, ...closed, "Release Complete"]);
    expect(payloads["end-previous-release"]).toHaveLength(3);
    expect(waits.slice(1, 3)).toEqual([2, 3]);
  });

  it("that does not end within 15 minutes fails the newer one, which says what is left", async () => {
    const { states, error, cause, payloads } = await play({ "end-previous-release": () => ending });
    expect(states.slice(-5)).toEqual(["Is It Ended?", ...cleanedUp]);
    expect([error, cause]).toEqual([
      "PreviousReleaseNotEndedError",
      "Not ended after 15 minutes: thermostat-1_3_0-89abcdef",
    ]);
    expect(payloads["create-ota-update"]).toBeUndefined();
  });

  it("is waited for where devices fetch from S3, too", async () => {
    const { status } = await play({
      "describe-release": () => ({ ...release, delivery: "s3" }),
      "end-previous-release": inTurn(ending, { state: "ended" }),
    });
    expect(status).toBe("SUCCEEDED");
  });
});

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

it("has a stub here for each task of the file", () => {
  expect(Object.keys(goodDay).sort()).toEqual(tasks.map(([name]) => fileNameOf(name)).sort());
});
