import { alone, catching, inJsonata, inOrder, lambda, task } from "../../../support/asl.ts";
import { boom, boomCause, echo } from "./answers.ts";
import { guide, type PlayedBehaviour, type Theme } from "./behaviour.ts";

const tasks = { boom, echo };
const input = { k: 1 };
const errorOutput = { Error: "CustomError", Cause: boomCause };
const uncaught = { error: "CustomError", cause: boomCause, states: ["S"] };
const invoking = (FunctionName: string) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName, Payload: {} },
});

function matching(says: string, ErrorEquals: string[], ends: PlayedBehaviour["ends"]): PlayedBehaviour {
  return { says, definition: catching(task("boom"), { ErrorEquals }), tasks, ends };
}

function failed(says: string, fields: object, end: { error?: string; cause?: string }, machine = {}): PlayedBehaviour {
  const definition = inOrder({ F: { Type: "Fail", ...fields } }, machine);
  const ends = { status: "FAILED", error: undefined, cause: undefined, ...end } as const;
  return { says, definition, input: { e: "E2", c: "x" }, ends: ends as PlayedBehaviour["ends"] };
}

/** How executions fail, and how failures are caught. */
export const errors: readonly Theme[] = [
  {
    of: "a Catch",
    documented: guide("concepts-error-handling.html#error-handling-fallback-states"),
    behaviours: [
      {
        says: "hands on error and cause in place of the input",
        definition: catching(task("boom")),
        input,
        tasks,
        ends: { output: errorOutput, states: ["S", "Caught"] },
      },
      {
        says: "puts them where its ResultPath says",
        definition: catching(task("boom"), { ErrorEquals: ["CustomError"], ResultPath: "$.err" }),
        input,
        tasks,
        ends: { output: { k: 1, err: errorOutput } },
      },
      {
        says: "hands on the input when its ResultPath is null",
        definition: catching(task("boom"), { ResultPath: null }),
        input,
        tasks,
        ends: { output: input },
      },
      {
        says: "knows the error of a function that lambda:invoke called",
        definition: catching(invoking("boom"), { ErrorEquals: ["CustomError"], ResultPath: "$.err" }),
        input,
        tasks,
        ends: { output: { k: 1, err: errorOutput } },
      },
      {
        says: "knows a service's error by the service's name",
        definition: catching(invoking(lambda("nobody")), { ErrorEquals: ["Lambda.ResourceNotFoundException"] }),
        ends: { output: { Error: "Lambda.ResourceNotFoundException", Cause: /nobody/ } },
      },
      {
        says: "of several goes the way of the first that matches",
        definition: inOrder({
          S: task("boom", {
            Catch: [
              { ErrorEquals: ["Other"], Next: "A" },
              { ErrorEquals: ["CustomError"], Next: "B" },
              { ErrorEquals: ["States.ALL"], Next: "A" },
            ],
          }),
          A: { Type: "Succeed" },
          B: { Type: "Succeed" },
        }),
        tasks,
        ends: { states: ["S", "B"] },
      },
      {
        says: "assigns variables from error and cause",
        definition: inOrder({
          S: task("boom", {
            Catch: [{ ErrorEquals: ["States.ALL"], Assign: { "e.$": "$.Error" }, ResultPath: null, Next: "B" }],
          }),
          B: { Type: "Pass", Parameters: { "e.$": "$e" } },
        }),
        tasks,
        ends: { output: { e: "CustomError" } },
      },
      {
        says: "in JSONata makes its output of $states.errorOutput",
        definition: {
          ...catching(task("boom"), { Output: { e: "{% $states.errorOutput.Error %}", i: "{% $states.input.k %}" } }),
          ...inJsonata,
        },
        input,
        tasks,
        ends: { output: { e: "CustomError", i: 1 } },
      },
      {
        says: "in JSONata hands on error and cause when it has no Output",
        definition: { ...catching(task("boom")), ...inJsonata },
        input,
        tasks,
        ends: { output: errorOutput },
      },
    ],
  },
  {
    of: "ErrorEquals",
    documented: guide("concepts-error-handling.html#error-handling-error-representation"),
    behaviours: [
      matching("may be one of several names", ["Other", "CustomError"], { states: ["S", "Caught"] }),
      matching("of States.TaskFailed means every error but a timeout", ["States.TaskFailed"], {
        states: ["S", "Caught"],
      }),
      matching("does not mean another name", ["Other"], uncaught),
      matching("of States.Timeout means no other error", ["States.Timeout"], uncaught),
    ],
  },
  {
    of: "a Fail",
    documented: guide("state-fail.html"),
    behaviours: [
      failed(
        "ends the execution with its Error and Cause",
        { Error: "E1", Cause: "why" },
        { error: "E1", cause: "why" },
      ),
      failed("need name neither", {}, {}),
      failed(
        "takes them by paths and intrinsic functions",
        { ErrorPath: "$.e", CausePath: "States.Format('c {}', $.c)" },
        { error: "E2", cause: "c x" },
      ),
      failed(
        "takes them by expressions in JSONata",
        { Error: "{% 'E' & $states.input.c %}", Cause: "{% $states.input.e %}" },
        { error: "Ex", cause: "E2" },
        inJsonata,
      ),
    ],
  },
  {
    of: "an error that nobody catches",
    documented: guide("concepts-error-handling.html"),
    behaviours: [{ says: "ends the execution with it", definition: alone(task("boom")), input, tasks, ends: uncaught }],
  },
];
