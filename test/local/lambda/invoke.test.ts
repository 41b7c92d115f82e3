import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { describe, expect, it } from "vitest";
import { deployFunctions } from "../../support/lambda-functions.ts";

const echo = "export const handler = async (event: unknown) => event;";

async function answerOf(client: LambdaClient, name: string, event?: unknown) {
  const payload = event === undefined ? {} : { Payload: JSON.stringify(event) };
  const answer = await client.send(new InvokeCommand({ FunctionName: name, ...payload }));
  return { ...answer, value: JSON.parse(Buffer.from(answer.Payload ?? []).toString() || "null") };
}

describe("Invoke", () => {
  it("gives the event to the handler and its result to the caller", async () => {
    const { client } = await deployFunctions({ echo });
    const answer = await answerOf(client, "echo", { product: "thermostat", größe: [1, null] });
    expect(answer).toMatchObject({
      StatusCode: 200,
      ExecutedVersion: "$LATEST",
      value: { product: "thermostat", größe: [1, null] },
    });
    expect(answer.FunctionError).toBeUndefined();
  });

  it.each([
    ["its name", "echo"],
    ["its ARN", "arn:aws:lambda:us-east-1:123456789012:function:echo"],
    ["its partial ARN", "123456789012:function:echo"],
    ["a qualifier", "echo:$LATEST"],
  ])("finds a function by %s", async (_, name) => {
    const { client } = await deployFunctions({ echo });
    expect((await answerOf(client, name, 1)).value).toBe(1);
  });

  it("gives an empty object to a function that is sent nothing, and null for a result of nothing", async () => {
    const { client } = await deployFunctions({
      echo,
      silent: "export const handler = async () => {};",
    });
    expect((await answerOf(client, "echo")).value).toEqual({});
    expect((await answerOf(client, "silent")).value).toBeNull();
  });

  it("uses a warm process again, and one process for each invocation that runs at the same time", async () => {
    const { client } = await deployFunctions({
      pid: `export const handler = async (wait: number) => {
        await new Promise((resolve) => setTimeout(resolve, wait));
        return process.pid;
      };`,
    });
    const first = (await answerOf(client, "pid", 0)).value;
    const second = (await answerOf(client, "pid", 0)).value;
    const both = await Promise.all([answerOf(client, "pid", 200), answerOf(client, "pid", 200)]);
    expect(second).toBe(first);
    expect(new Set(both.map(({ value }) => value)).size).toBe(2);
    expect(both.map(({ value }) => value)).toContain(first);
  });

  it("tells the last of the log on demand, with Lambda's own lines around the function's", async () => {
    const { client, lines } = await deployFunctions({
      talk: `export const handler = async () => { console.log("one\\ntwo"); console.warn("three", { four: 5 }); };`,
    });
    const answer = await client.send(new InvokeCommand({ FunctionName: "talk", LogType: "Tail" }));
    const log = Buffer.from(answer.LogResult ?? "", "base64").toString();
    const id = answer.$metadata.requestId;
    expect(log).toMatch(
      new RegExp(
        `^START RequestId: ${id} Version: \\$LATEST\\n` +
          `\\S+Z\\t${id}\\tINFO\\tone\\rtwo\\n` +
          `\\S+Z\\t${id}\\tWARN\\tthree \\{ four: 5 \\}\\n` +
          `END RequestId: ${id}\\n` +
          `REPORT RequestId: ${id}\\tDuration: [\\d.]+ ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\t` +
          `Max Memory Used: \\d+ MB\\tInit Duration: [\\d.]+ ms\\t\\n$`,
      ),
    );
    expect(lines).toEqual(
      log
        .trimEnd()
        .split("\n")
        .map((line) => line.replace(/ms$/, "ms\t")),
    );
    await client.send(new InvokeCommand({ FunctionName: "talk" }));
    expect(lines.at(-1)).toMatch(/^REPORT .*Max Memory Used: \d+ MB\t$/); // warm: no initialisation
  });

  it("writes objects in the log format JSON", async () => {
    const { lambda, lines } = await deployFunctions(
      {
        talk: `export const handler = async () => {
          console.debug("hidden");
          console.log({ size: 3 });
          const circular: { self?: unknown } = {};
          circular.self = circular;
          console.log(circular);
          throw new RangeError("too large");
        };`,
      },
      { LoggingConfig: { LogFormat: "JSON", LogGroup: "all-functions" } },
    );
    await lambda.invoke("talk", {});
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { type: "platform.start", record: { version: "$LATEST" } },
      { level: "INFO", message: { size: 3 } },
      { level: "INFO", message: "<ref *1> { self: [Circular *1] }" },
      {
        level: "ERROR",
        message: { errorType: "RangeError", errorMessage: "too large", stackTrace: expect.any(Array) },
      },
      { type: "platform.report", record: { status: "failure", metrics: { memorySizeMB: 128 } } },
    ]);
  });

  it("runs nothing on a dry run", async () => {
    const { client, lines } = await deployFunctions({ echo });
    const answer = await client.send(new InvokeCommand({ FunctionName: "echo", InvocationType: "DryRun" }));
    expect(answer.StatusCode).toBe(204);
    expect(lines).toEqual([]);
  });

  it("hands the handler its context", async () => {
    const { client } = await deployFunctions(
      {
        context: `export const handler = async (_: unknown, context: any) => ({
          ...context, remaining: context.getRemainingTimeInMillis()
        });`,
      },
      { Timeout: 5, MemorySize: 256 },
    );
    const command = new InvokeCommand({
      FunctionName: "context",
      ClientContext: Buffer.from('{"custom":{"größe":1}}').toString("base64"),
    });
    const answer = await client.send(command);
    const context = JSON.parse(Buffer.from(answer.Payload ?? []).toString());
    expect(context).toMatchObject({
      awsRequestId: answer.$metadata.requestId,
      functionName: "context",
      functionVersion: "$LATEST",
      memoryLimitInMB: "256",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:context",
      logGroupName: "/aws/lambda/context",
      logStreamName: expect.stringMatching(/^2026\/01\/01\/\[\$LATEST\][0-9a-f]{32}$/),
      clientContext: { custom: { größe: 1 } },
    });
    expect(context.remaining).toBeGreaterThan(3000);
    expect(context.remaining).toBeLessThanOrEqual(5000);
  });

  it.each([
    [
      "a function nobody deployed",
      { FunctionName: "nobody" },
      "ResourceNotFoundException",
      "Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody",
    ],
    ["a version", { FunctionName: "echo", Qualifier: "7" }, "ResourceNotFoundException", "function:echo:7"],
    [
      "another account's function",
      { FunctionName: "999999999999:function:echo" },
      "ResourceNotFoundException",
      "Function not found",
    ],
    [
      "an event that is not JSON",
      { FunctionName: "echo", Payload: "{" },
      "InvalidRequestContentException",
      "Could not parse request body into json",
    ],
    [
      "an event of more than 6 MB",
      { FunctionName: "echo", Payload: `"${"x".repeat(6_291_600)}"` },
      "RequestTooLargeException",
      "6291602 byte payload is too large for the RequestResponse invocation type",
    ],
  ])("refuses %s", async (_, request, name, message) => {
    const { client } = await deployFunctions({ echo });
    await expect(client.send(new InvokeCommand(request))).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });
});
