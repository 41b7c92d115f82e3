import { describe, expect, it } from "vitest";
import { alone } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

async function evaluated(path: string, input: unknown): Promise<unknown> {
  const played = await playMachine({ definition: alone({ Type: "Pass", Parameters: { "v.$": path } }), input });
  return (played.output as { v: unknown } | undefined)?.v;
}

const letters = ["a", "b", "c", "d"];
const books = [
  { title: "Emma", price: 8, tags: ["old"] },
  { title: "Ulysses", price: 12.5, tags: ["long", "old"] },
  { title: "Dune", price: 9, isbn: "1" },
];

describe("a JSONPath", () => {
  it.each([
    ["$", { x: 1 }, { x: 1 }],
    ["$.x", { x: 1 }, 1],
    ["$['x']", { x: 1 }, 1],
    ['$["x y"]', { "x y": 1 }, 1],
    ["$['it\\'s']", { "it's": 1 }, 1],
    ["$.with-dash", { "with-dash": 1 }, 1],
    ["$[1]", letters, "b"],
    ["$[-1]", letters, "d"],
    ["$.list[0].x", { list: [{ x: 1 }] }, 1],
    ["$[0,2]", letters, ["a", "c"]],
    ["$['x','z']", { x: 1, y: 2, z: 3 }, [1, 3]],
    ["$[1:3]", letters, ["b", "c"]],
    ["$[-2:]", letters, ["c", "d"]],
    ["$[:2]", letters, ["a", "b"]],
    ["$[::2]", letters, ["a", "c"]],
    ["$[*]", letters, letters],
    ["$.*", { x: 1, y: 2 }, [1, 2]],
    ["$[*].x", [{ x: 1 }, { y: 2 }, { x: 3 }], [1, 3]],
    ["$..x", [{ x: 1 }, { y: { x: 2 } }], [1, 2]],
    ["$..[0]", { a: [1, 2], b: [3] }, [1, 3]],
  ])("%s of %j is %j", async (path, input, value) => {
    expect(await evaluated(path, input)).toEqual(value);
  });

  it.each([
    ["?(@.price > 8.5)", ["Ulysses", "Dune"]],
    ["?(@.price <= 9)", ["Emma", "Dune"]],
    ["?(@.title == 'Emma')", ["Emma"]],
    ['?(@.title != "Emma")', ["Ulysses", "Dune"]],
    ["?(@.isbn)", ["Dune"]],
    ["?(!@.isbn)", ["Emma", "Ulysses"]],
    ["?(@.price < 10 && @.isbn)", ["Dune"]],
    ["?(@.price > 10 || @.isbn == '1')", ["Ulysses", "Dune"]],
    ["?((@.price > 10 || @.isbn) && @.price < 10)", ["Dune"]],
    ["?(@.title in ['Emma','Dune'])", ["Emma", "Dune"]],
    ["?(@.title =~ /.*u.*/)", ["Dune"]],
    ["?(@.title =~ /u.*/i)", ["Ulysses"]],
    ["?(@.tags[1] == 'old')", ["Ulysses"]],
    ["?(@.price > $[0].price)", ["Ulysses", "Dune"]],
    ["?(@.price == '9')", []],
  ])("with the filter [%s] selects %j", async (filter, titles) => {
    expect(await evaluated(`$[${filter}].title`, books)).toEqual(titles);
  });

  it.each(["$.items[*]", "$.items[1:]", "$.items[?(@.x)]", "$.items[1:].x", "$..nope"])(
    "that may lead to many places, as %s does, gives an empty list when it leads to none",
    async (path) => {
      expect(await evaluated(path, {})).toEqual([]);
    },
  );

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
