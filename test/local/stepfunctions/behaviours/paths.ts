import { alone } from "../../../support/asl.ts";
import { guide, type PlayedBehaviour, type Theme } from "./behaviour.ts";

const letters = ["a", "b", "c", "d"];
const books = [
  { title: "Emma", price: 8, tags: ["old"] },
  { title: "Ulysses", price: 12.5, tags: ["long", "old"] },
  { title: "Dune", price: 9, isbn: "1" },
];

function leading(path: string, input: unknown, value: unknown, says = "leads from"): PlayedBehaviour {
  return {
    says: `${path} ${says} ${JSON.stringify(input)} to ${JSON.stringify(value)}`,
    definition: alone({ Type: "Pass", Parameters: { "v.$": path } }),
    input,
    ends: { output: { v: value } },
  };
}

function filtering(filter: string, titles: string[]): PlayedBehaviour {
  const behaviour = leading(`$[${filter}].title`, books, titles);
  return { ...behaviour, says: `[${filter}] selects the books ${JSON.stringify(titles)}` };
}

/** Where paths lead. */
export const paths: readonly Theme[] = [
  {
    of: "the path",
    documented: guide("amazon-states-language-paths.html"),
    behaviours: [
      leading("$", { x: 1 }, { x: 1 }),
      leading("$.x", { x: 1 }, 1),
      leading("$['x']", { x: 1 }, 1),
      leading('$["x y"]', { "x y": 1 }, 1),
      leading("$['it\\'s']", { "it's": 1 }, 1),
      leading("$.with-dash", { "with-dash": 1 }, 1),
      leading("$[1]", letters, "b"),
      leading("$['a'][1]", { a: [1, 2, 3] }, 2),
      leading("$[-1]", letters, "d"),
      leading("$.list[0].x", { list: [{ x: 1 }] }, 1),
      leading("$[0,2]", letters, ["a", "c"]),
      leading("$['x','z']", { x: 1, y: 2, z: 3 }, { x: 1, z: 3 }),
      leading("$.x.['y z']", { x: { "y z": 1 } }, 1),
      leading("$[1:3]", letters, ["b", "c"]),
      leading("$[0:2]", letters, ["a", "b"]),
      leading("$[-2:]", letters, ["c", "d"]),
      leading("$[:2]", letters, ["a", "b"]),
      leading("$[::2]", letters, ["a", "c"]),
      leading("$[*]", letters, letters),
      leading("$.*", { x: 1, y: 2 }, [1, 2]),
      leading("$[*].x", [{ x: 1 }, { y: 2 }, { x: 3 }], [1, 3]),
      leading("$.a[*].b", { a: [{ b: 1 }] }, [1]),
      leading("$..x", [{ x: 1 }, { y: { x: 2 } }], [1, 2]),
      leading("$..[0]", { a: [1, 2], b: [3] }, [1, 3]),
    ],
  },
  {
    of: "the filter",
    documented: guide("amazon-states-language-paths.html"),
    behaviours: [
      filtering("?(@.price > 8.5)", ["Ulysses", "Dune"]),
      filtering("?(@.price <= 9)", ["Emma", "Dune"]),
      filtering("?(@.title == 'Emma')", ["Emma"]),
      filtering('?(@.title != "Emma")', ["Ulysses", "Dune"]),
      filtering("?(@.isbn)", ["Dune"]),
      filtering("?(!@.isbn)", ["Emma", "Ulysses"]),
      filtering("?(@.price < 10 && @.isbn)", ["Dune"]),
      filtering("?(@.price > 10 || @.isbn == '1')", ["Ulysses", "Dune"]),
      filtering("?((@.price > 10 || @.isbn) && @.price < 10)", ["Dune"]),
      filtering("?(@.title in ['Emma','Dune'])", ["Emma", "Dune"]),
      filtering("?(@.title =~ /.*u.*/)", ["Dune"]),
      filtering("?(@.title =~ /u.*/i)", ["Ulysses"]),
      filtering("?(@.tags[1] == 'old')", ["Ulysses"]),
      filtering("?(@.price > $[0].price)", ["Ulysses", "Dune"]),
      filtering("?(@.price == '9')", []),
      leading("$.a[?(@.b > 9)]", { a: [{ b: 1 }] }, []),
    ],
  },
  {
    of: "a path that may lead to many places",
    documented: guide("amazon-states-language-paths.html"),
    behaviours: ["$.items[*]", "$.items[1:]", "$.items[?(@.x)]", "$.items[1:].x", "$..nope"].map((path) =>
      leading(path, {}, [], "leads, for it leads nowhere, from"),
    ),
  },
];
