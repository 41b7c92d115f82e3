import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allStates, definition, fileNameOf, tasks } from "../support/firmware-update.ts";

const retry = [
  {
    ErrorEquals: [
      "TransientError",
      "Lambda.ServiceException",
      "Lambda.AWSLambdaException",
      "Lambda.SdkClientException",
      "Lambda.TooManyRequestsException",
    ],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxDelaySeconds: 60,
    MaxAttempts: 5,
    JitterStrategy: "FULL",
  },
  { ErrorEquals: ["States.Timeout", "Sandbox.Timedout", "Lambda.Unknown", "Runtime.ExitError"], MaxAttempts: 1 },
];

const cleansUp = { ErrorEquals: ["States.ALL"], Next: "Remember What Failed" };

/** Catches what keeps a task from looking, a bad deployment of ours included: its question's deadline decides then. */
const asksAgain = (Next: string) => [
  {
    ErrorEquals: [
      "TransientError",
      "SettingMissingError",
      "States.Timeout",
      "Sandbox.Timedout",
      "Lambda.ServiceException",
      "Lambda.AWSLambdaException",
      "Lambda.SdkClientException",
      "Lambda.TooManyRequestsException",
      "Lambda.ResourceNotFoundException",
      "Lambda.Unknown",
      "Runtime.ExitError",
      "Runtime.ImportModuleError",
      "Runtime.UserCodeSyntaxError",
      "Runtime.HandlerNotFound",
    ],
    Next,
  },
  cleansUp,
];

/** The tasks that do not simply clean up whatever goes wrong, and why. */
const catchers: Record<string, unknown> = {
  "Describe Release": [{ ErrorEquals: ["States.ALL"], Next: "Release Refused" }], // it has made nothing
  "Admit Release": [
    {
      ErrorEquals: ["ReleaseInProgressError", "RetryUnknownError", "VersionNotNewerError", "VersionReusedError"],
      Next: "Release Refused",
    },
    cleansUp,
  ],
  "Start Signing": undefined, // the Map's own catcher does it
  "Check Signing": undefined,
  "End Previous Release": asksAgain("Is It Ended?"),
  "Check OTA Update": asksAgain("Is It Created?"),
  "Check Rollout": asksAgain("Is It Over?"),
  "Close Release": undefined, // a record that cannot be written must not undo a good rollout
  "Clean Up": [{ ErrorEquals: ["States.ALL"], Next: "Release Failed" }],
};

describe.each(tasks)("%s", (name, state) => {
  it("ends after 60 seconds, ten more than its function has", () => {
    expect(state.TimeoutSeconds).toBe(60);
  });

  it("retries what passes, and nothing else", () => {
    expect(state.Retry).toEqual(retry);
  });

  it("catches what it must", () => {
    expect(state.Catch).toEqual(name in catchers ? catchers[name] : [cleansUp]);
  });

  it("is the function of its name", () => {
    expect(existsSync(new URL(`../../functions/${fileNameOf(name)}.ts`, import.meta.url))).toBe(true);
    const substitution = fileNameOf(name).replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
    expect(state.Resource).toBe(`\${${substitution}FunctionArn}`);
  });
});

describe("the machine", () => {
  it("signs inside a Map that cleans up whatever goes wrong in it", () => {
    expect(definition.States["Sign Files"]?.Catch).toEqual([cleansUp]);
  });

  it("never gives a variable inside the Map a name from outside", () => {
    const names = (where: "Map" | "machine") =>
      allStates.filter(([, , inside]) => inside === where).flatMap(([, state]) => Object.keys(state.Assign ?? {}));
    const outside = new Set(names("machine"));
    expect(names("Map").filter((name) => outside.has(name))).toEqual([]);
  });

  it("lets every wait grow by half, in whole seconds, up to a cap", () => {
    const waits = allStates.filter(([, state]) => state.Type === "Wait");
    const growth = waits.map(([name, state]) => {
      const [variable = "", expression] = Object.entries(state.Assign ?? {})[0] ?? [];
      const cap = /^\{% \$min\(\[(\d+), \$ceil\(\$(\w+) \* 1\.5\)\]\) %\}$/.exec(String(expression));
      return [name, state.Seconds === `{% $${variable} %}` && cap?.[2] === variable ? Number(cap[1]) : "does not grow"];
    });
    expect(Object.fromEntries(growth)).toEqual({
      "Wait For Signature": 30,
      "Wait For Previous Release": 30,
      "Wait For OTA Update": 30,
      "Wait For Devices": 3600,
      "Wait For Deletion": 30,
    });
  });

  it("outlives the longest rollout, 60 days, by two days", () => {
    expect(definition.TimeoutSeconds).toBe(62 * 86_400);
  });
});
