import { alone, inJsonata, inOrder, task } from "../../../support/asl.ts";
import { add } from "./answers.ts";
import { guide, type PlayedBehaviour, type Theme } from "./behaviour.ts";

const read = (Parameters: object) => ({ Type: "Pass", Parameters });

/** A Map or a Parallel of two states, the first of which assigns a variable. */
function inside(Type: "Map" | "Parallel") {
  const list = inOrder({
    Read: { ...read({ "seen.$": "$outer" }), Assign: { inner: "mine" } },
    Again: read({ "seen.$": "$.seen", "inner.$": "$inner" }),
  });
  return { Type, ...(Type === "Map" ? { ItemProcessor: list } : { Branches: [list] }) };
}

const set = { Type: "Pass", Result: [1], Assign: { outer: 7 } };

function scoping(Type: "Map" | "Parallel"): PlayedBehaviour[] {
  return [
    {
      says: `are seen inside a ${Type}`,
      definition: inOrder({ Set: set, Both: inside(Type) }),
      ends: { output: [{ seen: 7, inner: "mine" }] },
    },
    {
      says: `that are assigned inside a ${Type} are not seen outside`,
      definition: inOrder({ Set: set, Both: inside(Type), Look: read({ "x.$": "$inner" }) }),
      ends: { error: "States.Runtime" },
    },
  ];
}

/** What states remember by `Assign`. */
export const variables: readonly Theme[] = [
  {
    of: "variables",
    documented: guide("workflow-variables.html"),
    behaviours: [
      {
        says: "are assigned literals, paths and functions, and read by name",
        definition: inOrder({
          Set: { Type: "Pass", Assign: { "x.$": "$.a", k: "lit", "list.$": "States.Array($.a, 2)" } },
          Read: read({ "x.$": "$x", "k.$": "$k", "f.$": "States.Format('{}!', $k)", "second.$": "$list[1]" }),
        }),
        input: { a: 4 },
        ends: { output: { x: 4, k: "lit", f: "lit!", second: 2 } },
      },
      {
        says: "of a task are made of its result, whatever ResultPath does with that",
        definition: inOrder({
          Add: task("add", { Assign: { "s.$": "$.sum" }, ResultPath: null }),
          Read: read({ "s.$": "$s", "a.$": "$.a" }),
        }),
        input: { a: 1, b: 2 },
        tasks: { add },
        ends: { output: { s: 3, a: 1 } },
      },
      {
        says: "count loops",
        definition: inOrder({
          Init: { Type: "Pass", Assign: { n: 0 } },
          "Enough?": {
            Type: "Choice",
            Choices: [{ Variable: "$n", NumericGreaterThanEquals: 3, Next: "Done" }],
            Default: "Count",
          },
          Count: { Type: "Pass", Assign: { "n.$": "States.MathAdd($n, 1)" }, Next: "Enough?" },
          Done: read({ "n.$": "$n" }),
        }),
        ends: { output: { n: 3 } },
      },
      {
        says: "have their old values throughout the state that assigns them",
        definition: inOrder({
          Set: { Type: "Pass", Assign: { answer: 42 } },
          Change: {
            Type: "Pass",
            InputPath: "$answer",
            ResultPath: "$.x",
            OutputPath: "$answer",
            Assign: { answer: "changed" },
          },
          Read: read({ "before.$": "$", "after.$": "$answer" }),
        }),
        ends: { output: { before: 42, after: "changed" } },
      },
      {
        says: "may be null",
        definition: inOrder({ Set: { Type: "Pass", Assign: { x: null } }, Read: read({ "x.$": "$x" }) }),
        ends: { output: { x: null } },
      },
      {
        says: "that nobody assigned end the execution",
        definition: alone(read({ "x.$": "$nobody" })),
        ends: { error: "States.Runtime" },
      },
      ...scoping("Map"),
      ...scoping("Parallel"),
      {
        says: "are the same for states in JSONPath and in JSONata",
        definition: inOrder({
          Set: { Type: "Pass", Assign: { x: 1 } },
          Double: { Type: "Pass", ...inJsonata, Assign: { y: "{% $x * 2 %}" }, Output: "{% $states.input %}" },
          Read: read({ "y.$": "$y" }),
        }),
        ends: { output: { y: 2 } },
      },
    ],
  },
  {
    of: "a Choice",
    documented: guide("workflow-variables.html"),
    behaviours: ["x", "y"].map((value) => ({
      says: value === "x" ? "assigns the variables of the rule that holds" : "assigns its own when no rule holds",
      definition: inOrder({
        S: {
          Type: "Choice",
          Choices: [{ Variable: "$.a", StringEquals: "x", Assign: { who: "rule" }, Next: "Tell" }],
          Default: "Tell",
          Assign: { who: "default" },
        },
        Tell: read({ "who.$": "$who" }),
      }),
      input: { a: value },
      ends: { output: { who: value === "x" ? "rule" : "default" } },
    })),
  },
  {
    of: "variables in JSONata",
    documented: guide("workflow-variables.html"),
    behaviours: [
      {
        says: "are assigned by any state, and read as $name",
        definition: inOrder(
          {
            Count: { Type: "Pass", Assign: { n: "{% $count($states.input.l) %}" } },
            "Many?": {
              Type: "Choice",
              Choices: [{ Condition: "{% $n > 2 %}", Next: "Yes", Assign: { twice: "{% $n * 2 %}" } }],
              Default: "No",
            },
            Yes: { Type: "Wait", Seconds: "{% $n %}", Assign: { waited: true }, Next: "Tell" },
            Tell: { Type: "Succeed", Output: { twice: "{% $twice %}", waited: "{% $waited %}" } },
            No: { Type: "Fail" },
          },
          inJsonata,
        ),
        input: { l: [1, 2, 3] },
        ends: { output: { twice: 6, waited: true }, seconds: 3 },
      },
      {
        says: "do not change by what is made of them",
        definition: inOrder(
          {
            Set: { Type: "Pass", Assign: { list: [1, 2] } },
            Change: { Type: "Pass", Assign: { longer: "{% $append($list, 3) %}" } },
            Tell: { Type: "Pass", Output: { list: "{% $list %}", longer: "{% $longer %}" } },
          },
          inJsonata,
        ),
        ends: { output: { list: [1, 2], longer: [1, 2, 3] } },
      },
    ],
  },
];
