import { alone, catching, inJsonata, inOrder, task } from "../../../support/asl.ts";
import { slow } from "./answers.ts";
import { guide, type PlayedBehaviour, type Theme } from "./behaviour.ts";

const tasks = { slow };
const cutShort = { error: "States.Timeout", cause: undefined, seconds: 10, calls: 1 };

function cutting(by: string, fields: object, machine: object = {}): PlayedBehaviour {
  return {
    says: `of ${by} ends the task with States.Timeout`,
    definition: alone(task("slow", { ...fields }), { ...machine }),
    input: { limit: 10 },
    tasks,
    ends: cutShort,
  };
}

/** How long tasks and executions may take. */
export const timeLimits: readonly Theme[] = [
  {
    of: "a task's time limit",
    documented: guide("state-task.html"),
    behaviours: [
      cutting("TimeoutSeconds", { TimeoutSeconds: 10 }),
      cutting("TimeoutSecondsPath", { TimeoutSecondsPath: "$.limit" }),
      cutting("TimeoutSeconds in JSONata", { TimeoutSeconds: "{% $states.input.limit %}" }, inJsonata),
      {
        says: "leaves a task alone that is done in time",
        definition: alone(task("slow", { TimeoutSeconds: 61 })),
        tasks,
        ends: { output: "late", seconds: 60 },
      },
      {
        says: "can be caught, and the error has no Cause then",
        definition: catching(task("slow", { TimeoutSecondsPath: "$.limit" }), { ErrorEquals: ["States.Timeout"] }),
        input: { limit: 10 },
        tasks,
        ends: { output: { Error: "States.Timeout" }, seconds: 10 },
      },
      {
        says: "can be caught in JSONata too",
        definition: {
          ...catching(task("slow", { TimeoutSeconds: "{% 10 %}" }), { ErrorEquals: ["States.Timeout"], Output: "t" }),
          ...inJsonata,
        },
        tasks,
        ends: { output: "t", seconds: 10 },
      },
      {
        says: "starts anew with each attempt",
        definition: alone(
          task("slow", {
            TimeoutSeconds: 10,
            Retry: [{ ErrorEquals: ["States.Timeout"], MaxAttempts: 2, BackoffRate: 1 }],
          }),
        ),
        tasks,
        ends: { error: "States.Timeout", seconds: 10 + 1 + 10 + 1 + 10, calls: 3 },
      },
    ],
  },
  {
    of: "States.Timeout",
    documented: guide("concepts-error-handling.html#error-handling-error-representation"),
    behaviours: [
      {
        says: "is no States.TaskFailed",
        definition: alone(
          task("slow", { TimeoutSeconds: 10, Retry: [{ ErrorEquals: ["States.TaskFailed"], MaxAttempts: 2 }] }),
        ),
        tasks,
        ends: cutShort,
      },
    ],
  },
  {
    of: "the machine's TimeoutSeconds",
    documented: guide("statemachine-structure.html"),
    behaviours: [
      {
        says: "ends the execution, whatever it does",
        definition: alone({ Type: "Wait", Seconds: 30 }, { TimeoutSeconds: 20 }),
        ends: {
          status: "TIMED_OUT",
          error: undefined,
          seconds: 20,
          events: ["ExecutionStarted", "WaitStateEntered", "ExecutionTimedOut"],
        },
      },
      {
        says: "is caught by nobody",
        definition: { ...catching(task("slow")), TimeoutSeconds: 20 },
        tasks,
        ends: { status: "TIMED_OUT", states: ["S"], seconds: 20 },
      },
      {
        says: "may be sixty days of looking",
        definition: inOrder(
          {
            Look: { Type: "Wait", Seconds: 3600 },
            "Enough?": {
              Type: "Choice",
              Choices: [{ Variable: "$.enough", IsPresent: true, Next: "Done" }],
              Default: "Look",
            },
            Done: { Type: "Succeed" },
          },
          { TimeoutSeconds: 60 * 86_400 },
        ),
        ends: { status: "TIMED_OUT", seconds: 60 * 86_400 },
      },
    ],
  },
];
