import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import type { WorkflowHappening } from "../../cli/happenings.ts";
import { createWorkflowReader, describedRelease } from "../../cli/workflow-happenings.ts";

const executionArn = "arn:aws:states:us-east-1:123456789012:execution:FirmwareUpdate:thermostat-1_4_0-1a2b3c4d";
const execution = "thermostat-1_4_0-1a2b3c4d";

/** An event of a history; what all events have does not matter here. */
function historyEvent(event: Partial<HistoryEvent>) {
  return createWorkflowReader()(executionArn, { id: 1, timestamp: new Date(), type: undefined, ...event });
}

/** The first iteration is tried again and succeeds; the second one's failure is caught. */
const mapOfTwo: Omit<HistoryEvent, "timestamp">[] = [
  { id: 1, type: "TaskStateEntered", stateEnteredEventDetails: { name: "Start Signing" } },
  { id: 2, type: "TaskStateEntered", stateEnteredEventDetails: { name: "Check Signing" } },
  { id: 3, previousEventId: 1, type: "LambdaFunctionScheduled" },
  { id: 4, previousEventId: 2, type: "LambdaFunctionScheduled" },
  {
    id: 5,
    previousEventId: 3,
    type: "LambdaFunctionFailed",
    lambdaFunctionFailedEventDetails: { error: "TransientError" },
  },
  {
    id: 6,
    previousEventId: 4,
    type: "LambdaFunctionTimedOut",
    lambdaFunctionTimedOutEventDetails: { error: "States.Timeout" },
  },
  { id: 7, previousEventId: 5, type: "LambdaFunctionScheduled" },
  { id: 8, previousEventId: 7, type: "LambdaFunctionSucceeded" },
  {
    id: 9,
    previousEventId: 8,
    type: "TaskStateExited",
    stateExitedEventDetails: { name: "Start Signing", output: "1" },
  },
  {
    id: 10,
    previousEventId: 6,
    type: "TaskStateExited",
    stateExitedEventDetails: { name: "Check Signing", output: "2" },
  },
];

describe("an event of an execution's history", () => {
  it.each<{ event: Partial<HistoryEvent>; happening: object }>([
    {
      event: { type: "ExecutionStarted", executionStartedEventDetails: { input: '{"key":"k"}' } },
      happening: { type: "execution started", input: { key: "k" } },
    },
    {
      event: { type: "TaskStateEntered", stateEnteredEventDetails: { name: "Start Signing", input: "{}" } },
      happening: { type: "state entered", kind: "Task", state: "Start Signing" },
    },
    {
      event: { type: "WaitStateExited", stateExitedEventDetails: { name: "Wait For Signature", output: "null" } },
      happening: { type: "state left", kind: "Wait", state: "Wait For Signature", output: null, caught: false },
    },
    {
      event: {
        type: "LambdaFunctionFailed",
        lambdaFunctionFailedEventDetails: { error: "TransientError", cause: "c" },
      },
      happening: { type: "attempt failed", state: "", error: "TransientError", cause: "c" },
    },
    {
      event: {
        type: "TaskTimedOut",
        taskTimedOutEventDetails: { resourceType: "lambda", resource: "i", error: "States.Timeout" },
      },
      happening: { type: "attempt failed", state: "", error: "States.Timeout", cause: "" },
    },
    {
      event: { type: "ExecutionSucceeded", executionSucceededEventDetails: { output: "{}" } },
      happening: { type: "execution ended", status: "SUCCEEDED", error: "", cause: "" },
    },
    {
      event: { type: "ExecutionFailed", executionFailedEventDetails: { error: "NotFirmwareError", cause: "why" } },
      happening: { type: "execution ended", status: "FAILED", error: "NotFirmwareError", cause: "why" },
    },
    {
      event: { type: "ExecutionAborted", executionAbortedEventDetails: { cause: "by hand" } },
      happening: { type: "execution ended", status: "ABORTED", error: "", cause: "by hand" },
    },
    {
      event: { type: "ExecutionTimedOut" },
      happening: { type: "execution ended", status: "TIMED_OUT", error: "", cause: "" },
    },
  ])("$event.type is something to see", ({ event, happening }) => {
    expect(historyEvent(event)).toEqual({ execution, ...happening });
  });

  it.each([
    "LambdaFunctionScheduled",
    "LambdaFunctionStarted",
    "LambdaFunctionSucceeded",
    "MapIterationStarted",
  ] as const)("%s is not", (type) => {
    expect(historyEvent({ type })).toBeUndefined();
  });

  it("is of the state that the events before it lead to, also in a Map whose iterations interleave", () => {
    const read = createWorkflowReader();
    const happenings = mapOfTwo.map((event) => read(executionArn, { timestamp: new Date(), ...event }));
    const task = { execution, kind: "Task" };
    expect(happenings.filter((happening) => happening !== undefined)).toEqual([
      { type: "state entered", ...task, state: "Start Signing" },
      { type: "state entered", ...task, state: "Check Signing" },
      { type: "attempt failed", execution, state: "Start Signing", error: "TransientError", cause: "" },
      { type: "attempt failed", execution, state: "Check Signing", error: "States.Timeout", cause: "" },
      { type: "state left", ...task, state: "Start Signing", output: 1, caught: false },
      { type: "state left", ...task, state: "Check Signing", output: 2, caught: true },
    ]);
  });

  it("tells the release when it has just been described", () => {
    const left = (name: string) =>
      historyEvent({ type: "TaskStateExited", stateExitedEventDetails: { name, output: '{"version":"1.4.0"}' } });
    const [described, other] = [left("Describe Release"), left("Admit Release")];
    expect(described && describedRelease(described)).toEqual({ version: "1.4.0" });
    expect(other && describedRelease(other)).toBeUndefined();
    expect(described && describedRelease({ ...described, caught: true } as WorkflowHappening)).toBeUndefined();
  });
});
