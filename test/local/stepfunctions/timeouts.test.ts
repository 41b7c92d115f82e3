import { describe, expect, it } from "vitest";
import { sleep, VirtualClock } from "../../../local/clock.ts";
import { alone, inJsonata, task } from "../../support/asl.ts";
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

  it.each([0, -1, 1.5])("is a whole number of seconds: %d is none", async (limit) => {
    const inPath = alone(task("slow", { TimeoutSecondsPath: "$.limit" }));
    expect(await playMachine({ definition: inPath, input: { limit }, tasks })).toMatchObject({
      error: "States.Runtime",
      cause: expect.stringContaining(
        `The TimeoutSecondsPath field refers to value ${limit} which is not a valid integer: $.limit`,
      ),
    });
    const evaluated = alone(task("slow", { TimeoutSeconds: "{% $states.input.limit %}" }), inJsonata);
    expect(await playMachine({ definition: evaluated, input: { limit }, tasks })).toMatchObject({
      error: "States.Runtime",
      cause: expect.stringContaining(`The TimeoutSeconds field has the value ${limit} which is not a valid integer`),
    });
  });
});
