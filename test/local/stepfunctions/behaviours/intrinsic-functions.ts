import { alone, catching, task } from "../../../support/asl.ts";
import { echo } from "./answers.ts";
import { guide, type PlayedBehaviour, type Theme } from "./behaviour.ts";

const hello = { x: "hello" };
const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
const evaluating = (expression: string) => alone({ Type: "Pass", Parameters: { "v.$": expression } });

function giving(expression: string, input: unknown, value: unknown): PlayedBehaviour {
  return {
    says: `${expression} of ${JSON.stringify(input)} is ${value instanceof RegExp ? value : JSON.stringify(value)}`,
    definition: evaluating(expression),
    input,
    ends: { output: { v: value } },
  };
}

function refusing(expression: string, input: unknown): PlayedBehaviour {
  return {
    says: `${expression} of ${JSON.stringify(input)} fails with States.IntrinsicFailure`,
    definition: evaluating(expression),
    input,
    ends: { error: "States.IntrinsicFailure" },
  };
}

export const intrinsicFunctions: readonly Theme[] = [
  {
    of: "the intrinsic function",
    documented: guide("intrinsic-functions.html"),
    behaviours: [
      giving("States.Format('a {} b {}', $.x, $.y)", { x: 1, y: "z" }, "a 1 b z"),
      giving("States.Format('{}', $.x)", { x: { a: [1] } }, "{a=[1]}"),
      giving("States.Format('\\{\\} \\'q\\' {}', 1)", {}, "{} 'q' 1"),
      giving("States.Format($.template, 1)", { template: "no {}" }, "no 1"),
      giving("States.Array('a', 1, $.x, null, true)", { x: { q: 1 } }, ["a", 1, { q: 1 }, null, true]),
      giving("States.Array()", {}, []),
      giving("States.ArrayPartition($.x, 2)", { x: [1, 2, 3] }, [[1, 2], [3]]),
      giving("States.ArrayContains($.x, 2)", { x: [1, 2, 3] }, true),
      giving("States.ArrayContains($.x, $.y)", { x: [{ a: 1, b: 2 }], y: { b: 2, a: 1 } }, true),
      giving("States.ArrayRange(1, 9, 2)", {}, [1, 3, 5, 7, 9]),
      giving("States.ArrayRange(3, 1, -1)", {}, [3, 2, 1]),
      giving("States.ArrayGetItem($.x, 1)", { x: [1, 2, 3] }, 2),
      giving("States.ArrayGetItem($.x, 1)", { x: [1, null, 3] }, null),
      giving("States.ArrayLength($.x)", { x: [1, 2, 3] }, 3),
      giving("States.ArrayUnique($.x)", { x: [1, 2, 2, { a: 1 }, { a: 1 }] }, [1, 2, { a: 1 }]),
      giving("States.Base64Encode($.x)", hello, "aGVsbG8="),
      giving("States.Base64Decode('aGVsbG8=')", {}, "hello"),
      giving("States.Hash('hello', 'MD5')", {}, "5d41402abc4b2a76b9719d911017c592"),
      giving("States.Hash($.x, 'SHA-1')", hello, "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"),
      giving("States.Hash($.x, 'SHA-256')", hello, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
      giving(
        "States.JsonMerge($.a, $.b, false)",
        { a: { p: 1, q: 2, r: { x: 1 } }, b: { q: 3, r: { y: 1 } } },
        { p: 1, q: 3, r: { y: 1 } },
      ),
      giving("States.JsonToString($.x)", { x: { a: [1, "b"] } }, '{"a":[1,"b"]}'),
      giving("States.StringToJson($.x)", { x: '{"a":1}' }, { a: 1 }),
      giving('States.StringToJson(\'{"a": "b, c"}\')', {}, { a: "b, c" }),
      giving("States.MathAdd($.x, -1)", { x: 111 }, 110),
      giving("States.MathRandom(7, 8)", {}, 7),
      giving("States.StringSplit($.x, '.+')", { x: "This.is+a.test" }, ["This", "is", "a", "test"]),
      giving("States.StringSplit('1,2,,3', ',')", {}, ["1", "2", "3"]),
      giving("States.UUID()", {}, new RegExp(`^${uuid}$`)),
      giving("States.Format('{}', $$.State.Name)", {}, "S"),
    ],
  },
  {
    of: "an intrinsic function inside another",
    documented: guide("intrinsic-functions.html"),
    behaviours: [
      giving(
        "States.Format('{}-{}', States.ArrayGetItem(States.StringSplit($.k, '/'), 1), States.UUID())",
        { k: "a/b/c" },
        new RegExp(`^b-${uuid}$`),
      ),
    ],
  },
  {
    of: "the intrinsic function",
    documented: guide("intrinsic-functions.html"),
    behaviours: [
      refusing("States.ArrayGetItem($.x, 5)", { x: [1] }),
      refusing("States.ArrayLength($.x)", { x: "text" }),
      refusing("States.ArrayRange(1, 5000, 1)", {}),
      refusing("States.ArrayRange(1, 5, 0)", {}),
      refusing("States.Format('{} {}', 1)", {}),
      refusing("States.Hash('x', 'SHA-3')", {}),
      refusing("States.JsonMerge($.x, $.x, true)", { x: {} }),
      refusing("States.StringToJson('not json')", {}),
    ],
  },
  {
    of: "the failure of an intrinsic function",
    documented: guide("concepts-error-handling.html"),
    behaviours: [
      {
        says: "can be caught, and tells which it was",
        definition: catching(task("any", { Parameters: { "v.$": "States.ArrayGetItem($.x, 5)" } })),
        input: { x: [1] },
        tasks: { any: echo },
        ends: { output: { Error: "States.IntrinsicFailure", Cause: /States\.ArrayGetItem/ }, calls: 0 },
      },
    ],
  },
];
