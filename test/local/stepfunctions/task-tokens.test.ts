import { describe, expect, it } from "vitest";
import { sleep } from "../../../local/clock.ts";
import { alone, catching, inJsonata } from "../../support/asl.ts";
import { playMachine, type TaskContext, type TaskStub } from "../../support/state-machine.ts";

const waiting = (fields: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
  Parameters: { FunctionName: "worker", Payload: { "token.$": "$$.Task.Token" } },
  ...fields,
});

/** A function that returns at once, and whose token is sent back later. */
function worker(later: (token: string, context: TaskContext) => unknown): Record<string, TaskStub> {
  return {
    worker: (payload, context) => {
      void later((payload as { token: string }).token, context);
    },
  };
}

describe("a Task that waits for its token", () => {
  it("ends with what SendTaskSuccess brings, not with the function's answer", async () => {
    const tasks = worker(async (token, { clock, callbacks }) => {
      await sleep(clock, 5000);
      callbacks.succeed(token, { ok: 1 });
    });
    expect(await playMachine({ definition: alone(waiting()), tasks })).toMatchObject({ output: { ok: 1 }, seconds: 5 });
  });

  it("hands its token over in JSONata too", async () => {
    const Arguments = { FunctionName: "worker", Payload: { token: "{% $states.context.Task.Token %}" } };
    const { Parameters, ...state } = waiting();
    expect(Parameters).toBeDefined();
    const tasks = worker((token, { callbacks }) => callbacks.succeed(token, "done"));
    expect((await playMachine({ definition: alone({ ...state, Arguments }, inJsonata), tasks })).output).toBe("done");
  });

  it("ends even before the function has answered", async () => {
    const tasks = {
      worker: async (payload: unknown, { clock, callbacks }: TaskContext) => {
        callbacks.succeed((payload as { token: string }).token, "early");
        await sleep(clock, 60_000);
      },
    };
    expect(await playMachine({ definition: alone(waiting()), tasks })).toMatchObject({ output: "early", seconds: 0 });
  });

  it("fails as SendTaskFailure says", async () => {
    const tasks = worker((token, { callbacks }) => callbacks.fail(token, "TokErr", "because"));
    const definition = catching(waiting(), { ErrorEquals: ["TokErr"] });
    expect((await playMachine({ definition, tasks })).output).toEqual({ Error: "TokErr", Cause: "because" });
  });

  it("fails with the function's error when that never got to work", async () => {
    const tasks = {
      worker: () => {
        throw Object.assign(new Error("no"), { name: "Broken" });
      },
    };
    expect(await playMachine({ definition: alone(waiting()), tasks })).toMatchObject({ error: "Broken" });
  });

  it.each(["States.Timeout", "States.HeartbeatTimeout"])(
    "that hears no heartbeat can be caught as %s",
    async (name) => {
      const definition = catching(waiting({ HeartbeatSeconds: 10 }), { ErrorEquals: [name] });
      const played = await playMachine({ definition, tasks: worker(() => {}) });
      expect(played).toMatchObject({ output: { Error: "States.Timeout" }, seconds: 10 });
    },
  );

  it("goes on waiting while heartbeats come", async () => {
    const tasks = worker(async (token, { clock, callbacks }) => {
      for (let beat = 0; beat < 5; beat++) {
        await sleep(clock, 9000);
        callbacks.heartbeat(token);
      }
      callbacks.succeed(token, "done");
    });
    const definition = alone(waiting({ HeartbeatSecondsPath: "$.every" }));
    expect(await playMachine({ definition, input: { every: 10 }, tasks })).toMatchObject({
      output: "done",
      seconds: 45,
    });
  });

  it("waits no longer than TimeoutSeconds, however many heartbeats come", async () => {
    const tasks = worker(async (token, { clock, callbacks, signal }) => {
      while (!signal.aborted) {
        await sleep(clock, 9000);
        if (!signal.aborted) callbacks.heartbeat(token);
      }
    });
    const definition = alone(waiting({ HeartbeatSeconds: 10, TimeoutSeconds: 25 }));
    expect(await playMachine({ definition, tasks })).toMatchObject({ error: "States.Timeout", seconds: 25 });
  });

  it("gives another token with each attempt", async () => {
    const tokens = new Set<string>();
    const tasks = worker((token, { callbacks }) => {
      tokens.add(token);
      callbacks.fail(token, "Again", undefined);
    });
    const definition = alone(waiting({ Retry: [{ ErrorEquals: ["Again"], MaxAttempts: 2 }] }));
    expect(await playMachine({ definition, tasks })).toMatchObject({ error: "Again", cause: undefined });
    expect(tokens.size).toBe(3);
  });
});

describe("a token", () => {
  it("that is over is answered with TaskTimedOut, an unknown one with InvalidToken", async () => {
    const errors: unknown[] = [];
    const attempt = (work: () => void) => {
      try {
        work();
      } catch (error) {
        errors.push(error);
      }
    };
    const tasks = worker((token, { callbacks }) => {
      attempt(() => callbacks.succeed("nobody's", 1));
      callbacks.succeed(token, 1);
      attempt(() => callbacks.succeed(token, 2));
      attempt(() => callbacks.heartbeat(token));
    });
    expect((await playMachine({ definition: alone(waiting()), tasks })).output).toBe(1);
    expect(errors).toMatchObject([
      { name: "InvalidToken", message: "Invalid Token: 'Invalid token'" },
      { name: "TaskTimedOut", message: "Task Timed Out: 'Provided task does not exist anymore'" },
      { name: "TaskTimedOut" },
    ]);
  });
});
