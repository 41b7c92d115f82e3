import { alone, catching, inOrder, task } from "../../../support/asl.ts";
import { echo, returning } from "./answers.ts";
import { guide, type Theme } from "./behaviour.ts";

const pass = (fields: object) => alone({ Type: "Pass", ...fields });
const tasks = { echo, five: returning(5) };
const why = (message: string) =>
  `An error occurred while executing the state 'S' (entered at the event id #2). ${message}`;

/** How input and output go through a state in JSONPath. */
export const dataFlow: readonly Theme[] = [
  {
    of: "a Pass",
    documented: guide("state-pass.html"),
    behaviours: [
      { says: "passes its input on", definition: pass({}), input: { a: 1 }, ends: { output: { a: 1 } } },
      {
        says: "passes a Result on",
        definition: pass({ Result: { x: 1 } }),
        input: { a: 1 },
        ends: { output: { x: 1 } },
      },
      { says: "passes a Result of false on", definition: pass({ Result: false }), ends: { output: false } },
      {
        says: "leaves a Result's own .$ keys alone",
        definition: pass({ Result: { "v.$": "$.x" } }),
        input: { x: 1 },
        ends: { output: { "v.$": "$.x" } },
      },
      {
        says: "puts its result where ResultPath says",
        definition: pass({ Result: { x: 1 }, ResultPath: "$.r" }),
        input: { a: 1 },
        ends: { output: { a: 1, r: { x: 1 } } },
      },
    ],
  },
  {
    of: "ResultPath",
    documented: guide("input-output-resultpath.html"),
    behaviours: [
      {
        says: "makes the objects that are missing on its way",
        definition: pass({ Result: 5, ResultPath: "$.a.b.c" }),
        input: { z: 1 },
        ends: { output: { z: 1, a: { b: { c: 5 } } } },
      },
      {
        says: "drops the result when it is null",
        definition: alone(task("five", { ResultPath: null })),
        input: { a: 1 },
        tasks,
        ends: { output: { a: 1 } },
      },
      {
        says: "puts the result into the raw input, not into what InputPath selects",
        definition: pass({ InputPath: "$.a", Result: 1, ResultPath: "$.r" }),
        input: { a: 2 },
        ends: { output: { a: 2, r: 1 } },
      },
      {
        says: "fails by its own name when it leads through a text",
        definition: pass({ Result: 1, ResultPath: "$.a.b" }),
        input: { a: "text" },
        ends: { error: "States.ResultPathMatchFailure" },
      },
    ],
  },
  {
    of: "InputPath and OutputPath",
    documented: guide("concepts-input-output-filtering.html"),
    behaviours: [
      {
        says: "select what a state works on, and what it hands on",
        definition: pass({ InputPath: "$.a", OutputPath: "$.b" }),
        input: { a: { b: [1, 2] } },
        ends: { output: [1, 2] },
      },
      {
        says: "give the state an empty object when InputPath is null",
        definition: pass({ InputPath: null }),
        input: { a: 1 },
        ends: { output: {} },
      },
      {
        says: "hand an empty object on when OutputPath is null",
        definition: pass({ OutputPath: null }),
        input: { a: 1 },
        ends: { output: {} },
      },
      {
        says: "end the execution when InputPath leads nowhere",
        definition: pass({ InputPath: "$.no.such" }),
        ends: {
          error: "States.Runtime",
          cause: why("Invalid path '$.no.such' : No results for path: $['no']['such']"),
        },
      },
      {
        says: "end the execution when OutputPath leads nowhere",
        definition: pass({ OutputPath: "$.nope" }),
        ends: { error: "States.Runtime", cause: why("Invalid path '$.nope' : No results for path: $['nope']") },
      },
    ],
  },
  {
    of: "a payload template",
    documented: guide("input-output-inputpath-params.html"),
    behaviours: [
      {
        says: "is filled however deep it is",
        definition: pass({ Parameters: { list: [{ "v.$": "$.x" }, "lit"], deep: { o: { "p.$": "$.y.z" } } } }),
        input: { x: 1, y: { z: 2 } },
        ends: { output: { list: [{ v: 1 }, "lit"], deep: { o: { p: 2 } } } },
      },
      {
        says: "leaves texts that look like paths alone",
        definition: pass({ Parameters: { v: "$.x" } }),
        input: { x: 1 },
        ends: { output: { v: "$.x" } },
      },
      {
        says: "keeps null",
        definition: pass({ Parameters: { "v.$": "$.n" } }),
        input: { n: null },
        ends: { output: { v: null } },
      },
      {
        says: "in ResultSelector shapes a task's result before ResultPath",
        definition: alone(task("echo", { ResultSelector: { "y.$": "$.x", s: "k" }, ResultPath: "$.out" })),
        input: { x: 7 },
        tasks,
        ends: { output: { x: 7, out: { y: 7, s: "k" } } },
      },
      {
        says: "ends the execution when a path of it leads nowhere",
        definition: pass({ Parameters: { "v.$": "$.nope" } }),
        ends: {
          error: "States.Runtime",
          cause: why("The JSONPath '$.nope' specified for the field 'v.$' could not be found in the input '{}'"),
        },
      },
    ],
  },
  {
    of: "a path that leads nowhere",
    documented: guide("concepts-error-handling.html"),
    behaviours: [
      {
        says: "is caught by nobody, for it is States.Runtime",
        definition: catching(task("echo", { InputPath: "$.nope" })),
        tasks,
        ends: { error: "States.Runtime", states: ["S"], calls: 0 },
      },
    ],
  },
  {
    of: "a query language",
    documented: guide("transforming-data.html"),
    behaviours: [
      {
        says: "may be another for one state",
        definition: inOrder({
          A: { Type: "Pass", Parameters: { "x.$": "$.a" } },
          B: { Type: "Pass", QueryLanguage: "JSONata", Output: "{% $states.input.x %}" },
        }),
        input: { a: 3 },
        ends: { output: 3 },
      },
    ],
  },
];
