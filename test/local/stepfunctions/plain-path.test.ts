import compile from "jsonata";
import { describe, expect, it } from "vitest";
import type { Json } from "../../../local/stepfunctions/json.ts";
import { followPlainPath } from "../../../local/stepfunctions/jsonata/plain-path.ts";

const bindings = {
  states: {
    input: {
      a: { b: [1, 2] },
      one: [1],
      none: [],
      nothing: null,
      no: false,
      zero: 0,
      text: "",
      in: 1,
      list: [{ x: 1 }],
    },
  },
  list: [{ x: 1 }, { x: 2 }],
  o: { constructor: "mine" },
} satisfies Record<string, Json>;

describe("a plain path", () => {
  it.each([
    "$states",
    "$states.input",
    "$states.input.a.b",
    "$states.input.one",
    "$states.input.none",
    "$states.input.nothing",
    "$states.input.no",
    "$states.input.zero",
    "$states.input.text",
    "$list",
    "$o.constructor",
  ])("%s leads where JSONata says", async (expression) => {
    const found = followPlainPath(expression, bindings);
    expect(found).toBeDefined();
    expect(found).toEqual(await compile(expression).evaluate(undefined, bindings));
  });

  it.each([
    ["leads nowhere", "$states.input.nope"],
    ["goes on from null", "$states.input.nothing.more"],
    ["goes on from a text", "$states.input.text.length"],
    ["leads through an array", "$list.x"],
    ["leads through a list of one", "$states.input.list.x"],
    ["names what every object has", "$o.toString"],
    ["names a function", "$sum"],
    ["has words of JSONata's own", "$states.input.in"],
    ["has more than names", "$states.input.a.b[0]"],
    ["computes", "$states.input.zero + 1"],
    ["has quoted names", '$states."input"'],
    ["asks for the document", "$.states"],
  ])("is none that %s: %s", (_words, expression) => {
    expect(followPlainPath(expression, bindings)).toBeUndefined();
  });
});
