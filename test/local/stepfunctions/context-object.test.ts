import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../../local/clock.ts";
import { alone, inJsonata, inOrder, lambda, namedError, task } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

const executionArn = "arn:aws:states:us-east-1:123456789012:execution:machine:played";
const stateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:machine";

describe("the context object", () => {
  it("tells of the execution, the state machine and the state", async () => {
    const definition = inOrder({
      Wait: { Type: "Wait", Seconds: 60 },
      Look: { Type: "Pass", Parameters: { "all.$": "$$" } },
    });
    const clock = new VirtualClock(Date.UTC(2026, 0, 1));
    const { output } = await playMachine({ definition, input: { a: 5 }, clock });
    expect(output).toEqual({
      all: {
        Execution: {
          Id: executionArn,
          Input: { a: 5 },
          StartTime: "2026-01-01T00:00:00.000Z",
          Name: "played",
          RoleArn: "arn:aws:iam::123456789012:role/machine",
          RedriveCount: 0,
        },
        StateMachine: { Id: stateMachineArn, Name: "machine" },
        State: { Name: "Look", EnteredTime: "2026-01-01T00:01:00.000Z" },
      },
    });
  });

  it("is $states.context in JSONata", async () => {
    const Output = { id: "{% $states.context.Execution.Id %}", name: "{% $states.context.State.Name %}" };
    const { output } = await playMachine({ definition: alone({ Type: "Pass", Output }, inJsonata) });
    expect(output).toEqual({ id: executionArn, name: "S" });
  });

  it("counts the retries of the state", async () => {
    const definition = alone({
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: lambda("third time"), Payload: { "n.$": "$$.State.RetryCount" } },
      OutputPath: "$.Payload",
      Retry: [{ ErrorEquals: ["States.ALL"] }],
    });
    const counts: unknown[] = [];
    const thirdTime = (payload: unknown) => {
      counts.push(payload);
      if (counts.length < 3) throw namedError("Again");
      return "done";
    };
    expect(await playMachine({ definition, tasks: { "third time": thirdTime } })).toMatchObject({ output: "done" });
    expect(counts).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
  });

  it("is a path's start wherever a path may stand", async () => {
    const definition = inOrder({
      S: { Type: "Pass", InputPath: "$$.Execution.Input.list", ResultPath: "$.copy", OutputPath: "$.copy" },
      Each: { Type: "Map", ItemsPath: "$$.Execution.Input.list", ItemProcessor: alone(task("echo")) },
      End: { Type: "Pass", Parameters: { "all.$": "$", "name.$": "$$.State.Name" } },
    });
    const { output } = await playMachine({
      definition,
      input: { list: [1, 2] },
      tasks: { echo: (payload) => payload },
    });
    expect(output).toEqual({ all: [1, 2], name: "End" });
  });
});
