import { describe, expect, it } from "vitest";
import { sleep, VirtualClock } from "../../../local/clock.ts";
import { alone, catching, inJsonata, inOrder, task } from "../../support/asl.ts";
import { playMachine, type TaskContext } from "../../support/state-machine.ts";

let aborted = false;
const tasks = {
  slow: async (_payload: unknown, { clock, signal }: TaskContext) => {
    aborted = false;
    signal.addEventListener("abort", () => {
      aborted = true;
    });
    await sleep(clock, 60_000);
    return "late";
  },
};

describe("a task's time limit", () => {
  it.each([
    ["TimeoutSeconds", { TimeoutSeconds: 10 }, {}],
    ["TimeoutSecondsPath", { TimeoutSecondsPath: "$.limit" }, {}],
    ["TimeoutSeconds in JSONata", { TimeoutSeconds: "{% $states.input.limit %}" }, inJsonata],
  ])("ends it with States.Timeout after %s", async (_words, fields, machine) => {
    const definition = alone(task("slow", fields), machine);
    const { status, error, cause, seconds } = await playMachine({ definition, input: { limit: 10 }, tasks });
    expect({ status, error, cause, seconds }).toEqual({
      status: "FAILED",
      error: "States.Timeout",
      cause: undefined,
      seconds: 10,
    });
  });

  it.each([
    { resource: "arn:aws:lambda:us-east-1:123456789012:function:slow", seconds: 40 },
    { resource: "arn:aws:states:::lambda:invoke", seconds: 40 },
    { resource: "arn:aws:states:::sns:publish", seconds: 10 },
  ])(
    "of $resource is over after $seconds seconds of a clock that is four times as fast",
    async ({ resource, seconds }) => {
      const clock = Object.assign(new VirtualClock(), { speed: 4 });
      const { error, ...played } = await playMachine({
        definition: alone({
          Type: "Task",
          Resource: resource,
          TimeoutSeconds: 10,
          Parameters: { FunctionName: "slow" },
        }),
        tasks: { slow: tasks.slow, "sns:publish": tasks.slow },
        clock,
      });
      expect([error, played.seconds]).toEqual(["States.Timeout", seconds]);
    },
  );

  it("tells the task that nobody waits any more", async () => {
    await playMachine({ definition: alone(task("slow", { TimeoutSeconds: 10 })), tasks });
    expect(aborted).toBe(true);
  });

  it("leaves a task alone that is done in time", async () => {
    const { output, seconds } = await playMachine({ definition: alone(task("slow", { TimeoutSeconds: 61 })), tasks });
    expect({ output, seconds }).toEqual({ output: "late", seconds: 60 });
  });

  it("can be caught; the error has no Cause then", async () => {
    const definition = catching(task("slow", { TimeoutSeconds: 10 }), { ErrorEquals: ["States.Timeout"] });
    expect((await playMachine({ definition, tasks })).output).toEqual({ Error: "States.Timeout" });
  });

  it("is no States.TaskFailed", async () => {
    const Retry = [{ ErrorEquals: ["States.TaskFailed"], MaxAttempts: 2 }];
    const definition = alone(task("slow", { TimeoutSeconds: 10, Retry }));
    expect(await playMachine({ definition, tasks })).toMatchObject({ error: "States.Timeout", seconds: 10 });
  });

  it("starts anew with each attempt", async () => {
    const Retry = [{ ErrorEquals: ["States.Timeout"], MaxAttempts: 2, IntervalSeconds: 1, BackoffRate: 1 }];
    const definition = alone(task("slow", { TimeoutSeconds: 10, Retry }));
    expect(await playMachine({ definition, tasks })).toMatchObject({
      error: "States.Timeout",
      seconds: 10 + 1 + 10 + 1 + 10,
    });
  });
});

describe("the machine's TimeoutSeconds", () => {
  it("ends the execution with TIMED_OUT, whatever it does", async () => {
    const definition = alone({ Type: "Wait", Seconds: 30 }, { TimeoutSeconds: 20 });
    const { status, error, seconds, events } = await playMachine({ definition });
    expect({ status, error, seconds }).toEqual({ status: "TIMED_OUT", error: undefined, seconds: 20 });
    expect(events.at(-1)?.type).toBe("ExecutionTimedOut");
  });

  it("is caught by nobody", async () => {
    const definition = { ...catching(task("slow")), TimeoutSeconds: 20 };
    expect(await playMachine({ definition, tasks })).toMatchObject({ status: "TIMED_OUT", states: ["S"] });
  });

  it("lets sixty days of looking pass in no time", async () => {
    const definition = inOrder(
      {
        Look: { Type: "Wait", Seconds: 3600, Next: "Enough?" },
        "Enough?": { Type: "Choice", Choices: [], Default: "Look" },
      },
      { TimeoutSeconds: 60 * 86_400 },
    );
    expect(await playMachine({ definition })).toMatchObject({ status: "TIMED_OUT", seconds: 60 * 86_400 });
  });
});
