import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { sleep } from "../../../local/clock.ts";
import { alone, catching, inJsonata, inOrder, lambda, namedError, task } from "../../support/asl.ts";
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

/** `3 PassStateExited <2`: an event, its id and the one it names as previous. */
function lines(events: readonly HistoryEvent[]): string[] {
  return events.map(({ id, type, previousEventId }) => `${id} ${type} <${previousEventId}`);
}

/** The event of that type without its time and ids. */
function detailsOf(events: readonly HistoryEvent[], type: string): Partial<HistoryEvent> {
  const found = events.find((event) => event.type === type);
  if (!found) throw new Error(`There is no ${type} event`);
  const { id: _id, previousEventId: _previous, timestamp: _timestamp, type: _type, ...details } = found;
  return details;
}

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

describe("the events of a Map", () => {
  it("tell of each item; the next begins after the last event of the one before", async () => {
    const definition = alone({ Type: "Map", MaxConcurrency: 1, ItemProcessor: alone({ Type: "Pass" }) });
    const { events } = await playMachine({ definition, input: ["a", "b"] });
    expect(lines(events)).toEqual([
      "1 ExecutionStarted <0",
      "2 MapStateEntered <0",
      "3 MapStateStarted <2",
      "4 MapIterationStarted <3",
      "5 PassStateEntered <4",
      "6 PassStateExited <5",
      "7 MapIterationSucceeded <6",
      "8 MapIterationStarted <6",
      "9 PassStateEntered <8",
      "10 PassStateExited <9",
      "11 MapIterationSucceeded <10",
      "12 MapStateSucceeded <11",
      "13 MapStateExited <11",
      "14 ExecutionSucceeded <13",
    ]);
    expect(detailsOf(events, "MapStateStarted")).toEqual({ mapStateStartedEventDetails: { length: 2 } });
    expect(detailsOf(events, "MapIterationStarted")).toEqual({
      mapIterationStartedEventDetails: { name: "S", index: 0 },
    });
  });

  it("tell who failed and who was aborted for it, all after the failure's own event", async () => {
    const definition = alone({ Type: "Map", ItemProcessor: alone(task("either")) });
    const either = (payload: unknown, context: TaskContext) => {
      if (payload === 0) throw namedError("CustomError", "boom");
      return tasks.slow(payload, context);
    };
    const { events } = await playMachine({ definition, input: [0, 1, 2], tasks: { either } });
    const failed = events.find(({ type }) => type === "LambdaFunctionFailed")?.id ?? 0;
    expect(lines(events.slice(failed))).toEqual([
      `${failed + 1} MapIterationFailed <${failed}`,
      `${failed + 2} TaskStateAborted <${failed}`,
      `${failed + 3} MapIterationAborted <${failed}`,
      `${failed + 4} TaskStateAborted <${failed}`,
      `${failed + 5} MapIterationAborted <${failed}`,
      `${failed + 6} TaskStateAborted <${failed}`,
      `${failed + 7} MapStateFailed <${failed}`,
      `${failed + 8} ExecutionFailed <${failed + 7}`,
    ]);
  });

  it("start anew with each attempt; only the last failure is the state's", async () => {
    const processor = { StartAt: "F", States: { F: { Type: "Fail", Error: "E" } } };
    const Retry = [{ ErrorEquals: ["E"], MaxAttempts: 1 }];
    const { events } = await playMachine({
      definition: catching({ Type: "Map", ItemProcessor: processor, Retry }),
      input: [1],
    });
    expect(lines(events).slice(2, 12)).toEqual([
      "3 MapStateStarted <2",
      "4 MapIterationStarted <3",
      "5 FailStateEntered <4",
      "6 MapIterationFailed <5",
      "7 MapStateStarted <5",
      "8 MapIterationStarted <7",
      "9 FailStateEntered <8",
      "10 MapIterationFailed <9",
      "11 MapStateFailed <9",
      "12 MapStateExited <11",
    ]);
  });

  it("of a Map inside another tell of both when they are aborted", async () => {
    const inner = alone({ Type: "Map", ItemsPath: "$.items", ItemProcessor: alone({ Type: "Wait", Seconds: 60 }) });
    const branches = [inner, inOrder({ Soon: { Type: "Wait", Seconds: 1 }, Fail: { Type: "Fail", Error: "E" } })];
    const definition = alone({ Type: "Parallel", Branches: branches });
    const { events } = await playMachine({ definition, input: { items: [1] } });
    expect(events.slice(-6).map(({ type }) => type)).toEqual([
      "FailStateEntered",
      "MapIterationAborted",
      "WaitStateAborted",
      "MapStateAborted",
      "ParallelStateFailed",
      "ExecutionFailed",
    ]);
  });
});

describe("the events of a Parallel", () => {
  it("begin all branches after its start, and go on after the last one's end", async () => {
    const Branches = [alone({ Type: "Wait", Seconds: 2 }), alone({ Type: "Wait", Seconds: 1 })];
    const { events } = await playMachine({ definition: alone({ Type: "Parallel", Branches }) });
    expect(lines(events)).toEqual([
      "1 ExecutionStarted <0",
      "2 ParallelStateEntered <0",
      "3 ParallelStateStarted <2",
      "4 WaitStateEntered <3",
      "5 WaitStateEntered <3",
      "6 WaitStateExited <5",
      "7 WaitStateExited <4",
      "8 ParallelStateSucceeded <7",
      "9 ParallelStateExited <7",
      "10 ExecutionSucceeded <9",
    ]);
  });
});

describe("an expression that fails", () => {
  it("has an event of its own, with the place of the field", async () => {
    const definition = inOrder(
      { First: { Type: "Pass" }, Second: { Type: "Pass", Output: { result: "{% $nobody %}" } } },
      inJsonata,
    );
    const { events, cause } = await playMachine({ definition });
    expect(lines(events.slice(3))).toEqual(["4 PassStateEntered <3", "5 EvaluationFailed <3", "6 ExecutionFailed <5"]);
    expect(detailsOf(events, "EvaluationFailed")).toEqual({
      evaluationFailedEventDetails: {
        error: "States.QueryEvaluationError",
        cause:
          "An error occurred while executing the state 'Second' (entered at the event id #4). The JSONata expression '$nobody' specified for the field 'Output/result' returned nothing (undefined).",
        location: "Output/result",
        state: "Second",
      },
    });
    expect(cause).toBe(detailsOf(events, "EvaluationFailed").evaluationFailedEventDetails?.cause);
  });

  it.each([
    ["Items of a Map", { Items: "{% 'x' %}" }, ["EvaluationFailed", "MapStateFailed", "ExecutionFailed"]],
    [
      "ItemSelector of a Map",
      { Items: [1], ItemSelector: { v: "{% $nobody %}" } },
      ["MapIterationFailed", "MapStateFailed", "ExecutionFailed"],
    ],
  ])("fails the Map it stands in: %s", async (_words, fields, last) => {
    const definition = alone({ Type: "Map", ItemProcessor: alone({ Type: "Pass" }), ...fields }, inJsonata);
    const { events } = await playMachine({ definition });
    expect(events.slice(-3).map(({ type }) => type)).toEqual(last);
  });
});
