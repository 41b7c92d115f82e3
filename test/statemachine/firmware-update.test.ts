import { describe, expect, it } from "vitest";
import { fileNameOf, tasks } from "../support/firmware-update.ts";
import {
  cleanedUp,
  closed,
  created,
  devices,
  execution,
  failing,
  gate,
  goodDay,
  inTurn,
  look,
  offered,
  play,
  release,
  signed,
  streamed,
  untilSigned,
  upload,
} from "../support/played-release.ts";

describe("on a good day", () => {
  it("goes from the upload to a complete release", async () => {
    const { status, states, output } = await play();
    expect(states).toEqual([...untilSigned, ...signed, ...created, ...look, ...closed, "Release Complete"]);
    expect(status).toBe("SUCCEEDED");
    expect(output).toEqual({ releaseId: release.id, rollout: { state: "released", settled: true, devices } });
  });

  it("asks each function for what it needs, and nothing else", async () => {
    const { payloads } = await play();
    const file = release.files[0];
    const signedObject = { bucket: "releases", key: "signed/job-1" };
    expect(payloads).toEqual({
      "describe-release": [{ upload, execution }],
      "admit-release": [{ release, execution }],
      "start-signing": [{ release, file, execution }],
      "check-signing": [{ release, file, signingJobId: "job-1", execution }],
      "create-stream": [{ release, execution }],
      "end-previous-release": [{ release, execution }],
      "create-ota-update": [
        { release, signatures: [{ file: "app.bin", signingJobId: "job-1", signedObject }], execution },
      ],
      "check-ota-update": [{ release, execution }],
      "check-rollout": [{ release, lastLook: null, execution }],
      "close-release": [{ release, rollout: { state: "released", settled: true, devices }, execution }],
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
      { release, lastLook: null, execution },
      { release, lastLook: running, execution },
      { release, lastLook: running, execution },
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
    expect(payloads["create-ota-update"]).toEqual([{ release: { ...release, files }, signatures, execution }]);
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
    expect(payloads["create-ota-update"]).toEqual([
      { release: { ...release, delivery: "s3", files }, signatures: [], execution },
    ]);
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

it("has a stub here for each task of the file", () => {
  expect(Object.keys(goodDay).sort()).toEqual(tasks.map(([name]) => fileNameOf(name)).sort());
});
