import { describe, expect, it } from "vitest";
import { alone, catching, task } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

const play = (expression: string, input: unknown) =>
  playMachine({ definition: alone({ Type: "Pass", Parameters: { "v.$": expression } }), input });

async function evaluated(expression: string, input: unknown = {}): Promise<unknown> {
  const { output } = await play(expression, input);
  return (output as { v: unknown } | undefined)?.v;
}

describe("an intrinsic function", () => {
  it.each([
    ["States.Format('a {} b {}', $.x, $.y)", { x: 1, y: "z" }, "a 1 b z"],
    ["States.Format('{}', $.x)", { x: { a: [1] } }, '{"a":[1]}'],
    ["States.Format('\\{\\} \\'q\\' {}', 1)", {}, "{} 'q' 1"],
    ["States.Format($.template, 1)", { template: "no {}" }, "no 1"],
    ["States.Array('a', 1, $.x, null, true)", { x: { q: 1 } }, ["a", 1, { q: 1 }, null, true]],
    ["States.Array()", {}, []],
    ["States.ArrayPartition($.x, 2)", { x: [1, 2, 3] }, [[1, 2], [3]]],
    ["States.ArrayContains($.x, 2)", { x: [1, 2, 3] }, true],
    ["States.ArrayContains($.x, $.y)", { x: [{ a: 1, b: 2 }], y: { b: 2, a: 1 } }, true],
    ["States.ArrayRange(1, 9, 2)", {}, [1, 3, 5, 7, 9]],
    ["States.ArrayRange(3, 1, -1)", {}, [3, 2, 1]],
    ["States.ArrayGetItem($.x, 1)", { x: [1, null, 3] }, null],
    ["States.ArrayLength($.x)", { x: [1, 2, 3] }, 3],
    ["States.ArrayUnique($.x)", { x: [1, 2, 2, { a: 1 }, { a: 1 }] }, [1, 2, { a: 1 }]],
    ["States.Base64Encode($.x)", { x: "hello" }, "aGVsbG8="],
    ["States.Base64Decode('aGVsbG8=')", {}, "hello"],
    ["States.Hash('hello', 'MD5')", {}, "5d41402abc4b2a76b9719d911017c592"],
    ["States.Hash($.x, 'SHA-256')", { x: "hello" }, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"],
    ["States.JsonMerge($.a, $.b, false)", { a: { p: 1, r: { x: 1 } }, b: { r: { y: 1 } } }, { p: 1, r: { y: 1 } }],
    ["States.JsonToString($.x)", { x: { a: [1, "b"] } }, '{"a":[1,"b"]}'],
    ["States.StringToJson($.x)", { x: '{"a":1}' }, { a: 1 }],
    ['States.StringToJson(\'{"a": "b, c"}\')', {}, { a: "b, c" }],
    ["States.MathAdd($.x, -1)", { x: 111 }, 110],
    ["States.MathRandom(7, 8)", {}, 7],
    ["States.StringSplit($.x, '.+')", { x: "This.is+a.test" }, ["This", "is", "a", "test"]],
    ["States.StringSplit('1,2,,3', ',')", {}, ["1", "2", "3"]],
    ["States.Format('{}-{}', States.ArrayGetItem(States.StringSplit($.k, '/'), 1), $.n)", { k: "a/b", n: 1 }, "b-1"],
    ["States.Format('{}', $$.State.Name)", {}, "S"],
  ])("%s of %j is %j", async (expression, input, value) => {
    expect(await evaluated(expression, input)).toEqual(value);
  });

  it("UUID makes another version 4 UUID each time", async () => {
    const [one, other] = await Promise.all([evaluated("States.UUID()"), evaluated("States.UUID()")]);
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(one).not.toBe(other);
  });

  it("MathRandom stays within its bounds, and repeats itself for the same seed", async () => {
    const seeded = "States.MathRandom(1, 1000, 42)";
    expect(await evaluated(seeded)).toBe(await evaluated(seeded));
    for (let time = 0; time < 20; time++) {
      const value = await evaluated("States.MathRandom(1, 3)");
      expect([1, 2]).toContain(value);
    }
  });

  it.each([
    ["States.ArrayGetItem($.x, 5)", { x: [1] }],
    ["States.ArrayLength($.x)", { x: "text" }],
    ["States.ArrayRange(1, 5000, 1)", {}],
    ["States.ArrayRange(1, 5, 0)", {}],
    ["States.Format('{} {}', 1)", {}],
    ["States.Hash('x', 'SHA-3')", {}],
    ["States.JsonMerge($.x, $.x, true)", { x: {} }],
    ["States.StringToJson('not json')", {}],
  ])("%s fails with States.IntrinsicFailure", async (expression, input) => {
    expect(await play(expression, input)).toMatchObject({ status: "FAILED", error: "States.IntrinsicFailure" });
  });

  it("whose failure is caught tells which it was", async () => {
    const definition = catching(task("any", { Parameters: { "v.$": "States.ArrayGetItem($.x, 5)" } }));
    expect(await playMachine({ definition, input: { x: [1] } })).toMatchObject({
      output: { Error: "States.IntrinsicFailure", Cause: expect.stringContaining("States.ArrayGetItem") },
    });
  });
});
