import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { sleep, VirtualClock } from "../../../local/clock.ts";
import type { Definition } from "../../../local/stepfunctions/definition.ts";
import { alone, inJsonata, inOrder, task } from "../../support/asl.ts";
import { playMachine, type TaskContext } from "../../support/state-machine.ts";

const day = 86_400;
const begin = Date.UTC(2026, 0, 1);

/** Sends a heartbeat every twenty hours for three days, and is never heard of again. */
async function beat(message: unknown, { clock, callbacks }: TaskContext): Promise<void> {
  const { token } = (message as { MessageBody: { token: string } }).MessageBody;
  for (let beats = 0; beats < 3; beats++) {
    await sleep(clock, 20 * 3_600_000);
    callbacks.heartbeat(token);
  }
}

const tasks = {
  "sqs:sendMessage": (message: unknown, context: TaskContext) => void beat(message, context),
  silent: (_payload: unknown, { clock }: TaskContext) => sleep(clock, 365 * day * 1_000),
};

/** A callback that misses a heartbeat after days, a week's wait, and a task that is too slow however often it is tried. */
const combination = inOrder({
  "Ask Worker": {
    Type: "Task",
    Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    Parameters: { QueueUrl: "https://sqs/worker", MessageBody: { "token.$": "$$.Task.Token" } },
    HeartbeatSeconds: day,
    TimeoutSeconds: 10 * day,
    Catch: [{ ErrorEquals: ["States.HeartbeatTimeout"], Next: "Wait A Week" }],
  },
  "Wait A Week": { Type: "Wait", Seconds: 7 * day },
  "Ask Again": task("silent", {
    TimeoutSeconds: 2 * day,
    Retry: [{ ErrorEquals: ["States.Timeout"], IntervalSeconds: 43_200, BackoffRate: 2, MaxAttempts: 2 }],
    Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Give Up" }],
  }),
  "Give Up": { Type: "Succeed" },
});

/** What history has of it, as AWS would send it; but for the token, which nobody can foresee. */
async function history(definition: Definition): Promise<{ text: string; events: readonly HistoryEvent[] }> {
  const { events } = await playMachine({ definition, tasks, clock: new VirtualClock(begin) });
  return { text: JSON.stringify(events).replaceAll(/(token[\\":]+)[\w+/=]{128}/g, "$1…"), events };
}

/** `30 WaitStateExited`: the first event of each moment, and the days since the execution's start. */
function daysOf(events: readonly HistoryEvent[]): string[] {
  const days = events.map(({ timestamp }) => (Number(timestamp) - begin) / 86_400_000);
  return events.flatMap(({ type }, at) => (at > 0 && days[at] === days[at - 1] ? [] : [`${days[at]} ${type}`]));
}

const threeDaysOfBeats = (3 * 20) / 24; // the last heartbeat
const missed = threeDaysOfBeats + 1;
const asked = missed + 7;

describe("days in virtual time", () => {
  it.each<[string, Definition, string[]]>([
    ["a Wait of thirty days", alone({ Type: "Wait", Seconds: 30 * day }), ["0 ExecutionStarted", "30 WaitStateExited"]],
    [
      "a Wait of thirty days in JSONata",
      alone({ Type: "Wait", Seconds: "{% 30 * 86400 %}" }, inJsonata),
      ["0 ExecutionStarted", "30 WaitStateExited"],
    ],
    [
      "a Wait until a day in March",
      alone({ Type: "Wait", Timestamp: "2026-03-01T12:00:00Z" }),
      ["0 ExecutionStarted", "59.5 WaitStateExited"],
    ],
    [
      "missed heartbeats, waits and timeouts",
      combination,
      [
        "0 ExecutionStarted",
        `${missed} TaskTimedOut`,
        `${asked} WaitStateExited`,
        `${asked + 2} LambdaFunctionTimedOut`,
        `${asked + 2.5} LambdaFunctionScheduled`,
        `${asked + 4.5} LambdaFunctionTimedOut`,
        `${asked + 5.5} LambdaFunctionScheduled`,
        `${asked + 7.5} LambdaFunctionTimedOut`,
      ],
    ],
  ])("%s pass in a moment, and leave the same history each time", async (_words, definition, days) => {
    const start = performance.now();
    const first = await history(definition);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(daysOf(first.events)).toEqual(days);
    expect((await history(definition)).text).toBe(first.text);
  });
});
