import { describe, expect, it } from "vitest";
import { sleep } from "../../../local/clock.ts";
import { alone, catching, lambda, namedError, task } from "../../support/asl.ts";
import { detailsOf, lines } from "../../support/history-events.ts";
import { playMachine, type TaskContext } from "../../support/state-machine.ts";

const tasks = {
  add: () => ({ sum: 3 }),
  boom: () => {
    throw namedError("CustomError", "boom");
  },
  slow: (_payload: unknown, { clock }: TaskContext) => sleep(clock, 60_000),
};
const boomCause = '{"errorType":"CustomError","errorMessage":"boom","trace":[]}';
const truncated = { truncated: false };

describe("the history of an execution", () => {
  it("begins and ends as AWS's does", async () => {
    const { events } = await playMachine({ definition: alone({ Type: "Pass", Result: { x: 1 } }), input: { a: 1 } });
    expect(events).toEqual([
      {
        id: 1,
        previousEventId: 0,
        timestamp: expect.any(Date),
        type: "ExecutionStarted",
        executionStartedEventDetails: {
          input: '{"a":1}',
          inputDetails: truncated,
          roleArn: "arn:aws:iam::123456789012:role/machine",
        },
      },
      {
        id: 2,
        previousEventId: 0,
        timestamp: expect.any(Date),
        type: "PassStateEntered",
        stateEnteredEventDetails: { name: "S", input: '{"a":1}', inputDetails: truncated },
      },
      {
        id: 3,
        previousEventId: 2,
        timestamp: expect.any(Date),
        type: "PassStateExited",
        stateExitedEventDetails: { name: "S", output: '{"x":1}', outputDetails: truncated },
      },
      {
        id: 4,
        previousEventId: 3,
        timestamp: expect.any(Date),
        type: "ExecutionSucceeded",
        executionSucceededEventDetails: { output: '{"x":1}', outputDetails: truncated },
      },
    ]);
  });

  it("tells of variables as JSON texts where they are assigned", async () => {
    const { events } = await playMachine({ definition: alone({ Type: "Pass", Assign: { n: 1, list: ["a"] } }) });
    expect(detailsOf(events, "PassStateExited")).toMatchObject({
      stateExitedEventDetails: { assignedVariables: { n: "1", list: '["a"]' }, assignedVariablesDetails: truncated },
    });
  });

  it("has the time of the execution's clock", async () => {
    const { events } = await playMachine({ definition: alone({ Type: "Wait", Seconds: 90 }) });
    const [entered, exited] = events.filter(({ type }) => type?.startsWith("WaitState"));
    expect((exited?.timestamp?.getTime() ?? 0) - (entered?.timestamp?.getTime() ?? 0)).toBe(90_000);
  });

  it.each([
    ["a Fail", { F: { Type: "Fail", Error: "E", Cause: "why" } }, ["FailStateEntered <0", "ExecutionFailed <2"]],
    [
      "a Succeed",
      { F: { Type: "Succeed" } },
      ["SucceedStateEntered <0", "SucceedStateExited <2", "ExecutionSucceeded <3"],
    ],
  ])("ends after %s", async (_words, States, ends) => {
    const { events } = await playMachine({ definition: { StartAt: "F", States } });
    expect(lines(events)).toEqual(["ExecutionStarted <0", ...ends].map((line, index) => `${index + 1} ${line}`));
  });
});

describe("the events of a task with a function's ARN", () => {
  it("are LambdaFunction… events", async () => {
    const { events } = await playMachine({
      definition: alone(task("add", { TimeoutSeconds: 5 })),
      input: { a: 1 },
      tasks,
    });
    expect(lines(events)).toEqual([
      "1 ExecutionStarted <0",
      "2 TaskStateEntered <0",
      "3 LambdaFunctionScheduled <2",
      "4 LambdaFunctionStarted <3",
      "5 LambdaFunctionSucceeded <4",
      "6 TaskStateExited <5",
      "7 ExecutionSucceeded <6",
    ]);
    expect(detailsOf(events, "LambdaFunctionScheduled")).toEqual({
      lambdaFunctionScheduledEventDetails: {
        resource: lambda("add"),
        input: '{"a":1}',
        inputDetails: truncated,
        timeoutInSeconds: 5,
      },
    });
    expect(detailsOf(events, "LambdaFunctionStarted")).toEqual({});
    expect(detailsOf(events, "LambdaFunctionSucceeded")).toEqual({
      lambdaFunctionSucceededEventDetails: { output: '{"sum":3}', outputDetails: truncated },
    });
  });

  it("tell of its error and cause", async () => {
    const { events } = await playMachine({ definition: alone(task("boom")), tasks });
    expect(detailsOf(events, "LambdaFunctionFailed")).toEqual({
      lambdaFunctionFailedEventDetails: { error: "CustomError", cause: boomCause },
    });
    expect(detailsOf(events, "ExecutionFailed")).toEqual({
      executionFailedEventDetails: { error: "CustomError", cause: boomCause },
    });
  });

  it("tell of a timeout without a cause", async () => {
    const { events } = await playMachine({ definition: alone(task("slow", { TimeoutSeconds: 5 })), tasks });
    expect(detailsOf(events, "LambdaFunctionTimedOut")).toEqual({
      lambdaFunctionTimedOutEventDetails: { error: "States.Timeout" },
    });
    expect(detailsOf(events, "ExecutionFailed")).toEqual({ executionFailedEventDetails: { error: "States.Timeout" } });
  });

  it("follow each other for every attempt; the state is entered once", async () => {
    const Retry = [{ ErrorEquals: ["CustomError"], MaxAttempts: 1 }];
    const { events } = await playMachine({ definition: catching(task("boom", { Retry })), tasks });
    expect(lines(events)).toEqual([
      "1 ExecutionStarted <0",
      "2 TaskStateEntered <0",
      "3 LambdaFunctionScheduled <2",
      "4 LambdaFunctionStarted <3",
      "5 LambdaFunctionFailed <4",
      "6 LambdaFunctionScheduled <5",
      "7 LambdaFunctionStarted <6",
      "8 LambdaFunctionFailed <7",
      "9 TaskStateExited <8",
      "10 PassStateEntered <9",
      "11 PassStateExited <10",
      "12 ExecutionSucceeded <11",
    ]);
  });
});

describe("the events of a task that calls a service", () => {
  const invoke = (name: string, fields: object = {}) =>
    alone({ Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: name }, ...fields });

  it("are Task… events", async () => {
    const { events } = await playMachine({ definition: invoke("add", { TimeoutSeconds: 9 }), tasks });
    const what = { resourceType: "lambda", resource: "invoke" };
    expect(detailsOf(events, "TaskScheduled")).toEqual({
      taskScheduledEventDetails: {
        ...what,
        region: "us-east-1",
        parameters: '{"FunctionName":"add"}',
        timeoutInSeconds: 9,
      },
    });
    expect(detailsOf(events, "TaskStarted")).toEqual({ taskStartedEventDetails: what });
    expect(detailsOf(events, "TaskSucceeded")).toEqual({
      taskSucceededEventDetails: {
        ...what,
        output: expect.stringContaining('"Payload":{"sum":3}'),
        outputDetails: truncated,
      },
    });
  });

  it("tell of its failure and its timeout", async () => {
    const what = { resourceType: "lambda", resource: "invoke" };
    const failed = await playMachine({ definition: invoke("boom"), tasks });
    expect(detailsOf(failed.events, "TaskFailed")).toEqual({
      taskFailedEventDetails: { ...what, error: "CustomError", cause: boomCause },
    });
    const late = await playMachine({ definition: invoke("slow", { TimeoutSeconds: 1 }), tasks });
    expect(detailsOf(late.events, "TaskTimedOut")).toEqual({
      taskTimedOutEventDetails: { ...what, error: "States.Timeout" },
    });
  });

  it("tell when it was submitted and waits for its token", async () => {
    const definition = alone({
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken",
      Parameters: { "Token.$": "$$.Task.Token" },
      HeartbeatSeconds: 60,
    });
    const stub = (payload: unknown, { clock, callbacks }: TaskContext) => {
      clock.startTimer(1000, () => callbacks.succeed((payload as { Token: string }).Token, "done"));
      return { MessageId: "m" };
    };
    const { events } = await playMachine({ definition, tasks: { "aws-sdk:sqs:sendMessage": stub } });
    const what = { resourceType: "aws-sdk:sqs", resource: "sendMessage.waitForTaskToken" };
    expect(detailsOf(events, "TaskScheduled")).toMatchObject({
      taskScheduledEventDetails: { ...what, heartbeatInSeconds: 60 },
    });
    expect(detailsOf(events, "TaskSubmitted")).toEqual({
      taskSubmittedEventDetails: { ...what, output: '{"MessageId":"m"}', outputDetails: truncated },
    });
    expect(detailsOf(events, "TaskSucceeded")).toMatchObject({
      taskSucceededEventDetails: { ...what, output: '"done"' },
    });
  });
});
