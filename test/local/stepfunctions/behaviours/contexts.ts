import { alone, inJsonata, inOrder, task } from "../../../support/asl.ts";
import { echo, failing } from "./answers.ts";
import { guide, type Theme } from "./behaviour.ts";

const executionArn = "arn:aws:states:us-east-1:123456789012:execution:machine:played";
const stateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:machine";
const pass = (Parameters: object) => alone({ Type: "Pass", Parameters });

/** What a state sees of its execution. */
export const contexts: readonly Theme[] = [
  {
    of: "the context object",
    documented: guide("input-output-contextobject.html"),
    behaviours: [
      {
        says: "tells of the execution",
        definition: pass({ "all.$": "$$.Execution" }),
        input: { a: 5 },
        ends: {
          output: {
            all: {
              Id: executionArn,
              Input: { a: 5 },
              StartTime: "2026-01-01T00:00:00.000Z",
              Name: "played",
              RoleArn: "arn:aws:iam::123456789012:role/machine",
              RedriveCount: 0,
            },
          },
        },
      },
      {
        says: "tells of the state, and when it was entered",
        definition: inOrder({
          Wait: { Type: "Wait", Seconds: 60 },
          Look: { Type: "Pass", Parameters: { "all.$": "$$.State" } },
        }),
        ends: { output: { all: { Name: "Look", EnteredTime: "2026-01-01T00:01:00.000Z" } } },
      },
      {
        says: "tells of the state machine",
        definition: pass({ "all.$": "$$.StateMachine" }),
        ends: { output: { all: { Id: stateMachineArn, Name: "machine" } } },
      },
      {
        says: "counts the retries of the state",
        definition: alone({
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Parameters: { FunctionName: "fn", Payload: {} },
          ResultSelector: { "retries.$": "$$.State.RetryCount" },
          Retry: [{ ErrorEquals: ["States.ALL"] }],
        }),
        tasks: { fn: failing("Once", "Twice") },
        ends: { output: { retries: 2 }, calls: 3 },
      },
      {
        says: "is a path's start wherever a path may stand",
        definition: inOrder({
          S: { Type: "Pass", InputPath: "$$.Execution.Input.list", ResultPath: "$.copy", OutputPath: "$.copy" },
          Each: { Type: "Map", ItemsPath: "$$.Execution.Input.list", ItemProcessor: alone(task("echo")) },
          End: { Type: "Pass", Parameters: { "all.$": "$", "name.$": "$$.State.Name" } },
        }),
        input: { list: [1, 2] },
        tasks: { echo },
        ends: { output: { all: [1, 2], name: "End" } },
      },
      {
        says: "is $states.context in JSONata",
        definition: alone(
          {
            Type: "Pass",
            Output: { id: "{% $states.context.Execution.Id %}", name: "{% $states.context.State.Name %}" },
          },
          inJsonata,
        ),
        ends: { output: { id: executionArn, name: "S" } },
      },
    ],
  },
];
