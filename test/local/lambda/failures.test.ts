import { InvokeCommand } from "@aws-sdk/client-lambda";
import { describe, expect, it } from "vitest";
import { deployFunctions, isRunning } from "../../support/lambda-functions.ts";

/** What a caller learns of a function that fails, and what its log says. */
async function failureOf(source: string, properties: Record<string, unknown> = {}) {
  const { client, lines } = await deployFunctions({ failing: source }, properties);
  const answer = await client.send(new InvokeCommand({ FunctionName: "failing" }));
  return {
    functionError: answer.FunctionError,
    error: JSON.parse(Buffer.from(answer.Payload ?? []).toString()),
    requestId: answer.$metadata.requestId,
    log: lines.join("\n"),
  };
}

describe("a function that fails", () => {
  it("by an error is reported with the error's name, message and stack", async () => {
    const { functionError, error, log } = await failureOf(`
      class VersionInvalidError extends Error { override readonly name = "VersionInvalidError"; }
      export const handler = async () => { throw new VersionInvalidError("Not a version: 1.x"); };
    `);
    expect(functionError).toBe("Unhandled");
    expect(error).toEqual({
      errorType: "VersionInvalidError",
      errorMessage: "Not a version: 1.x",
      trace: [
        "VersionInvalidError: Not a version: 1.x",
        ...Array(error.trace.length - 1).fill(expect.stringMatching(/^ {4}at /)),
      ],
    });
    expect(log).toMatch(/\tERROR\tInvoke Error \{"errorType":"VersionInvalidError"/);
  });

  it.each([
    ["something that is no error", `throw "no";`, "string", "no"],
    [
      "a result that is circular",
      `const a: any = {}; a.a = a; return a;`,
      "Runtime.JSONStringifyError",
      "Unable to stringify response body",
    ],
    [
      "a result of more than 6 MB",
      `return "x".repeat(6_291_600);`,
      "Function.ResponseSizeTooLarge",
      "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    ],
  ])("by %s is reported as Lambda does", async (_, body, errorType, errorMessage) => {
    const { error } = await failureOf(`export const handler = async () => { ${body} };`);
    expect(error).toMatchObject({ errorType, errorMessage });
  });

  it("by taking too long is killed, and said to have timed out", async () => {
    const { error, requestId, log } = await failureOf("export const handler = () => { for (;;); };", { Timeout: 1 });
    expect(error).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`,
    });
    expect(log).toMatch(
      new RegExp(`Z ${requestId} Task timed out after 1.00 seconds\nEND .*\nREPORT .*\tStatus: timeout`),
    );
    const duration = Number(/\tDuration: ([\d.]+) ms/.exec(log)?.[1]);
    expect(duration).toBeGreaterThanOrEqual(990);
    expect(duration).toBeLessThan(5000);
  });

  it.each([
    ["by leaving", "process.exit(3);", "Runtime exited with error: exit status 3"],
    ["by leaving in good order", "process.exit(0);", "Runtime exited without providing a reason"],
    [
      "by a signal",
      "process.kill(process.pid, 'SIGTERM'); await new Promise(() => setTimeout(() => {}, 9999));",
      "Runtime exited with error: signal: terminated",
    ],
  ])("%s is said to have exited", async (_, body, reason) => {
    const { error, requestId, log } = await failureOf(`export const handler = async () => { ${body} };`);
    expect(error).toEqual({ errorType: "Runtime.ExitError", errorMessage: `RequestId: ${requestId} Error: ${reason}` });
    expect(log).toMatch(
      new RegExp(`${requestId} ${reason}\nEND .*\nREPORT .*\tStatus: error\tError Type: Runtime.ExitError`),
    );
  });

  it("by using more memory than it has dies of it", async () => {
    const { error } = await failureOf(
      "export const handler = async () => { const all: unknown[] = []; for (;;) all.push(Array(10_000).fill(all)); };",
      { MemorySize: 128, Timeout: 20 },
    );
    expect(error).toMatchObject({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringContaining("signal: aborted"),
    });
  });

  it.each([
    [
      "an error thrown when nobody waits any more",
      `setTimeout(() => { throw new RangeError("late"); }, 5);`,
      "RangeError",
      "late",
    ],
    [
      "a promise nobody waits for",
      `Promise.reject(new Error("lost"));`,
      "Runtime.UnhandledPromiseRejection",
      "Error: lost",
    ],
  ])("by %s is told so", async (_, body, errorType, errorMessage) => {
    const { error } = await failureOf(
      `export const handler = async () => { ${body} await new Promise((resolve) => setTimeout(resolve, 5000)); };`,
    );
    expect(error).toMatchObject({ errorType, errorMessage });
  });

  it.each([
    [
      "its file throws",
      `throw new TypeError("no settings"); export const handler = 1;`,
      {},
      "TypeError",
      "no settings",
    ],
    [
      "it is not exported",
      "export const other = 1;",
      {},
      "Runtime.HandlerNotFound",
      "index.handler is undefined or not exported",
    ],
    [
      "it is no function",
      "export const handler = 1;",
      {},
      "Runtime.HandlerNotFound",
      "index.handler is not a function",
    ],
    [
      "it takes a callback",
      "export const handler = (_: unknown, __: unknown, done: () => void) => done();",
      {},
      "Runtime.CallbackHandlerDeprecated",
      expect.stringContaining("callback-based"),
    ],
    [
      "its file is not there",
      "export const handler = 1;",
      { Handler: "elsewhere.handler" },
      "Runtime.ImportModuleError",
      "Error: Cannot find module 'elsewhere'",
    ],
    [
      "it imports what is not there",
      `require(["not", "there"].join("-")); export const handler = 1;`,
      {},
      "Runtime.ImportModuleError",
      expect.stringContaining("Cannot find module 'not-there'"),
    ],
    [
      "its name leads out of the code",
      "export const handler = 1;",
      { Handler: "../index.handler" },
      "Runtime.MalformedHandlerName",
      expect.stringContaining("'../index.handler' is not a valid handler name"),
    ],
    [
      "its process leaves",
      "process.exit(7); export const handler = 1;",
      {},
      "Runtime.ExitError",
      expect.stringContaining("exit status 7"),
    ],
  ])("before it starts, because %s, is told why", async (_, source, properties, errorType, errorMessage) => {
    const { functionError, error } = await failureOf(source, properties);
    expect(functionError).toBe("Unhandled");
    expect(error).toMatchObject({ errorType, errorMessage });
  });

  it("does not fail the next one", async () => {
    const { lambda } = await deployFunctions({
      moody: `export const handler = async (mood: string) => { if (mood === "bad") process.exit(1); return mood; };`,
    });
    expect(await lambda.invoke("moody", "good")).toEqual({ ok: true, value: "good" });
    expect(await lambda.invoke("moody", "bad")).toMatchObject({ ok: false, error: { errorType: "Runtime.ExitError" } });
    expect(await lambda.invoke("moody", "better")).toEqual({ ok: true, value: "better" });
  });

  it("after its answer leaves the answer as it is, and a new process to the next one", async () => {
    const { lambda } = await deployFunctions({
      late: `export const handler = async () => { setTimeout(() => process.exit(1), 5); return process.pid; };`,
    });
    const first = await lambda.invoke("late", {});
    expect(first).toEqual({ ok: true, value: expect.any(Number) });
    await expect.poll(() => isRunning((first as { value: number }).value)).toBe(false);
    expect(await lambda.invoke("late", {})).toEqual({ ok: true, value: expect.any(Number) });
  });
});
