import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { describedRelease, workflowHappening } from "../../cli/workflow-happenings.ts";

const executionArn = "arn:aws:states:us-east-1:123456789012:execution:FirmwareUpdate:thermostat-1_4_0-1a2b3c4d";
const execution = "thermostat-1_4_0-1a2b3c4d";

/** An event of a history; what all events have does not matter here. */
function historyEvent(event: Partial<HistoryEvent>) {
  return workflowHappening(executionArn, { id: 1, timestamp: new Date(), type: undefined, ...event });
}

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
      happening: { type: "state left", kind: "Wait", state: "Wait For Signature", output: null },
    },
    {
      event: {
        type: "LambdaFunctionFailed",
        lambdaFunctionFailedEventDetails: { error: "TransientError", cause: "c" },
      },
      happening: { type: "attempt failed", error: "TransientError", cause: "c" },
    },
    {
      event: {
        type: "TaskTimedOut",
        taskTimedOutEventDetails: { resourceType: "lambda", resource: "i", error: "States.Timeout" },
      },
      happening: { type: "attempt failed", error: "States.Timeout", cause: "" },
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

  it("tells the release when it has just been described", () => {
    const left = (name: string) =>
      historyEvent({ type: "TaskStateExited", stateExitedEventDetails: { name, output: '{"version":"1.4.0"}' } });
    const [described, other] = [left("Describe Release"), left("Admit Release")];
    expect(described && describedRelease(described)).toEqual({ version: "1.4.0" });
    expect(other && describedRelease(other)).toBeUndefined();
  });
});
