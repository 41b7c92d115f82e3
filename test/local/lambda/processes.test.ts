import { describe, expect, it } from "vitest";
import { deployFunctions, isRunning } from "../../support/lambda-functions.ts";

const tellPid = `console.log("pid", process.pid);`;
const quick = `${tellPid} export const handler = async () => {};`;
const slow = `${tellPid} export const handler = () => new Promise((resolve) => setTimeout(resolve, 20_000));`;
const endless = `${tellPid} export const handler = () => { for (;;); };`;

/** The processes that have loaded a function. */
function pids(lines: readonly string[]): number[] {
  return lines.flatMap((line) => /\tpid (\d+)$/.exec(line)?.[1] ?? []).map(Number);
}

describe("the processes of functions", () => {
  it("are gone when Lambda has stopped: the idle, the waiting and the endless", async () => {
    const { lambda, lines } = await deployFunctions({ quick, slow, endless }, { Timeout: 60 });
    await lambda.invoke("quick", {});
    const running = [lambda.invoke("slow", {}), lambda.invoke("endless", {})];
    await expect.poll(() => pids(lines).length).toBe(3);
    await lambda.stop();
    expect(pids(lines).filter(isRunning)).toEqual([]);
    for (const result of await Promise.all(running)) {
      expect(result).toMatchObject({ ok: false, error: { errorType: "Runtime.ExitError" } });
    }
    await expect(lambda.invoke("quick", {})).rejects.toMatchObject({ name: "ServiceException" });
  });

  it("are never more than allowed: an idle one makes room, and invocations wait their turn", async () => {
    const functions = { a: quick, b: quick, c: quick };
    const { lambda, lines } = await deployFunctions(functions, {}, { mostSandboxes: 2 });
    const names = ["a", "b", "c", "a", "b", "c", "a"];
    const results = await Promise.all(names.map((name) => lambda.invoke(name, {})));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(pids(lines).filter(isRunning).length).toBeLessThanOrEqual(2);
  });

  it("are killed by the credentials they alone have: idle or at work", async () => {
    const tellKey = `console.log("key", process.env.AWS_ACCESS_KEY_ID, process.pid);`;
    const { lambda, lines } = await deployFunctions({ quick: tellKey + quick, slow: tellKey + slow });
    const keys = () => lines.flatMap((line) => /\tkey (.+) (\d+)$/.exec(line)?.slice(1, 3) ?? []);
    await lambda.invoke("quick", {});
    const running = [lambda.invoke("slow", {}), lambda.invoke("slow", {})];
    await expect.poll(() => keys().length).toBe(6);
    const [idleKey = "", idlePid, busyKey = "", busyPid, , otherPid] = keys();
    expect(await lambda.kill(idleKey)).toBe(true);
    expect(await lambda.kill(busyKey)).toBe(true);
    expect(await Promise.race(running)).toMatchObject({
      ok: false,
      error: {
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringContaining("Runtime exited with error: signal: killed"),
      },
    });
    expect([idlePid, busyPid, otherPid].map(Number).map(isRunning)).toEqual([false, false, true]);
    expect(await lambda.kill(busyKey)).toBe(false);
    expect(await lambda.invoke("quick", {})).toMatchObject({ ok: true });
  });

  it("go on unheeded when whoever waits for them no longer does", async () => {
    const { lambda, lines } = await deployFunctions({ slow });
    const abort = new AbortController();
    const waiting = lambda.invoke("slow", {}, abort.signal);
    await expect.poll(() => pids(lines).length).toBe(1);
    abort.abort(new Error("task timed out"));
    await expect(waiting).rejects.toThrow("task timed out");
    expect(pids(lines).filter(isRunning)).toHaveLength(1);
    await expect(lambda.invoke("slow", {}, abort.signal)).rejects.toThrow("task timed out");
  });
});
