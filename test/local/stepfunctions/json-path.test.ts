import { describe, expect, it } from "vitest";
import { alone } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

const leadsTo = async (path: string, input: unknown) => {
  const definition = alone({ Type: "Pass", Parameters: { "v.$": path } });
  return ((await playMachine({ definition, input })).output as { v: unknown } | undefined)?.v;
};

const deep = { b: 1, list: [{ b: 2 }, { b: 3, c: 4 }, [{ b: 5 }], 7] };

describe("a JSONPath", () => {
  it.each<[path: string, input: unknown, value: unknown, words: string]>([
    ["$['b','nope']", deep, { b: 1 }, "of several names makes an object of those that are there"],
    ["$.list[*]['b','c']", deep, [{ b: 2 }, { b: 3, c: 4 }], "of several names does so for each"],
    ["$..['b','c']", deep, [{ b: 3, c: 4 }], "of several names behind a descent takes what has them all"],
    ["$['x','y'].b", { x: { b: 1 }, y: { b: 2 } }, [1, 2], "goes on from each of several names"],
    ["$.list[?(@.b > 1)]", deep, [{ b: 2 }, { b: 3, c: 4 }], "asks the items of an array"],
    ["$[?(@.b == 1)].b", deep, [1], "asks an object itself"],
    ["$.x[?(@.b == 2)]", { x: { b: 1 } }, [], "asks an object itself"],
    ["$..[?(@.b > 1)].b", deep, [2, 3, 5], "asks each object once behind a descent"],
    ["$[?(@ > 1)]", [1, 2, 3], [], "asks no numbers: @ stands for objects"],
    ["$[?(@[0] > 1)]", [[1], [2]], [], "asks no arrays either"],
    ["$.a.['b c']", { a: { "b c": 1 } }, 1, "may have a dot before its bracket"],
  ])("%s of %j leads to %j: it %s", async (path, input, value) => {
    expect(await leadsTo(path, input)).toEqual(value);
  });

  it("of several names that lead into nothing fails", async () => {
    expect(await playMachine({ definition: alone({ Type: "Pass", InputPath: "$.x['a','b']" }) })).toMatchObject({
      error: "States.Runtime",
      cause: expect.stringContaining("No results for path: $['x']['a','b']"),
    });
  });

  it.each(["$.a.", "$.a[", "$.a[x]", "a.b", "$.a[?(@.b >)]", "$.a[?(]"])(
    "that cannot be read, as %s, fails",
    async (path) => {
      expect(await playMachine({ definition: alone({ Type: "Pass", InputPath: path }) })).toMatchObject({
        error: "States.Runtime",
        cause: expect.stringContaining("Invalid path"),
      });
    },
  );
});
