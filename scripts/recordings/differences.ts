import { isDeepStrictEqual } from "node:util";
import { arnOf, defaultAccount } from "../../local/account.ts";
import { VirtualClock } from "../../local/clock.ts";
import { startExecution } from "../../local/stepfunctions/interpreter/execution.ts";
import { createCallbacks } from "../../local/stepfunctions/tasks/callbacks.ts";
import type { Recording, Result } from "./recording.ts";

/** How local AWS plays a recorded execution otherwise than AWS did: in its result, and in the first event of another type. */
export async function differences(recording: Recording): Promise<string[]> {
  const { expected, events } = recording;
  const played = await play(recording);
  const found = (["status", "output", "error", "cause"] as const)
    .filter((what) => !isDeepStrictEqual(played.result[what], expected[what]))
    .map((what) => `${what} is ${JSON.stringify(played.result[what])}, recorded ${JSON.stringify(expected[what])}`);
  const at = events.findIndex((type, index) => played.events[index] !== type);
  if (at !== -1) found.push(`event ${at + 1} is ${played.events[at] ?? "missing"}, recorded ${events[at]}`);
  else if (played.events.length > events.length) found.push(`${played.events.length - events.length} events too many`);
  return found;
}

/** Plays an execution that calls nothing. */
async function play({ definition, input }: Recording): Promise<{ result: Result; events: string[] }> {
  const clock = new VirtualClock();
  const execution = startExecution({
    arn: arnOf(defaultAccount, "states", "execution:recorded:recorded"),
    name: "recorded",
    machine: {
      arn: arnOf(defaultAccount, "states", "stateMachine:recorded"),
      name: "recorded",
      roleArn: `arn:aws:iam::${defaultAccount.id}:role/recorded`,
      definition,
    },
    input: JSON.stringify(input),
    clock,
    region: defaultAccount.region,
    services: {
      invokeFunction: async (arn) => Promise.reject(new Error(`A recording calls ${arn}`)),
      integrations: {},
      callbacks: createCallbacks(),
    },
  });
  await clock.playUntil(execution.finished);
  const { status, output, error, cause } = execution;
  return {
    result: {
      status,
      ...(output !== undefined && { output: JSON.parse(output) as unknown }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    },
    events: execution.events.map(({ type }) => String(type)),
  };
}
