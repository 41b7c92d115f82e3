import { describe, expect, it } from "vitest";
import type { DeviceOutcome, Happening, WorkflowHappening } from "../../cli/happenings.ts";
import { createLines } from "../../cli/lines.ts";
import type { DeviceEvent } from "../../local/device/events.ts";

const execution = "thermostat-1_4_0-1a2b3c4d";

/** All that is said of these happenings, each a tenth of a second after the one before. */
function said(...happenings: Happening[]): string[] {
  const presentation = {
    introduce: () => "Hello",
    stamp: (at: number) => `${(at / 1000).toFixed(1)} s`,
  };
  const textOf = createLines(presentation, (text) => text);
  return happenings.map((happening, at) => textOf(happening, at * 100)).filter((text) => text !== undefined);
}

const left = (state: string, output: unknown, { kind = "Task", caught = false } = {}): WorkflowHappening => ({
  type: "state left",
  execution,
  kind,
  state,
  output,
  caught,
});

const failed = (state: string, error: string, cause: string): WorkflowHappening => ({
  type: "attempt failed",
  execution,
  state,
  error,
  cause,
});

const ofDevice = (event: DeviceEvent): Happening => ({ type: "device", thingName: "thermostat-1", event });

describe("the workflow, in lines,", () => {
  it.each([
    {
      state: "Describe Release",
      output: { product: "thermostat", version: "1.4.0", files: [{ name: "app.bin", size: 102_500 }] },
      text: "thermostat 1.4.0: app.bin, 102,500 bytes",
    },
    { state: "Admit Release", output: { state: "admitted" }, text: "admitted" },
    {
      state: "Admit Release",
      output: { state: "nothing-to-do", because: "this very upload is released", by: execution },
      text: "nothing to do: this very upload is released",
    },
    { state: "Start Signing", output: { signingJobId: "b2a6" }, text: "job b2a6" },
    {
      state: "Check Rollout",
      output: { state: "running", settled: false, devices: { queued: 0, inProgress: 2, succeeded: 3 } },
      text: "running: 2 in progress, 3 succeeded",
    },
    { state: "Check Rollout", output: { state: "running", settled: false, devices: null }, text: "running" },
    {
      state: "End Previous Release",
      output: { state: "ending", left: ["kettle-1: its job is IN_PROGRESS", "kettle-2: its execution is not over"] },
      text: "ending: kettle-1: its job is IN_PROGRESS; kettle-2: its execution is not over",
    },
    { state: "End Previous Release", output: { state: "ended" }, text: "ended" },
    { state: "Clean Up", output: { state: "deleting", left: ["job/AFR_OTA-kettle-1"] }, text: "deleting" },
  ])("says what $state learnt: $text", ({ state, output, text }) => {
    expect(said(left(state, output))).toEqual([`0.0 s  ${state.padEnd(22)}  ${text}`]);
  });

  it("names a state that learnt nothing, and passes over choices and waits", () => {
    expect(
      said(
        left("Create Stream", {}),
        left("Is It Over?", {}, { kind: "Choice" }),
        left("Wait For Devices", {}, { kind: "Wait" }),
      ),
    ).toEqual(["0.0 s  Create Stream"]);
  });

  it("says again only what is new", () => {
    const running = left("Check Rollout", { state: "running" });
    expect(said(running, running, left("Check Rollout", { state: "released" }), running)).toHaveLength(3);
  });

  it.each<{ happening: WorkflowHappening; text: string }>([
    {
      happening: { type: "execution started", execution, input: {} },
      text: `\n0.0 s  Release                 ${execution} started`,
    },
    {
      happening: { type: "state entered", execution, kind: "Map", state: "Sign Files" },
      text: "0.0 s  Sign Files",
    },
    {
      happening: failed("Check Signing", "TransientError", '{"errorMessage":"Signer throttles","trace":["a","b"]}'),
      text: "0.0 s  Check Signing           failed: TransientError: Signer throttles",
    },
    {
      happening: failed("Check Signing", "States.Timeout", ""),
      text: "0.0 s  Check Signing           failed: States.Timeout",
    },
    {
      happening: {
        type: "execution ended",
        execution,
        status: "FAILED",
        error: "VersionReusedError",
        cause: "other bytes",
      },
      text: `0.0 s  Release                 ${execution} failed: VersionReusedError: other bytes`,
    },
    {
      happening: { type: "execution ended", execution, status: "TIMED_OUT", error: "", cause: "" },
      text: `0.0 s  Release                 ${execution} timed out`,
    },
    {
      happening: { type: "execution ended", execution, status: "SUCCEEDED", error: "", cause: "" },
      text: `0.0 s  Release                 ${execution} succeeded`,
    },
  ])("says that it is $happening.type", ({ happening, text }) => {
    expect(said(happening)).toEqual([text]);
  });

  it("says that an attempt failed, and what the next one learnt", () => {
    const running = left("Check Rollout", { state: "running" });
    const throttled = failed("Check Rollout", "TransientError", "IoT throttles");
    expect(said(running, throttled, throttled, running)).toEqual([
      "0.0 s  Check Rollout           running",
      "0.1 s  Check Rollout           failed: TransientError: IoT throttles",
      "0.2 s  Check Rollout           failed: TransientError: IoT throttles",
      "0.3 s  Check Rollout           running",
    ]);
  });

  it("says that a state failed, not that it was left for that", () => {
    const refused = failed("Describe Release", "NotFirmwareError", "no key of ours");
    expect(said(refused, left("Describe Release", {}, { caught: true }), left("Clean Up", {}))).toEqual([
      "0.0 s  Describe Release        failed: NotFirmwareError: no key of ours",
      "0.2 s  Clean Up",
    ]);
  });

  it("says whose a line is while several executions run", () => {
    const start = (name: string): Happening => ({ type: "execution started", execution: name, input: {} });
    const end: Happening = { type: "execution ended", execution: "other", status: "SUCCEEDED", error: "", cause: "" };
    const [, , both, , alone] = said(start(execution), start("other"), left("A", {}), end, left("B", {}));
    expect(both).toBe(`0.2 s  A                       (${execution})`);
    expect(alone).toBe("0.4 s  B");
  });
});

it.each([
  { forGood: false, text: "failed: RangeError: never" },
  { forGood: true, text: "failed for good: RangeError: never" },
])("a function that nobody waits for $text", ({ forGood, text }) => {
  const failure = {
    type: "function failed",
    functionName: "StartUpdate",
    error: "RangeError",
    cause: "never",
  } as const;
  expect(said({ ...failure, forGood })).toEqual([`0.0 s  StartUpdate             ${text}`]);
});

describe("a device, in lines,", () => {
  it("downloads, checks, tests and accepts", () => {
    expect(
      said(
        ofDevice({ type: "downloading", jobId: "j", blocks: 1024, bytes: 4_194_304 }),
        ofDevice({ type: "block", received: 1, total: 1024 }),
        ofDevice({ type: "verified", jobId: "j", certificate: "/cert.pem" }),
        ofDevice({ type: "restarting", because: "image is staged" }),
        ofDevice({ type: "booted", version: "1.4.0", testing: true, rolledBack: false }),
        ofDevice({ type: "connected" }),
        ofDevice({
          type: "reported",
          jobId: "j",
          report: { status: "SUCCEEDED", statusDetails: { reason: "accepted  v1.4.0" } },
        }),
      ),
    ).toEqual([
      "0.0 s  thermostat-1            downloads 1,024 blocks",
      "0.2 s  thermostat-1            has checked the signature by /cert.pem",
      "0.4 s  thermostat-1            tests 1.4.0",
      "0.6 s  thermostat-1            accepted v1.4.0",
    ]);
  });

  it("fails, and goes back", () => {
    const report = { status: "FAILED", statusDetails: { reason: "rejected: 0x00000010" } } as const;
    expect(
      said(
        ofDevice({ type: "reported", jobId: "j", report }),
        ofDevice({ type: "booted", version: "1.3.0", testing: false, rolledBack: true }),
      ),
    ).toEqual([
      "0.0 s  thermostat-1            failed: rejected: 0x00000010",
      "0.1 s  thermostat-1            is back on 1.3.0",
    ]);
  });
});

it("the outcome is a table, and as the last line how many devices run it", () => {
  const outcome: DeviceOutcome = {
    thingName: "thermostat-1",
    from: "1.3.0",
    to: "1.4.0",
    sha256: "0123456789abcdef".repeat(4),
    runsIt: true,
    signatureChecked: true,
    blocks: 26,
    milliseconds: 5_149,
    reason: undefined,
  };
  const other = {
    thingName: "thermostat-2",
    from: undefined,
    to: "1.3.0",
    runsIt: false,
    signatureChecked: false,
    blocks: 3,
    milliseconds: undefined,
  };
  const devices = [outcome, { ...outcome, ...other }];
  expect(said({ type: "outcome", version: "1.4.0", sha256: outcome.sha256, devices })).toEqual([
    `
device        from     to     signature  blocks   time  sha-256 of its image
thermostat-1  1.3.0    1.4.0  checked        26  5.1 s  0123456789abcdef
thermostat-2  unknown  1.3.0  -               3      -  0123456789abcdef

1 of 2 devices run 1.4.0`,
  ]);
});
