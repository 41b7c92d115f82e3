import { alone, catching, inJsonata, inOrder, task } from "../../../support/asl.ts";
import { boom, counting, notThree } from "./answers.ts";
import { type Ending, guide, type PlayedBehaviour, type Theme } from "./behaviour.ts";

const pass = alone({ Type: "Pass" });
const map = (fields: object, machine: object = {}) => alone({ Type: "Map", ...fields }, { ...machine });
const oneToSix = [1, 2, 3, 4, 5, 6];

/** Each item takes a second and gives how many were at work at once. */
function atOnce(by: string, fields: object, input: unknown, output: number[], machine: object = {}): PlayedBehaviour {
  const definition = map({ ItemProcessor: alone(task("count")), ...fields }, machine);
  const ends = { output, seconds: output.length / Math.max(...output) };
  return {
    says: `works on ${Math.max(...output)} at once by ${by}`,
    definition,
    input,
    tasks: { count: counting },
    ends,
  };
}

function refusing(says: string, fields: object, input: unknown, cause: RegExp, machine: object = {}): PlayedBehaviour {
  const error = "QueryLanguage" in machine ? "States.QueryEvaluationError" : "States.Runtime";
  const ends: Ending = { error, cause };
  return { says, definition: map({ ItemProcessor: pass, ...fields }, machine), input, ends };
}

/** A list of states, played for each item. */
export const maps: readonly Theme[] = [
  {
    of: "a Map",
    documented: guide("state-map-inline.html"),
    behaviours: [
      {
        says: "plays its processor for each item and gives the outputs in their order",
        definition: map({
          ItemProcessor: inOrder({ Wait: { Type: "Wait", SecondsPath: "$" }, Done: { Type: "Pass" } }),
        }),
        input: [3, 1, 2],
        ends: { output: [3, 1, 2], seconds: 3 },
      },
      {
        says: "makes what each item starts with by ItemSelector",
        definition: map({
          ItemsPath: "$.items",
          ItemSelector: { "i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "k.$": "$.k" },
          ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, ...pass },
          ResultPath: "$.out",
        }),
        input: { items: ["a", "b"], k: 9 },
        ends: {
          output: {
            items: ["a", "b"],
            k: 9,
            out: [
              { i: 0, v: "a", k: 9 },
              { i: 1, v: "b", k: 9 },
            ],
          },
        },
      },
      {
        says: "goes by its older names, Iterator and Parameters, too",
        definition: map({ Parameters: { "v.$": "$$.Map.Item.Value" }, Iterator: pass }),
        input: ["a"],
        ends: { output: [{ v: "a" }] },
      },
      {
        says: "of no items gives an empty list",
        definition: map({ ItemProcessor: pass }),
        input: [],
        ends: { output: [] },
      },
      {
        says: "may be inside another",
        definition: map({ ItemProcessor: map({ ItemProcessor: pass }) }),
        input: [[1], [2, 3]],
        ends: { output: [[1], [2, 3]] },
      },
      atOnce("MaxConcurrency", { MaxConcurrency: 2 }, oneToSix, [1, 2, 2, 2, 2, 2]),
      atOnce(
        "MaxConcurrencyPath",
        { ItemsPath: "$.items", MaxConcurrencyPath: "$.most" },
        { items: oneToSix, most: 3 },
        [1, 2, 3, 3, 3, 3],
      ),
      atOnce(
        "MaxConcurrency in JSONata",
        { Items: "{% $states.input.items %}", MaxConcurrency: "{% 1 + 1 %}" },
        { items: oneToSix },
        [1, 2, 2, 2, 2, 2],
        inJsonata,
      ),
      atOnce("MaxConcurrency of 0", { MaxConcurrency: 0 }, oneToSix, oneToSix),
      atOnce("no MaxConcurrency", {}, oneToSix, oneToSix),
      { says: "works on at most 40 at once", shownBy: ["map.test.ts", "works on at most 40 at once"] },
      {
        says: "fails with the first item that fails",
        definition: catching(
          { Type: "Map", ItemsPath: "$.i", ItemProcessor: alone(task("notThree")) },
          { ErrorEquals: ["Three"] },
        ),
        input: { i: [1, 2, 3] },
        tasks: { notThree },
        ends: { output: { Error: "Three", Cause: /"errorType":"Three"/ } },
      },
      {
        says: "goes on when the item's own Catch takes the error",
        definition: map({ ItemProcessor: catching(task("boom"), { ResultPath: null }) }),
        input: [1, 3],
        tasks: { boom },
        ends: { output: [1, 3] },
      },
      {
        says: "starts no further items after one has failed",
        definition: map({ MaxConcurrency: 1, ItemProcessor: alone(task("notThree")) }),
        input: [1, 3, 1, 1],
        tasks: { notThree },
        ends: { error: "Three", states: ["S", "S", "S"], calls: 2 },
      },
      refusing("ends the execution when its items are a text", {}, "x", /Reference path "\$" must point to array\./),
      refusing("ends the execution when its items are an object", {}, {}, /Reference path "\$" must point to array\./),
      ...["two", 1.5, -1].map((most) =>
        refusing(
          `ends the execution when MaxConcurrencyPath leads to ${JSON.stringify(most)}`,
          { ItemsPath: "$.items", MaxConcurrencyPath: "$.most" },
          { items: [], most },
          /The MaxConcurrencyPath field refers to value .* which is not a valid integer: \$\.most/,
        ),
      ),
    ],
  },
  {
    of: "a Map in JSONata",
    documented: guide("state-map-inline.html"),
    behaviours: [
      {
        says: "takes its Items and fills its ItemSelector by expressions",
        definition: map(
          {
            Items: "{% [1..3] %}",
            ItemSelector: { v: "{% $states.context.Map.Item.Value %}", i: "{% $states.context.Map.Item.Index %}" },
            ItemProcessor: alone({ Type: "Pass", Output: "{% $states.input.v * 10 + $states.input.i %}" }),
          },
          inJsonata,
        ),
        ends: { output: [10, 21, 32] },
      },
      ...["x", true, 1, { foo: "bar" }, null].map((input) =>
        refusing(
          `fails when its input is ${JSON.stringify(input)} and no array`,
          {},
          input,
          new RegExp(`Map state input must be an array but was: ${JSON.stringify(input)}`),
          inJsonata,
        ),
      ),
      refusing(
        "fails when its Items are no array",
        { Items: "{% 'x' %}" },
        {},
        /Expected 'array', but was 'string' for value: "x"/,
        inJsonata,
      ),
    ],
  },
];
