import { alone, inOrder, task } from "../../../support/asl.ts";
import { notThree } from "./answers.ts";
import { type Ending, guide, type PlayedBehaviour, type Theme } from "./behaviour.ts";

const tasks = { notThree };

function distributed(fields: object, state: object = { Type: "Pass" }) {
  const ProcessorConfig = { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" };
  return { Type: "Map", ItemProcessor: { ProcessorConfig, ...alone({ ...state }) }, ...fields };
}

function batching(says: string, ItemBatcher: object, input: unknown[], output: unknown[]): PlayedBehaviour {
  return { says, definition: alone(distributed({ ItemBatcher })), input, ends: { output } };
}

/** One of three children fails. */
function tolerating(says: string, fields: object, ends: Ending): PlayedBehaviour {
  return { says, definition: alone(distributed(fields, task("notThree"))), input: [1, 2, 3], tasks, ends };
}

const exceeded = { error: "States.ExceedToleratedFailureThreshold" };

/** Maps whose items run as executions of their own. */
export const distributedMaps: readonly Theme[] = [
  {
    of: "a Map in distributed mode",
    documented: guide("state-map-distributed.html"),
    behaviours: [
      {
        says: "gives the outputs of its children in their order, and keeps their events to themselves",
        definition: alone(distributed({ MaxConcurrency: 3 })),
        input: [1, 2, 3],
        ends: {
          output: [1, 2, 3],
          events: [
            "ExecutionStarted",
            "MapStateEntered",
            "MapStateStarted",
            "MapRunStarted",
            "MapRunSucceeded",
            "MapStateSucceeded",
            "MapStateExited",
            "ExecutionSucceeded",
          ],
        },
      },
      {
        says: "gives each child an execution of its own, named after its label",
        definition: alone(
          distributed(
            { Label: "Each" },
            {
              Type: "Pass",
              Parameters: {
                "input.$": "$$.Execution.Input",
                "is.$":
                  "States.Format('{}:{}', States.ArrayGetItem(States.StringSplit($$.Execution.Id, ':'), 6), States.ArrayLength(States.StringSplit($$.Execution.Name, '-')))",
              },
            },
          ),
        ),
        input: [1, 2],
        ends: {
          output: [
            { input: 1, is: "machine/Each:5" },
            { input: 2, is: "machine/Each:5" },
          ],
        },
      },
      {
        says: "does not let its children see variables",
        definition: inOrder({
          Set: { Type: "Pass", Result: [1], Assign: { x: 1 } },
          Each: distributed({}, { Type: "Pass", Parameters: { "x.$": "$x" } }),
        }),
        ends: exceeded,
      },
    ],
  },
  {
    of: "an ItemBatcher",
    documented: guide("input-output-itembatcher.html"),
    behaviours: [
      batching(
        "hands batches to the children",
        { MaxItemsPerBatch: 2, BatchInput: { k: 1 } },
        [1, 2, 3],
        [
          { BatchInput: { k: 1 }, Items: [1, 2] },
          { BatchInput: { k: 1 }, Items: [3] },
        ],
      ),
      batching(
        "cuts batches by their bytes too",
        { MaxInputBytesPerBatch: 10 },
        ["aaaa", "bb", "cccc"],
        [{ Items: ["aaaa", "bb"] }, { Items: ["cccc"] }],
      ),
    ],
  },
  {
    of: "a failure threshold",
    documented: guide("state-map-distributed.html#maprun-fail-threshold"),
    behaviours: [
      tolerating(
        "of ToleratedFailureCount leaves out what failed within it",
        { ToleratedFailureCount: 1 },
        {
          output: [1, 2],
        },
      ),
      tolerating(
        "of ToleratedFailurePercentage leaves out what failed within it",
        { ToleratedFailurePercentage: 34 },
        {
          output: [1, 2],
        },
      ),
      {
        says: "stops the children that run once it is exceeded",
        definition: alone({
          Type: "Map",
          ItemProcessor: {
            ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
            ...inOrder({
              Which: { Type: "Choice", Choices: [{ Variable: "$", NumericEquals: 3, Next: "No" }], Default: "Later" },
              No: { Type: "Fail" },
              Later: { Type: "Wait", Seconds: 60 },
              Task: task("notThree"),
            }),
          },
        }),
        input: [1, 2, 3],
        tasks,
        ends: { ...exceeded, calls: 0, seconds: 0 },
      },
      {
        says: "starts no other child once it is exceeded",
        definition: alone(distributed({ MaxConcurrency: 1, ToleratedFailureCount: 1 }, task("notThree"))),
        input: [3, 1, 3, 2],
        tasks,
        ends: { ...exceeded, calls: 3 },
      },
      tolerating("is no failure at all when nothing is said", {}, exceeded),
      tolerating(
        "of ToleratedFailureCount fails by its own name when more fail",
        { ToleratedFailureCount: 0 },
        exceeded,
      ),
      tolerating(
        "of ToleratedFailurePercentage fails by its own name when more fail",
        { ToleratedFailurePercentage: 33 },
        exceeded,
      ),
    ],
  },
];
