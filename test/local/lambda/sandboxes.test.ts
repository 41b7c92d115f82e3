import { describe, expect, it } from "vitest";
import type { LambdaFunction } from "../../../local/lambda/function.ts";
import type { Invocation, Outcome } from "../../../local/lambda/invocation.ts";
import type { Sandbox } from "../../../local/lambda/sandbox.ts";
import { createSandboxes } from "../../../local/lambda/sandboxes.ts";

const fn = (name: string) => ({ name }) as LambdaFunction;
const invocation: Invocation = { requestId: "1", event: "{}" };

/** A sandbox that answers with its own name, and what became of it. */
function sandboxOf({ name }: LambdaFunction, number: number, invoke?: () => Promise<Outcome | undefined>) {
  let isAlive = true;
  const outcome: Outcome = { ok: true, json: JSON.stringify(`${name} ${number}`), log: [], duration: 0 };
  const sandbox: Sandbox = {
    functionName: name,
    accessKeyId: `${name} ${number}`,
    get isAlive() {
      return isAlive;
    },
    invoke: invoke ?? (async () => outcome),
    async kill() {
      isAlive = false;
    },
  };
  return sandbox;
}

describe("the sandboxes", () => {
  it("run again what a dead one could not take, in a new one", async () => {
    let started = 0;
    const sandboxes = createSandboxes({
      most: 2,
      async start(of) {
        started += 1;
        return sandboxOf(of, started, started === 1 ? async () => undefined : undefined);
      },
    });
    expect(await sandboxes.run(fn("a"), invocation)).toMatchObject({ json: '"a 2"' });
  });

  it("of code that a function has no more are killed: the idle at once, the busy when they are done", async () => {
    const all: Sandbox[] = [];
    const answered = Promise.withResolvers<undefined>();
    const sandboxes = createSandboxes({
      most: 3,
      async start(of) {
        const number = all.length + 1;
        const outcome: Outcome = { ok: true, json: String(number), log: [], duration: 0 };
        const invoke = async () => {
          if (number === 2) await answered.promise;
          return outcome;
        };
        const sandbox = sandboxOf(of, number, invoke);
        all.push(sandbox);
        return sandbox;
      },
    });
    await sandboxes.run(fn("b"), invocation);
    const busy = sandboxes.run(fn("a"), invocation);
    await sandboxes.run(fn("a"), invocation);
    sandboxes.retire("a");
    answered.resolve(undefined);
    expect(await busy).toMatchObject({ json: "2" });
    expect(all.map(({ isAlive }) => isAlive)).toEqual([true, false, false]);
    expect(await sandboxes.run(fn("a"), invocation)).toMatchObject({ json: "4" });
  });

  it("give the longest idle one's place to another function", async () => {
    const all: Sandbox[] = [];
    const sandboxes = createSandboxes({
      most: 2,
      async start(of) {
        const sandbox = sandboxOf(of, all.length + 1);
        all.push(sandbox);
        return sandbox;
      },
    });
    const names = ["a", "b", "a", "c", "a"];
    const answers: string[] = [];
    for (const name of names) answers.push((await sandboxes.run(fn(name), invocation)).json);
    expect(answers).toEqual(['"a 1"', '"b 2"', '"a 1"', '"c 3"', '"a 1"']);
    expect(all.map(({ isAlive }) => isAlive)).toEqual([true, false, true]);
  });

  it("let the next wait no longer when one cannot be started", async () => {
    const ready = Promise.withResolvers<void>();
    const sandboxes = createSandboxes({
      most: 1,
      async start(of) {
        await ready.promise;
        if (of.name === "bad") throw new Error("no credentials");
        return sandboxOf(of, 1);
      },
    });
    const bad = sandboxes.run(fn("bad"), invocation);
    const good = sandboxes.run(fn("good"), invocation);
    ready.resolve();
    await expect(bad).rejects.toThrow("no credentials");
    expect(await good).toMatchObject({ json: '"good 1"' });
  });

  it("kill one that was just starting when they are stopped", async () => {
    const ready = Promise.withResolvers<void>();
    const starting: Sandbox[] = [];
    const sandboxes = createSandboxes({
      most: 1,
      async start(of) {
        await ready.promise;
        starting.push(sandboxOf(of, 1));
        return starting[0] as Sandbox;
      },
    });
    const run = sandboxes.run(fn("a"), invocation);
    const stopped = sandboxes.stop();
    ready.resolve();
    await stopped;
    await run;
    expect(starting.map(({ isAlive }) => isAlive)).toEqual([false]);
    await expect(sandboxes.run(fn("a"), invocation)).rejects.toMatchObject({ name: "ServiceException" });
  });
});
