import { describe, expect, it } from "vitest";
import { sleep } from "../../../local/clock.ts";
import { alone } from "../../support/asl.ts";
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
  it("ends even before the function has answered", async () => {
    const tasks = {
      worker: async (payload: unknown, { clock, callbacks }: TaskContext) => {
        callbacks.succeed((payload as { token: string }).token, "early");
        await sleep(clock, 60_000);
      },
    };
    expect(await playMachine({ definition: alone(waiting()), tasks })).toMatchObject({ output: "early", seconds: 0 });
  });

  it("fails with the function's error when that never got to work", async () => {
    const tasks = {
      worker: () => {
        throw Object.assign(new Error("no"), { name: "Broken" });
      },
    };
    expect(await playMachine({ definition: alone(waiting()), tasks })).toMatchObject({ error: "Broken" });
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
