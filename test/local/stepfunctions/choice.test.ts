import { describe, expect, it } from "vitest";
import { playMachine } from "../../support/state-machine.ts";

function choosing(rule: object, fields: object = {}) {
  return {
    StartAt: "S",
    States: {
      S: { Type: "Choice", Choices: [{ ...rule, Next: "Yes" }], Default: "No", ...fields },
      Yes: { Type: "Succeed" },
      No: { Type: "Succeed" },
    },
  };
}

async function holds(rule: object, input: unknown): Promise<boolean> {
  const { states } = await playMachine({ definition: choosing(rule), input });
  return states.at(-1) === "Yes";
}

const a = { Variable: "$.a" };

describe("a choice rule", () => {
  it.each([
    [{ StringEquals: "x" }, "x", true],
    [{ StringEquals: "x" }, "y", false],
    [{ StringLessThan: "b" }, "a", true],
    [{ StringLessThanEquals: "b" }, "b", true],
    [{ StringGreaterThan: "b" }, "c", true],
    [{ StringGreaterThanEquals: "b" }, "a", false],
    [{ StringMatches: "log-*.txt" }, "log-1.txt", true],
    [{ StringMatches: "log-*.txt" }, "log-1.txt.gz", false],
    [{ StringMatches: "log-*.t\\*t" }, "log-12.t*t", true],
    [{ StringMatches: "log-*.t\\*t" }, "log-12.txt", false],
    [{ StringMatches: "what?" }, "what!", false],
    [{ NumericEquals: 1 }, 1, true],
    [{ NumericEquals: 1 }, "1", false],
    [{ NumericLessThan: 1 }, 0.5, true],
    [{ NumericLessThanEquals: 1 }, 1, true],
    [{ NumericGreaterThan: 1 }, 1, false],
    [{ NumericGreaterThanEquals: 1 }, 1, true],
    [{ BooleanEquals: true }, true, true],
    [{ BooleanEquals: false }, true, false],
    [{ TimestampEquals: "2026-01-01T00:00:00Z" }, "2026-01-01T01:00:00+01:00", true],
    [{ TimestampLessThan: "2030-01-01T00:00:00Z" }, "2029-12-31T23:59:59Z", true],
    [{ TimestampLessThanEquals: "2026-01-01T00:00:00Z" }, "2026-01-01T00:00:00.001Z", false],
    [{ TimestampGreaterThan: "2026-01-01T00:00:00Z" }, "2026-01-02T00:00:00Z", true],
    [{ TimestampGreaterThanEquals: "2026-01-01T00:00:00Z" }, "yesterday", false],
    [{ IsNull: true }, null, true],
    [{ IsNull: false }, 1, true],
    [{ IsPresent: true }, null, true],
    [{ IsNumeric: true }, 1, true],
    [{ IsNumeric: true }, "1", false],
    [{ IsString: true }, "1", true],
    [{ IsBoolean: true }, false, true],
    [{ IsTimestamp: true }, "2026-01-01T00:00:00Z", true],
    [{ IsTimestamp: true }, "2026-01-01", false],
  ])("%j of %j: %s", async (comparison, value, expected) => {
    expect(await holds({ ...a, ...comparison }, { a: value })).toBe(expected);
  });

  it.each([
    [{ StringEqualsPath: "$.b" }, { a: "x", b: "x" }, true],
    [{ NumericGreaterThanPath: "$.b" }, { a: 2, b: 1 }, true],
    [{ BooleanEqualsPath: "$.b" }, { a: true, b: false }, false],
    [{ TimestampLessThanPath: "$.b" }, { a: "2026-01-01T00:00:00Z", b: "2026-01-02T00:00:00Z" }, true],
  ])("%j compares with what another path leads to", async (comparison, input, expected) => {
    expect(await holds({ ...a, ...comparison }, input)).toBe(expected);
  });

  it.each([
    [
      {
        And: [
          { ...a, IsPresent: true },
          { ...a, NumericEquals: 3 },
        ],
      },
      { a: 3 },
      true,
    ],
    [
      {
        And: [
          { ...a, IsPresent: true },
          { ...a, NumericEquals: 3 },
        ],
      },
      {},
      false,
    ],
    [
      {
        Or: [
          { ...a, NumericLessThan: 0 },
          { ...a, IsNumeric: true },
        ],
      },
      { a: 3 },
      true,
    ],
    [{ Not: { ...a, IsPresent: true } }, {}, true],
    [
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
    ],
  ])("%j of %j: %s", async (rule, input, expected) => {
    expect(await holds(rule, input)).toBe(expected);
  });

  it("may look at the context object", async () => {
    expect(await holds({ Variable: "$$.State.Name", StringEquals: "S" }, {})).toBe(true);
  });

  it("that looks at what is not there ends the execution with States.Runtime", async () => {
    expect(await playMachine({ definition: choosing({ ...a, StringEquals: "x" }) })).toMatchObject({
      error: "States.Runtime",
      cause: expect.stringContaining(
        "Invalid path '$.a': The choice state's condition path references an invalid value.",
      ),
    });
  });
});

describe("a Choice", () => {
  it("goes the way of the first rule that holds", async () => {
    const rules = [1, 2, 2].map((NumericEquals, index) => ({ ...a, NumericEquals, Next: `R${index}` }));
    const ends = Object.fromEntries(rules.map(({ Next }) => [Next, { Type: "Succeed" }]));
    const definition = { StartAt: "S", States: { S: { Type: "Choice", Choices: rules }, ...ends } };
    expect((await playMachine({ definition, input: { a: 2 } })).states).toEqual(["S", "R1"]);
  });

  it("without a Default fails with States.NoChoiceMatched when no rule holds", async () => {
    const { Default, ...rest } = choosing({ ...a, StringEquals: "x" }).States.S;
    const definition = { ...choosing({}), States: { ...choosing({}).States, S: rest } };
    expect(Default).toBe("No");
    expect(await playMachine({ definition, input: { a: "q" } })).toMatchObject({
      status: "FAILED",
      error: "States.NoChoiceMatched",
    });
  });

  it.each([
    ["the rule that holds", "x", { who: "rule" }],
    ["the state itself when none holds", "y", { who: "default", seen: "y" }],
  ])("assigns the variables of %s", async (_words, value, output) => {
    const definition = choosing(
      { ...a, StringEquals: "x", Assign: { who: "rule" } },
      { Assign: { who: "default", "seen.$": "$.a" } },
    );
    const look = { Type: "Pass", End: true };
    const States = {
      ...definition.States,
      Yes: { ...look, Parameters: { "who.$": "$who" } },
      No: { ...look, Parameters: { "who.$": "$who", "seen.$": "$seen" } },
    };
    expect((await playMachine({ definition: { ...definition, States }, input: { a: value } })).output).toEqual(output);
  });

  it.each([
    ["true", "{% $states.input.n > 2 %}", "Yes"],
    ["false", "{% $states.input.n > 5 %}", "No"],
  ])("in JSONata asks its Condition, and goes on when that is %s", async (_words, Condition, last) => {
    const definition = { QueryLanguage: "JSONata", ...choosing({ Condition }) };
    expect((await playMachine({ definition, input: { n: 3 } })).states.at(-1)).toBe(last);
  });

  it("in JSONata makes the output of the rule that holds, or its own", async () => {
    const rule = { Condition: "{% $states.input.n > 2 %}", Output: "{% 'large' %}" };
    const definition = { QueryLanguage: "JSONata", ...choosing(rule, { Output: "{% 'small' %}" }) };
    expect((await playMachine({ definition, input: { n: 3 } })).output).toBe("large");
    expect((await playMachine({ definition, input: { n: 1 } })).output).toBe("small");
  });

  it("in JSONata takes no Condition that is neither true nor false", async () => {
    const definition = { QueryLanguage: "JSONata", ...choosing({ Condition: "{% $states.input.n %}" }) };
    expect(await playMachine({ definition, input: { n: 3 } })).toMatchObject({
      error: "States.QueryEvaluationError",
      cause: expect.stringContaining("Expected 'boolean', but was 'number' for value: 3"),
    });
  });
});
