import { alone, catching, inOrder, lambda, task } from "../../../support/asl.ts";
import { returning } from "./answers.ts";
import { guide, type Theme } from "./behaviour.ts";

const limit = 262_144;
const text = (bytes: number) => "x".repeat(bytes - 2); // its JSON has two quotes
const tooLarge = (what: string) =>
  `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`;
const historyFull = "The execution reached the maximum number of history events (25000).";

/** Goes round until somebody says that it is enough. */
const forever = inOrder({
  Again: { Type: "Pass" },
  "Enough?": {
    Type: "Choice",
    Choices: [{ Variable: "$.enough", IsPresent: true, Next: "Enough" }],
    Default: "Again",
  },
  Enough: { Type: "Succeed" },
});
const pass = ["PassStateEntered", "PassStateExited"];
const round = [...pass, "ChoiceStateEntered", "ChoiceStateExited"];

/** The most that may be. */
export const sizes: readonly Theme[] = [
  {
    of: "256 KiB",
    documented: guide("service-quotas.html"),
    behaviours: [
      {
        says: "fit into a task's result",
        definition: alone(task("big", { ResultSelector: { "size.$": "States.ArrayLength(States.Array($))" } })),
        tasks: { big: returning(text(limit)) },
        ends: { output: { size: 1 } },
      },
      {
        says: "and one byte are too much for a task's result",
        definition: alone(task("big")),
        tasks: { big: returning(text(limit + 1)) },
        ends: { error: "States.DataLimitExceeded", cause: tooLarge(lambda("big")) },
      },
      {
        says: "are counted in bytes of UTF-8",
        definition: alone(task("big")),
        tasks: { big: returning("é".repeat(limit / 2)) },
        ends: { error: "States.DataLimitExceeded", cause: tooLarge(lambda("big")) },
      },
      {
        says: "that a task's result exceeds can be caught",
        definition: catching(task("big")),
        tasks: { big: returning(text(limit + 1)) },
        ends: { states: ["S", "Caught"] },
      },
      {
        says: "that a state's output exceeds cannot be caught",
        definition: catching(task("half", { ResultPath: "$.more" })),
        input: { have: text(limit / 2) },
        tasks: { half: returning(text(limit / 2)) },
        ends: { error: "States.DataLimitExceeded", cause: tooLarge("S"), states: ["S"] },
      },
      {
        says: "are the most that one Assign gives to variables, all of them together",
        definition: alone(task("any", { Assign: { "a.$": "$", "b.$": "$" }, ResultPath: null })),
        tasks: { any: returning(text(limit / 2 + 1)) },
        ends: { error: "States.DataLimitExceeded", cause: tooLarge("S") },
      },
      {
        says: "may be assigned by each of two states",
        definition: inOrder({
          A: task("any", { Assign: { "a.$": "$" }, ResultPath: null }),
          B: task("any", { Assign: { "b.$": "$" }, ResultPath: null }),
        }),
        input: 1,
        tasks: { any: returning(text(limit)) },
        ends: { output: 1 },
      },
      {
        says: "are the most that a task is given",
        definition: alone(task("any", { Parameters: { "a.$": "$", "b.$": "$" } })),
        input: text(limit / 2),
        tasks: { any: returning(1) },
        ends: { error: "States.DataLimitExceeded", calls: 0 },
      },
      {
        says: "are the most that an execution is given",
        shownBy: ["executions.test.ts", "refuses an input that is %s"],
      },
    ],
  },
  {
    of: "25,000 events",
    documented: guide("service-quotas.html"),
    behaviours: [
      {
        says: "are the most of an execution: the last one is its failure",
        definition: forever,
        ends: {
          error: "States.Runtime",
          cause: historyFull,
          events: ["ExecutionStarted", ...Array.from({ length: 6249 }, () => round).flat(), ...pass, "ExecutionFailed"],
        },
      },
      {
        says: "end it inside a Parallel too, whoever would catch that",
        definition: catching({
          Type: "Parallel",
          Branches: [forever, inOrder({ Wait: { Type: "Wait", Seconds: 60 } })],
        }),
        ends: {
          error: "States.Runtime",
          cause: historyFull,
          eventCount: 25_000,
        },
      },
    ],
  },
];
