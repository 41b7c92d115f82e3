import { inJsonata, inOrder } from "../../../support/asl.ts";
import { type Ending, guide, type PlayedBehaviour, type Theme } from "./behaviour.ts";

const a = { Variable: "$.a" };

/** A Choice S with one rule, which leads to Yes; otherwise to No. */
function choosing(rule: object, fields: object = {}, machine: object = {}) {
  const Choices = [{ ...rule, Next: "Yes" }];
  return inOrder(
    { S: { Type: "Choice", Choices, Default: "No", ...fields }, Yes: { Type: "Succeed" }, No: { Type: "Succeed" } },
    { ...machine },
  );
}

function judging(rule: object, input: unknown, holds: boolean): PlayedBehaviour {
  return {
    says: `${JSON.stringify(rule)} of ${JSON.stringify(input)} ${holds ? "holds" : "does not hold"}`,
    definition: choosing(rule),
    input,
    ends: { states: ["S", holds ? "Yes" : "No"] },
  };
}

function comparing(comparison: object, value: unknown, holds: boolean): PlayedBehaviour {
  return {
    ...judging({ ...a, ...comparison }, { a: value }, holds),
    says: `${JSON.stringify(comparison)} of ${JSON.stringify(value)} ${holds ? "holds" : "does not hold"}`,
  };
}

const inLanguage = (says: string, rule: object, n: number, ends: Ending): PlayedBehaviour => ({
  says,
  definition: choosing(rule, { Output: "{% 'small' %}" }, inJsonata),
  input: { n },
  ends,
});
const large = { Condition: "{% $states.input.n > 2 %}", Output: "{% 'large' %}" };

/** Which way a Choice goes. */
export const choices: readonly Theme[] = [
  {
    of: "the comparison",
    documented: guide("state-choice.html"),
    behaviours: [
      comparing({ StringEquals: "x" }, "x", true),
      comparing({ StringEquals: "x" }, "y", false),
      comparing({ StringLessThan: "b" }, "a", true),
      comparing({ StringLessThanEquals: "b" }, "b", true),
      comparing({ StringGreaterThan: "b" }, "c", true),
      comparing({ StringGreaterThanEquals: "b" }, "a", false),
      comparing({ StringMatches: "log-*.txt" }, "log-1.txt", true),
      comparing({ StringMatches: "log-*.txt" }, "log-1.txt.gz", false),
      comparing({ StringMatches: "log-*.t\\*t" }, "log-12.t*t", true),
      comparing({ StringMatches: "log-*.t\\*t" }, "log-12.txt", false),
      comparing({ StringMatches: "what?" }, "what!", false),
      comparing({ NumericEquals: 1 }, 1, true),
      comparing({ NumericEquals: 1 }, "1", false),
      comparing({ NumericLessThan: 1 }, 0.5, true),
      comparing({ NumericLessThanEquals: 1 }, 1, true),
      comparing({ NumericGreaterThan: 1 }, 1, false),
      comparing({ NumericGreaterThanEquals: 1 }, 1, true),
      comparing({ BooleanEquals: true }, true, true),
      comparing({ BooleanEquals: false }, true, false),
      comparing({ TimestampEquals: "2026-01-01T00:00:00Z" }, "2026-01-01T01:00:00+01:00", true),
      comparing({ TimestampLessThan: "2030-01-01T00:00:00Z" }, "2029-12-31T23:59:59Z", true),
      comparing({ TimestampLessThanEquals: "2026-01-01T00:00:00Z" }, "2026-01-01T00:00:00.001Z", false),
      comparing({ TimestampGreaterThan: "2026-01-01T00:00:00Z" }, "2026-01-02T00:00:00Z", true),
      comparing({ TimestampGreaterThanEquals: "2026-01-01T00:00:00Z" }, "yesterday", false),
      comparing({ IsNull: true }, null, true),
      comparing({ IsNull: false }, 1, true),
      comparing({ IsPresent: true }, null, true),
      comparing({ IsNumeric: true }, 1, true),
      comparing({ IsNumeric: true }, "1", false),
      comparing({ IsString: true }, "1", true),
      comparing({ IsBoolean: true }, false, true),
      comparing({ IsTimestamp: true }, "2026-01-01T00:00:00Z", true),
      comparing({ IsTimestamp: true }, "2026-01-01", false),
    ],
  },
  {
    of: "the rule",
    documented: guide("state-choice.html"),
    behaviours: [
      judging({ ...a, StringEqualsPath: "$.b" }, { a: "x", b: "x" }, true),
      judging({ ...a, NumericGreaterThanPath: "$.b" }, { a: 2, b: 1 }, true),
      judging({ ...a, BooleanEqualsPath: "$.b" }, { a: true, b: false }, false),
      judging({ ...a, TimestampLessThanPath: "$.b" }, { a: "2026-01-01T00:00:00Z", b: "2026-01-02T00:00:00Z" }, true),
      judging({ Variable: "$$.State.Name", StringEquals: "S" }, {}, true),
      judging({ And: [a, a].map((it, n) => ({ ...it, NumericGreaterThan: n })) }, { a: 3 }, true),
      judging(
        {
          And: [
            { ...a, IsPresent: true },
            { ...a, NumericEquals: 3 },
          ],
        },
        {},
        false,
      ),
      judging(
        {
          Or: [
            { ...a, NumericLessThan: 0 },
            { ...a, IsNumeric: true },
          ],
        },
        { a: 3 },
        true,
      ),
      judging({ Not: { ...a, IsPresent: true } }, {}, true),
      judging(
        {
          Not: {
            Or: [
              { ...a, NumericEquals: 3 },
              { ...a, NumericEquals: 4 },
            ],
          },
        },
        { a: 4 },
        false,
      ),
      judging(
        {
          And: [
            { ...a, IsPresent: true },
            { Not: { Variable: "$.b", IsPresent: true } },
            {
              Or: [
                { ...a, NumericLessThan: 0 },
                { ...a, IsNumeric: true },
              ],
            },
          ],
        },
        { a: 3 },
        true,
      ),
    ],
  },
  {
    of: "a Choice",
    documented: guide("state-choice.html"),
    behaviours: [
      {
        says: "goes the way of the first rule that holds",
        definition: inOrder({
          S: {
            Type: "Choice",
            Choices: [1, 2, 2].map((NumericEquals, n) => ({ ...a, NumericEquals, Next: `R${n}` })),
          },
          R0: { Type: "Succeed" },
          R1: { Type: "Succeed" },
          R2: { Type: "Succeed" },
        }),
        input: { a: 2 },
        ends: { states: ["S", "R1"] },
      },
      {
        says: "without a Default fails with States.NoChoiceMatched when no rule holds",
        definition: inOrder({
          S: { Type: "Choice", Choices: [{ ...a, StringEquals: "x", Next: "Yes" }] },
          Yes: { Type: "Succeed" },
        }),
        input: { a: "q" },
        ends: { error: "States.NoChoiceMatched", states: ["S"] },
      },
      {
        says: "ends the execution with States.Runtime when its rule looks at what is not there",
        definition: choosing({ ...a, StringEquals: "x" }),
        ends: {
          error: "States.Runtime",
          cause: /Invalid path '\$\.a': The choice state's condition path references an invalid value\./,
        },
      },
      inLanguage("in JSONata asks its Condition, and makes the output of the rule that holds", large, 3, {
        output: "large",
        states: ["S", "Yes"],
      }),
      inLanguage("in JSONata makes its own output when no rule holds", large, 1, {
        output: "small",
        states: ["S", "No"],
      }),
      inLanguage("in JSONata takes no Condition that is neither true nor false", { Condition: "{% 3 %}" }, 1, {
        error: "States.QueryEvaluationError",
        cause: /Expected 'boolean', but was 'number' for value: 3/,
      }),
    ],
  },
];
