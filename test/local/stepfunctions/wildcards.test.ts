import { describe, expect, it } from "vitest";
import { matchesPattern } from "../../../local/stepfunctions/jsonpath/wildcards.ts";

describe("a pattern of StringMatches", () => {
  it.each([
    ["*", "", true],
    ["", "", true],
    ["", "a", false],
    ["a", "a", true],
    ["ab*ab", "ab", false],
    ["ab*ab", "abab", true],
    ["*a*b*", "xxaxxbxx", true],
    ["*a*b*", "xxbxxaxx", false],
    ["*b*a*b", "aab", false],
    ["a*c", "a\nb\nc", true],
    ["a.c", "abc", false],
    ["\\*", "*", true],
    ["\\*", "a", false],
    ["C:\\\\*\\*", "C:\\any*", true],
    ["C:\\\\*\\*", "C:\\any", false],
    ["a\\b", "a\\b", true],
  ])("%j of %j: %s", (pattern, text, matches) => {
    expect(matchesPattern(text, pattern)).toBe(matches);
  });

  it("of many stars takes no time for a text that nearly matches", () => {
    expect(matchesPattern("a".repeat(100_000), `${"*a".repeat(1_000)}*b*b`)).toBe(false);
  });
});
