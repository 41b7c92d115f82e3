import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { alone, task } from "../../support/asl.ts";
import { executionArn, startWithMachine, stateMachineArn } from "../../support/step-functions.ts";

const waiting = alone({ Type: "Wait", Seconds: 60 });

describe("StartExecution", () => {
  it("starts an execution that DescribeExecution tells of, while it runs and afterwards", async () => {
    const { client, clock, stepFunctions } = await startWithMachine(waiting);
    const startDate = new Date(clock.now());
    const request = { stateMachineArn, name: "one", input: '{ "a": 1 }' };
    const started = await client.send(new StartExecutionCommand(request));
    expect(started).toMatchObject({ executionArn: executionArn("one"), startDate });
    const describe = () => client.send(new DescribeExecutionCommand({ executionArn: executionArn("one") }));
    const running = await describe();
    expect(running).toMatchObject({
      executionArn: executionArn("one"),
      stateMachineArn,
      name: "one",
      status: "RUNNING",
      startDate,
      input: '{ "a": 1 }',
      inputDetails: { included: true },
      redriveCount: 0,
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: "Execution is RUNNING and cannot be redriven",
    });
    expect([running.stopDate, running.output, running.error]).toEqual([undefined, undefined, undefined]);

    await clock.playUntil(stepFunctions.finished(executionArn("one")));
    expect(await describe()).toMatchObject({
      status: "SUCCEEDED",
      stopDate: new Date(startDate.getTime() + 60_000),
      output: '{"a":1}',
      outputDetails: { included: true },
      redriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
    });
  });

  it("names it and gives it an empty object when nobody else does", async () => {
    const { client } = await startWithMachine(waiting);
    const { executionArn: arn = "" } = await client.send(new StartExecutionCommand({ stateMachineArn }));
    const described = await client.send(new DescribeExecutionCommand({ executionArn: arn }));
    expect(described.name).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(described.input).toBe("{}");
  });

  it("with the name and input of one that runs answers for that one", async () => {
    const { client, clock } = await startWithMachine(waiting);
    const request = { stateMachineArn, name: "one", input: "{}" };
    const first = await client.send(new StartExecutionCommand(request));
    await clock.advance(1000);
    const again = await client.send(new StartExecutionCommand(request));
    expect(again.startDate).toEqual(first.startDate);
    const { executions } = await client.send(new ListExecutionsCommand({ stateMachineArn }));
    expect(executions).toHaveLength(1);
  });

  it("refuses the name of one that runs for another input", async () => {
    const { client } = await startWithMachine(waiting);
    await client.send(new StartExecutionCommand({ stateMachineArn, name: "one" }));
    const again = client.send(new StartExecutionCommand({ stateMachineArn, name: "one", input: "[]" }));
    await expect(again).rejects.toMatchObject({
      name: "ExecutionAlreadyExists",
      message: `Execution Already Exists: '${executionArn("one")}'`,
    });
  });

  it("refuses the name of one that is over for 90 days, even for the same input", async () => {
    const { client, clock, stepFunctions } = await startWithMachine(waiting);
    const start = () => client.send(new StartExecutionCommand({ stateMachineArn, name: "one" }));
    await start();
    await clock.playUntil(stepFunctions.finished(executionArn("one")));
    await clock.advance(90 * 86_400_000);
    await expect(start()).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
    await clock.advance(1);
    const described = client.send(new DescribeExecutionCommand({ executionArn: executionArn("one") }));
    await expect(described).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
    expect(await start()).toMatchObject({ executionArn: executionArn("one") });
  });

  it.each(["a b", "a/b", "a:b", "{a}", "a~"])("refuses the name %j", async (name) => {
    const { client } = await startWithMachine(waiting);
    const started = client.send(new StartExecutionCommand({ stateMachineArn, name }));
    await expect(started).rejects.toMatchObject({ name: "InvalidName", message: `Invalid Name: '${name}'` });
  });

  it.each([
    [
      "no JSON",
      "not json",
      "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    [
      "no JSON object",
      "{'a': 1}",
      "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
    ],
    ["nothing", "", "Invalid execution input."],
    ["too large in bytes", JSON.stringify("é".repeat(140_000)), "The input is larger than 262144 bytes"],
  ])("refuses an input that is %s", async (_words, input, why) => {
    const { client } = await startWithMachine(waiting);
    const started = client.send(new StartExecutionCommand({ stateMachineArn, input }));
    await expect(started).rejects.toMatchObject({
      name: "InvalidExecutionInput",
      message: `Invalid State Machine Execution Input: '${why}'`,
    });
  });

  it.each(["1", '"text"', "null", "[1]"])("takes %s for an input", async (input) => {
    const { client, clock, stepFunctions } = await startWithMachine(waiting);
    const { executionArn: arn = "" } = await client.send(new StartExecutionCommand({ stateMachineArn, input }));
    expect(await clock.playUntil(stepFunctions.finished(arn))).toMatchObject({ status: "SUCCEEDED", output: input });
  });

  it("refuses a state machine that is not there", async () => {
    const { client } = await startWithMachine(waiting);
    const nobody = stateMachineArn.replace(/machine$/, "nobody");
    const started = client.send(new StartExecutionCommand({ stateMachineArn: nobody }));
    await expect(started).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
  });
});

describe("StopExecution", () => {
  it("ends an execution with ABORTED, and the error and cause it is given", async () => {
    const { client, clock, stepFunctions } = await startWithMachine(waiting);
    const { executionArn: arn = "" } = await client.send(new StartExecutionCommand({ stateMachineArn }));
    await clock.advance(5000);
    const reason = { error: "Superseded", cause: "by 1.5.0" };
    const stopped = await client.send(new StopExecutionCommand({ executionArn: arn, ...reason }));
    expect(stopped.stopDate).toEqual(new Date(clock.now()));
    expect(await stepFunctions.finished(arn)).toMatchObject({
      status: "ABORTED",
      ...reason,
      redriveStatus: "REDRIVABLE",
    });
    const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn: arn }));
    expect(events?.map(({ type, previousEventId }) => [type, previousEventId])).toEqual([
      ["ExecutionStarted", 0],
      ["WaitStateEntered", 0],
      ["ExecutionAborted", 0],
    ]);
    expect(events?.at(-1)?.executionAbortedEventDetails).toEqual(reason);
  });

  it("tells the task that runs", async () => {
    let told: unknown;
    const invokeFunction = (_arn: string, _payload: unknown, signal: AbortSignal) =>
      new Promise<unknown>((resolve) => {
        signal.addEventListener("abort", () => {
          told = "aborted";
          resolve(null);
        });
      });
    const { client, clock } = await startWithMachine(alone(task("slow")), { invokeFunction });
    const { executionArn: arn = "" } = await client.send(new StartExecutionCommand({ stateMachineArn }));
    await clock.advance(1000);
    await client.send(new StopExecutionCommand({ executionArn: arn }));
    expect(told).toBe("aborted");
  });

  it("of one that is over changes nothing", async () => {
    const { client, clock, stepFunctions } = await startWithMachine(waiting);
    const { executionArn: arn = "" } = await client.send(new StartExecutionCommand({ stateMachineArn }));
    const { stopDate } = await clock.playUntil(stepFunctions.finished(arn));
    await clock.advance(1000);
    expect((await client.send(new StopExecutionCommand({ executionArn: arn }))).stopDate).toEqual(stopDate);
    expect(await stepFunctions.finished(arn)).toMatchObject({ status: "SUCCEEDED" });
  });

  it.each([
    [
      "one that is not there",
      executionArn("nobody"),
      "ExecutionDoesNotExist",
      `Execution Does Not Exist: '${executionArn("nobody")}'`,
    ],
    ["what is no ARN", "nobody", "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: nobody'"],
  ])("refuses %s", async (_words, arn, name, message) => {
    const { client } = await startWithMachine(waiting);
    await expect(client.send(new StopExecutionCommand({ executionArn: arn }))).rejects.toMatchObject({ name, message });
  });
});

describe("ListExecutions", () => {
  it("wants to know of what", async () => {
    const { client } = await startWithMachine(waiting);
    await expect(client.send(new ListExecutionsCommand({}))).rejects.toMatchObject({
      name: "ValidationException",
      message: "Either the stateMachineArn or the mapRunArn must be specified",
    });
  });

  it("lists the newest first, in pages", async () => {
    const { client, clock, stepFunctions } = await startWithMachine(waiting);
    for (const name of ["one", "two", "three"]) {
      stepFunctions.startExecution({ stateMachineArn, name });
      await clock.advance(1000);
    }
    const first = await client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2 }));
    expect(first.executions?.map(({ name }) => name)).toEqual(["three", "two"]);
    expect(first.executions?.[0]).toMatchObject({
      executionArn: executionArn("three"),
      stateMachineArn,
      status: "RUNNING",
      redriveCount: 0,
    });
    const rest = await client.send(new ListExecutionsCommand({ stateMachineArn, nextToken: first.nextToken }));
    expect(rest.executions?.map(({ name }) => name)).toEqual(["one"]);
  });

  it("lists those of one status", async () => {
    const { client, clock, stepFunctions } = await startWithMachine(waiting);
    stepFunctions.startExecution({ stateMachineArn, name: "over" });
    await clock.playUntil(stepFunctions.finished(executionArn("over")));
    stepFunctions.startExecution({ stateMachineArn, name: "running" });
    const list = async (statusFilter: "RUNNING" | "SUCCEEDED" | "FAILED") => {
      const { executions = [] } = await client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter }));
      return executions.map(({ name }) => name);
    };
    expect([await list("RUNNING"), await list("SUCCEEDED"), await list("FAILED")]).toEqual([["running"], ["over"], []]);
  });

  it("knows AWS's statuses only", async () => {
    const { client } = await startWithMachine(waiting);
    const listed = client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: "succeeded" as never }));
    await expect(listed).rejects.toMatchObject({ name: "ValidationException" });
  });
});
