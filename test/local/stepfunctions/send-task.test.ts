import { SendTaskFailureCommand, SendTaskHeartbeatCommand, SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { alone } from "../../support/asl.ts";
import { executionArn, startWithMachine, stateMachineArn } from "../../support/step-functions.ts";

describe("a token, by the API,", () => {
  const machine = alone({
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    Parameters: { FunctionName: "worker", Payload: { "token.$": "$$.Task.Token" } },
    HeartbeatSeconds: 10,
  });
  const start = async () => {
    let taskToken = "";
    const started = await startWithMachine(machine, {
      invokeFunction: async (_arn, payload) => {
        taskToken = (payload as { token: string }).token;
      },
    });
    started.stepFunctions.startExecution({ stateMachineArn, name: "one" });
    await started.clock.advance(1000);
    return { ...started, taskToken };
  };

  it("is sent back with success", async () => {
    const { client, stepFunctions, taskToken } = await start();
    await client.send(new SendTaskSuccessCommand({ taskToken, output: '{"ok":1}' }));
    expect(await stepFunctions.finished(executionArn("one"))).toMatchObject({
      status: "SUCCEEDED",
      output: '{"ok":1}',
    });
  });

  it("is sent back with failure", async () => {
    const { client, stepFunctions, taskToken } = await start();
    await client.send(new SendTaskFailureCommand({ taskToken, error: "E", cause: "why" }));
    expect(await stepFunctions.finished(executionArn("one"))).toMatchObject({
      status: "FAILED",
      error: "E",
      cause: "why",
    });
  });

  it("keeps the task waiting with each heartbeat", async () => {
    const { client, clock, stepFunctions, taskToken } = await start();
    await clock.advance(8000);
    await client.send(new SendTaskHeartbeatCommand({ taskToken }));
    await clock.advance(9000);
    await client.send(new SendTaskSuccessCommand({ taskToken, output: "1" }));
    expect(await stepFunctions.finished(executionArn("one"))).toMatchObject({ status: "SUCCEEDED" });
  });

  it("is worth nothing once its task is over", async () => {
    const { client, clock, stepFunctions, taskToken } = await start();
    expect(await clock.playUntil(stepFunctions.finished(executionArn("one")))).toMatchObject({
      error: "States.Timeout",
    });
    const sent = client.send(new SendTaskSuccessCommand({ taskToken, output: "1" }));
    await expect(sent).rejects.toMatchObject({
      name: "TaskTimedOut",
      message: "Task Timed Out: 'Provided task does not exist anymore'",
    });
  });

  it("must be one that was given out", async () => {
    const { client } = await start();
    const sent = client.send(new SendTaskHeartbeatCommand({ taskToken: "nobody's" }));
    await expect(sent).rejects.toMatchObject({ name: "InvalidToken" });
  });

  it("is not taken with an output of more than 256 KiB, and still waits for one", async () => {
    const { client, stepFunctions, taskToken } = await start();
    const output = JSON.stringify("é".repeat(140_000)); // fewer characters than that
    const sent = client.send(new SendTaskSuccessCommand({ taskToken, output }));
    await expect(sent).rejects.toMatchObject({ name: "InvalidOutput" });
    await client.send(new SendTaskSuccessCommand({ taskToken, output: "1" }));
    expect(await stepFunctions.finished(executionArn("one"))).toMatchObject({ output: "1" });
  });

  it("is not taken with an output that is no JSON", async () => {
    const { client, taskToken } = await start();
    const sent = client.send(new SendTaskSuccessCommand({ taskToken, output: "done" }));
    await expect(sent).rejects.toMatchObject({ name: "InvalidOutput" });
  });
});
