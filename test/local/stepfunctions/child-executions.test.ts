import { CreateStateMachineCommand, GetExecutionHistoryCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { alone } from "../../support/asl.ts";
import {
  executionArn,
  machineArn,
  roleArn,
  startStepFunctions,
  startWithMachine,
  stateMachineArn,
} from "../../support/step-functions.ts";

const one = executionArn("one");
const text = (definition: object) => JSON.stringify(definition);

describe("a task that starts another execution", () => {
  const child = (Resource: string) =>
    alone({
      Type: "Task",
      Resource: `arn:aws:states:::states:${Resource}`,
      Parameters: { StateMachineArn: machineArn("child"), Name: "small", Input: { a: 1 } },
    });
  const withChild = async (Resource: string, definition: object) => {
    const started = await startStepFunctions();
    started.stepFunctions.createStateMachine({ name: "child", definition: text(definition), roleArn });
    started.stepFunctions.createStateMachine({ name: "machine", definition: text(child(Resource)), roleArn });
    started.stepFunctions.startExecution({ stateMachineArn, name: "one" });
    return started;
  };
  const metadata = {
    SdkHttpMetadata: { HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: expect.any(String) },
  };
  const childArn = "arn:aws:states:us-east-1:123456789012:execution:child:small";

  it("gets its ARN and goes on", async () => {
    const { clock, stepFunctions } = await withChild("startExecution", alone({ Type: "Wait", Seconds: 60 }));
    const { output = "" } = await stepFunctions.finished(one);
    expect(JSON.parse(output)).toEqual({ ExecutionArn: childArn, StartDate: clock.now(), ...metadata });
  });

  it.each([
    ["startExecution.sync", '{"a":1}'],
    ["startExecution.sync:2", { a: 1 }],
  ])("waits for its end by %s", async (resource, output) => {
    const { client, clock, stepFunctions } = await withChild(resource, alone({ Type: "Wait", Seconds: 60 }));
    const StartDate = clock.now();
    const ended = await clock.playUntil(stepFunctions.finished(one));
    expect(JSON.parse(ended.output ?? "")).toEqual({
      ExecutionArn: childArn,
      Input: output,
      InputDetails: { Included: true },
      Name: "small",
      Output: output,
      OutputDetails: { Included: true },
      StartDate,
      StateMachineArn: machineArn("child"),
      Status: "SUCCEEDED",
      StopDate: StartDate + 60_000,
    });
    const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn: one }));
    const types = ["TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded"];
    expect(events?.slice(2, -2).map(({ type }) => type)).toEqual(types);
    const { output: submitted = "" } = events?.[4]?.taskSubmittedEventDetails ?? {};
    expect(JSON.parse(submitted)).toEqual({ ExecutionArn: childArn, StartDate, ...metadata });
  });

  it.each([null, undefined])("without an input (%j) gives it an empty object", async (Input) => {
    const { client, clock, stepFunctions } = await startStepFunctions();
    stepFunctions.createStateMachine({ name: "child", definition: text(alone({ Type: "Pass" })), roleArn });
    const Parameters = { StateMachineArn: machineArn("child"), Name: null, Input };
    const parent = alone({ Type: "Task", Resource: "arn:aws:states:::states:startExecution.sync:2", Parameters });
    await client.send(new CreateStateMachineCommand({ name: "machine", definition: text(parent), roleArn }));
    stepFunctions.startExecution({ stateMachineArn, name: "one" });
    const { output = "" } = await clock.playUntil(stepFunctions.finished(one));
    expect(JSON.parse(output)).toMatchObject({ Input: {}, Name: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it("fails when that does", async () => {
    const failing = { StartAt: "F", States: { F: { Type: "Fail", Error: "E", Cause: "why" } } };
    const { stepFunctions } = await withChild("startExecution.sync", failing);
    const { error, cause = "" } = await stepFunctions.finished(one);
    expect(error).toBe("States.TaskFailed");
    expect(JSON.parse(cause)).toMatchObject({ Status: "FAILED", Error: "E", Cause: "why" });
  });

  it("stops it when it is stopped itself", async () => {
    const { client, clock, stepFunctions } = await withChild(
      "startExecution.sync",
      alone({ Type: "Wait", Seconds: 60 }),
    );
    await clock.advance(1000);
    await client.send(new StopExecutionCommand({ executionArn: one }));
    expect(await stepFunctions.finished(childArn)).toMatchObject({ status: "ABORTED" });
  });

  it("fails when there is no such state machine", async () => {
    const { stepFunctions } = await startWithMachine(child("startExecution.sync"));
    stepFunctions.startExecution({ stateMachineArn, name: "one" });
    const { error, cause } = await stepFunctions.finished(one);
    expect(error).toBe("StepFunctions.StateMachineDoesNotExistException");
    expect(cause).toMatch(
      /^State Machine Does Not Exist: '\S+' \(Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist; Request ID: \S+; Proxy: null\)$/,
    );
  });
});
