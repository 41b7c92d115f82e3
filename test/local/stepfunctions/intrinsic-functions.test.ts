import { describe, expect, it } from "vitest";
import { parseIntrinsic } from "../../../local/stepfunctions/jsonpath/intrinsic-expression.ts";
import { alone } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

const play = (expression: string, input: unknown) =>
  playMachine({ definition: alone({ Type: "Pass", Parameters: { "v.$": expression } }), input });

async function evaluated(expression: string, input: unknown = {}): Promise<unknown> {
  return ((await play(expression, input)).output as { v: unknown } | undefined)?.v;
}

const longest = "a".repeat(10_000);

describe("an intrinsic function", () => {
  it("UUID makes another each time", async () => {
    expect(await evaluated("States.UUID()")).not.toBe(await evaluated("States.UUID()"));
  });

  it("MathRandom stays within its bounds, and repeats itself for the same seed", async () => {
    const seeded = "States.MathRandom(1, 1000, 42)";
    expect(await evaluated(seeded)).toBe(await evaluated(seeded));
    for (let time = 0; time < 20; time++) expect([1, 2]).toContain(await evaluated("States.MathRandom(1, 3)"));
  });

  it.each([
    ["States.Format('{}', $.x)", { x: { Arg1: 1, Arg2: [] } }, "{Arg1=1, Arg2=[]}"],
    ["States.Format('{}', $.x)", { x: [null, "a", { b: true }] }, "[null, a, {b=true}]"],
    ["States.Format('{}', $.x)", { x: null }, "null"],
    ["States.Format('{}', $.x)", { x: 1.1 }, "1.1"],
    ["States.StringToJson($.x)", { x: "" }, null],
    ["States.StringToJson($.x)", { x: " " }, null],
    ["States.StringToJson($.x)", { x: "-0" }, 0],
    ["States.MathAdd($.x, $.y)", { x: 1.49, y: 1.5 }, 3],
    ["States.MathAdd($.x, $.y)", { x: -1.49, y: -1.5 }, -2],
    ["States.ArrayPartition($.x, 2)", { x: [] }, []],
    ["States.ArrayRange(0, 10, 3)", {}, [0, 3, 6, 9]],
    ["States.ArrayContains($.x, $.y)", { x: [[1, 2, 3], 2], y: [1, 2, 3] }, true],
    ["States.ArrayContains($.x, $.y)", { x: [], y: null }, false],
    ["States.StringSplit($.x, '.+,=')", { x: "This.is+a,test=string" }, ["This", "is", "a", "test", "string"]],
  ])("answers as it is recorded on AWS: %s of %j is %j", async (expression, input, value) => {
    expect(await evaluated(expression, input)).toEqual(value);
  });

  it.each([
    ["a text to encode", "States.Base64Encode($.x)"],
    ["a text to decode", "States.Base64Decode($.x)"],
    ["a text to hash", "States.Hash($.x, 'MD5')"],
  ])("takes 10,000 characters as %s, and no more", async (_words, expression) => {
    expect(await play(expression, { x: longest })).toMatchObject({ status: "SUCCEEDED" });
    expect(await play(expression, { x: `${longest}a` })).toMatchObject({ error: "States.IntrinsicFailure" });
  });

  it.each([
    "States.MathRandom(5, 5)",
    "States.MathRandom(5, 4)",
    "States.ArrayPartition($.x, 0)",
    "States.MathAdd('1', 2)",
  ])("%s fails", async (expression) => {
    expect(await play(expression, { x: [1] })).toMatchObject({ error: "States.IntrinsicFailure" });
  });

  it("gives the widest range that numbers have a number of", async () => {
    expect(await evaluated("States.MathRandom($.x, $.y)", { x: -1e300, y: 1e300 })).toBeTypeOf("number");
    expect(await evaluated("States.ArrayRange(1, 1000, 1)")).toHaveLength(1000);
  });

  it.each([
    "States.UUID(1)",
    "States.ArrayLength()",
    "States.ArrayLength($.x, 1)",
    "States.MathRandom(1)",
    "States.Format()",
  ])("is not called with fewer or more arguments than it takes: %s", (expression) => {
    expect(() => parseIntrinsic(expression)).toThrow(/^Invalid number of arguments of States\.\w+: /);
  });
});
