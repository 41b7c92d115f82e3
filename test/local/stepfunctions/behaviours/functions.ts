import { alone, inJsonata, lambda, task } from "../../../support/asl.ts";
import { add, boom, boomCause, echo, returning } from "./answers.ts";
import { guide, type PlayedBehaviour, type Theme } from "./behaviour.ts";

const invoke = (Parameters: object, fields: object = {}) =>
  alone({ Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Parameters, ...fields });

function answering(says: string, answer: unknown, output: unknown): PlayedBehaviour {
  return { says, definition: alone(task("fn")), tasks: { fn: returning(answer) }, ends: { output } };
}

/** How a Task calls Lambda functions. */
export const functions: readonly Theme[] = [
  {
    of: "a Task with a function's ARN",
    documented: guide("state-task.html"),
    behaviours: [
      {
        says: "hands the function its input and takes its answer",
        definition: alone(task("add")),
        input: { a: 1, b: 2 },
        tasks: { add },
        ends: { output: { sum: 3 } },
      },
      answering("takes null for an answer", null, null),
      answering("takes a text", "hello", "hello"),
      answering("takes a number", 0, 0),
      answering("takes false", false, false),
      answering("takes a list", [1], [1]),
      answering("takes nothing at all for null", undefined, null),
      {
        says: "puts an answer of any kind where ResultPath says",
        definition: alone(task("text", { ResultPath: "$.s" })),
        tasks: { text: returning("hello") },
        ends: { output: { s: "hello" } },
      },
      {
        says: "fails by the name of the function's error, and with Lambda's JSON as the cause",
        definition: alone(task("boom")),
        tasks: { boom },
        ends: {
          error: "CustomError",
          cause: boomCause,
          events: [
            "ExecutionStarted",
            "TaskStateEntered",
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionFailed",
            "ExecutionFailed",
          ],
        },
      },
      {
        says: "hands over Arguments in JSONata, and the answer is $states.result",
        definition: alone(
          task("add", {
            Arguments: { a: "{% $states.input.p %}", b: 5 },
            Output: "{% $merge([$states.input, { 'r': $states.result.sum }]) %}",
          }),
          inJsonata,
        ),
        input: { p: 1 },
        tasks: { add },
        ends: { output: { p: 1, r: 6 } },
      },
    ],
  },
  {
    of: "a Task with lambda:invoke",
    documented: guide("connect-lambda.html"),
    behaviours: [
      ...["add", "123456789012:function:add", lambda("add")].map((FunctionName) => ({
        says: `finds the function by ${FunctionName}`,
        definition: invoke({ FunctionName, "Payload.$": "$" }, { OutputPath: "$.Payload" }),
        input: { a: 1, b: 2 },
        tasks: { [lambda("add")]: add },
        ends: { output: { sum: 3 } },
      })),
      {
        says: "gets the payload with what the SDK's answer has beside it",
        definition: invoke(
          { FunctionName: lambda("add"), "Payload.$": "$" },
          { ResultSelector: { "r.$": "$.Payload.sum", "code.$": "$.StatusCode", "v.$": "$.ExecutedVersion" } },
        ),
        input: { a: 1, b: 2 },
        tasks: { add },
        ends: {
          output: { r: 3, code: 200, v: "$LATEST" },
          events: [
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded",
          ],
        },
      },
      {
        says: "calls a qualified function by its qualified ARN",
        definition: invoke(
          { FunctionName: "add", Qualifier: "live", Payload: { a: 1, b: 1 } },
          { OutputPath: "$.Payload" },
        ),
        tasks: { [lambda("add:live")]: add },
        ends: { output: { sum: 2 } },
      },
      {
        says: "fails by the name of the function's error",
        definition: invoke({ FunctionName: "boom", Payload: {} }),
        tasks: { boom },
        ends: { error: "CustomError", cause: boomCause },
      },
      {
        says: "hands over Arguments in JSONata",
        definition: alone(
          {
            Type: "Task",
            Resource: "arn:aws:states:::lambda:invoke",
            Arguments: { FunctionName: "add", Payload: { a: "{% $states.input.p %}", b: 5 } },
            Output: "{% $merge([$states.input, { 'r': $states.result.Payload.sum }]) %}",
          },
          inJsonata,
        ),
        input: { p: 1 },
        tasks: { add },
        ends: { output: { p: 1, r: 6 } },
      },
      {
        says: "hands over nothing but an empty object without a Payload",
        definition: invoke({ FunctionName: "echo" }, { OutputPath: "$.Payload" }),
        input: { a: 1 },
        tasks: { echo },
        ends: { output: {} },
      },
    ],
  },
];
