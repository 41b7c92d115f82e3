import { expect } from "vitest";
import { deployedDefinition, functionArn } from "./firmware-update.ts";
import { playMachine } from "./state-machine.ts";

/** What a function does when it is asked: the machine's payload, and the how-manyth time it is. */
export type Answer = (payload: unknown, call: number) => unknown;

export const release = {
  id: "thermostat-1_4_0-01234567",
  product: "thermostat",
  version: "1.4.0",
  delivery: "stream",
  rolloutDeadlineInDays: 14,
  files: [{ name: "app.bin", signing: { by: "pipeline" } }],
};
export const upload = { bucket: "firmware", key: "firmware/thermostat/1.4.0/app.bin", versionId: "v1" };
export const devices = { succeeded: 5, failed: 0 };

/** Every function does its part at the first time of asking. */
export const goodDay: Record<string, Answer> = {
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
export async function play(functions: Record<string, Answer> = {}) {
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
export function failing(name: string, message = `${name} happened`): Answer {
  return () => {
    throw Object.assign(new Error(message), { name });
  };
}

/** Answers one after the other, the last one for ever. */
export function inTurn(...answers: unknown[]): Answer {
  return (_, call) => answers[Math.min(call, answers.length) - 1];
}

/** The ARN that the machine hands each function. */
export const execution: unknown = expect.stringMatching(
  /^arn:aws:states:us-east-1:123456789012:execution:[^:]+:thermostat-1_4_0-01234567$/,
);

export const untilSigned = [
  "Describe Release",
  "Admit Release",
  "Is There Anything To Do?",
  "Do We Sign?",
  "Sign Files",
];
export const signed = ["Start Signing", "Wait For Signature", "Check Signing", "Is It Signed?", "File Signed"];
export const gate = ["End Previous Release", "Is It Ended?"];
export const streamed = ["Do We Stream?", "Create Stream"];
export const offered = ["Create OTA Update", "Wait For OTA Update", "Check OTA Update", "Is It Created?"];
export const created = [...streamed, ...gate, ...offered];
export const look = ["Wait For Devices", "Check Rollout", "Is It Over?"];
export const closed = ["Close Release", "Is It Serving?"];
export const cleanedUp = ["Remember What Failed", "Clean Up", "Is It Clean?", "Release Failed"];
