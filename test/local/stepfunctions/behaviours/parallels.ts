import { alone, catching, inJsonata, inOrder, task } from "../../../support/asl.ts";
import { add, boom, boomCause, failing, slow } from "./answers.ts";
import { guide, type Theme } from "./behaviour.ts";

const passing = [alone({ Type: "Pass" }), alone({ Type: "Pass" })];

/** Branches side by side. */
export const parallels: readonly Theme[] = [
  {
    of: "a Parallel",
    documented: guide("state-parallel.html"),
    behaviours: [
      {
        says: "plays its branches at once and gives their outputs in their order",
        definition: alone({
          Type: "Parallel",
          Branches: [
            inOrder({ Wait: { Type: "Wait", Seconds: 10 }, A: { Type: "Pass", Result: "a" } }),
            inOrder({ Add: task("add"), Pause: { Type: "Wait", Seconds: 5 } }),
          ],
          ResultPath: "$.p",
        }),
        input: { a: 1, b: 1 },
        tasks: { add },
        ends: { output: { a: 1, b: 1, p: ["a", { sum: 2 }] }, seconds: 10 },
      },
      {
        says: "hands every branch its Parameters",
        definition: alone({ Type: "Parallel", Branches: passing, Parameters: { "x.$": "$.k" } }),
        input: { k: 1 },
        ends: { output: [{ x: 1 }, { x: 1 }] },
      },
      {
        says: "in JSONata hands every branch its Arguments",
        definition: alone({ Type: "Parallel", Branches: passing, Arguments: "{% $states.input.k %}" }, inJsonata),
        input: { k: 1 },
        ends: { output: [1, 1] },
      },
      {
        says: "fails with the first branch that fails, and stops the others",
        definition: catching(
          { Type: "Parallel", Branches: [alone({ Type: "Wait", Seconds: 60 }), alone(task("boom"))] },
          { ResultPath: "$.e" },
        ),
        input: { k: 1 },
        tasks: { boom },
        ends: {
          output: { k: 1, e: { Error: "CustomError", Cause: boomCause } },
          seconds: 0,
          events: [
            "ExecutionStarted",
            "ParallelStateEntered",
            "ParallelStateStarted",
            "WaitStateEntered",
            "TaskStateEntered",
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionFailed",
            "TaskStateAborted",
            "WaitStateAborted",
            "ParallelStateFailed",
            "ParallelStateExited",
            "PassStateEntered",
            "PassStateExited",
            "ExecutionSucceeded",
          ],
        },
      },
      { says: "tells the tasks that it stops", shownBy: ["parallel.test.ts", "tells the tasks that it stops"] },
      {
        says: "is tried again as a whole",
        definition: alone({
          Type: "Parallel",
          Branches: [alone({ Type: "Pass", Result: "a" }), alone(task("flaky"))],
          Retry: [{ ErrorEquals: ["Flaky"], IntervalSeconds: 1 }],
        }),
        tasks: { flaky: failing("Flaky") },
        ends: { output: ["a", 2], states: ["S", "S", "S", "S", "S"], seconds: 1 },
      },
      {
        says: "inside a Parallel is stopped with it",
        definition: alone({
          Type: "Parallel",
          Branches: [alone({ Type: "Parallel", Branches: [alone(task("slow"))] }), alone(task("boom"))],
        }),
        tasks: { boom, slow },
        ends: { error: "CustomError", seconds: 0 },
      },
    ],
  },
];
