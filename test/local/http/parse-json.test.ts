import { describe, expect, it } from "vitest";
import { parseJson } from "../../../local/http/parse-json.ts";

const nested = (depth: number) => `${'[{"a":'.repeat(depth / 2)}1${"}]".repeat(depth / 2)}`;

describe("JSON that somebody sent", () => {
  it("may be nested in a thousand levels", () => {
    expect(parseJson(nested(1_000))).toEqual(JSON.parse(nested(1_000)));
  });

  it.each([1_002, 20_000])("is refused in %d, which code that walks through it could not follow", (depth) => {
    expect(() => parseJson(nested(depth))).toThrow("Nested deeper than 1000 levels");
  });

  it("may have any brackets in its texts", () => {
    const texts = ["[".repeat(5_000), `\\"${"{".repeat(5_000)}`, '"]"'];
    expect(parseJson(JSON.stringify(texts))).toEqual(texts);
  });

  it("may be wide, or long", () => {
    const wide = Array.from({ length: 5_000 }, () => [{}]);
    expect(parseJson(JSON.stringify(wide))).toEqual(wide);
  });

  it.each(["", "[", "]".repeat(2_000), `${"[".repeat(2_000)}"`, '{"a":1}{'])("is JSON", (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});
