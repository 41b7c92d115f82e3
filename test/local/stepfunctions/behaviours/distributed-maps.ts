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
