import { describe, expect, it } from "vitest";
import { holds } from "../../../local/iam/conditions.ts";

/** Whether `{ [operator]: { k: stated } }` holds when the request's k is this, or missing. */
function condition(operator: string, stated: string | string[], actual?: string | string[]): boolean {
  const context = new Map(actual === undefined ? [] : [["k", [actual].flat()] as const]);
  return holds({ operator, key: "K", values: [stated].flat() }, context);
}

describe("a condition", () => {
  it.each<[string, string | string[], string | string[], boolean]>([
    ["StringEquals", "a", "a", true],
    ["StringEquals", ["b", "a"], "a", true],
    ["StringEquals", "A", "a", false],
    ["StringEquals", "*", "a", false],
    ["StringEqualsIgnoreCase", "A", "a", true],
    ["StringNotEquals", ["b", "c"], "a", true],
    ["StringNotEquals", ["b", "a"], "a", false],
    ["StringLike", "fir*re", "firmware", true],
    ["StringLike", "fir?re", "firmware", false],
    ["StringNotLike", "fir*", "firmware", false],
    ["NumericLessThan", "10", "9", true],
    ["NumericEquals", "10", "10.0", true],
    ["NumericNotEquals", "10", "9", true],
    ["NumericGreaterThanEquals", "10", "ten", false],
    ["DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", true],
    ["DateGreaterThan", "1767225600", "2026-01-02T00:00:00Z", true],
    ["Bool", "false", "false", true],
    ["Bool", "true", "false", false],
    ["IpAddress", "203.0.113.0/24", "203.0.113.9", true],
    ["IpAddress", "203.0.113.9", "203.0.113.9", true],
    ["IpAddress", "2001:db8::/32", "203.0.113.9", false],
    ["NotIpAddress", "203.0.113.0/24", "198.51.100.1", true],
    ["ArnLike", "arn:aws:iot:us-east-1:1:*", "arn:aws:iot:us-east-1:1:stream/a:b", true],
    ["ArnLike", "arn:aws:*:1:stream/a", "arn:aws:iot:us-east-1:1:stream/a", false],
    ["ArnEquals", "arn:aws:events:*:1:rule/*", "arn:aws:events:us-east-1:1:rule/r", true],
    ["ArnNotLike", "arn:aws:iot:*:1:*", "arn:aws:iot:us-east-1:2:x", true],
    ["Null", "false", "a", true],
    ["Null", "true", "a", false],
    ["StringEqualsIfExists", "b", "a", false],
    ["stringequals", "a", "a", true],
  ])("%s %j, of %j: %j", (operator, stated, actual, expected) => {
    expect(condition(operator, stated, actual)).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ["StringEquals", "a", false],
    ["StringNotEquals", "a", true],
    ["NotIpAddress", "203.0.113.0/24", true],
    ["Bool", "false", false],
    ["BoolIfExists", "false", true],
    ["Null", "true", true],
    ["Null", "false", false],
    ["ForAllValues:StringEquals", "a", true],
    ["ForAnyValue:StringEquals", "a", false],
  ])("%s %j, of a key that is missing: %j", (operator, stated, expected) => {
    expect(condition(operator, stated)).toBe(expected);
  });

  it.each<[string, string[], boolean]>([
    ["ForAllValues:StringEquals", ["a", "b"], true],
    ["ForAllValues:StringEquals", ["a", "x"], false],
    ["ForAnyValue:StringEquals", ["x", "a"], true],
    ["ForAnyValue:StringEquals", ["x", "y"], false],
    ["ForAllValues:StringNotEquals", ["x", "y"], true],
    ["ForAllValues:StringNotEquals", ["x", "a"], false],
    ["ForAnyValue:StringNotEquals", ["x", "a"], true],
  ])("%s a or b, of %j: %j", (operator, actual, expected) => {
    expect(condition(operator, ["a", "b"], actual)).toBe(expected);
  });

  it("with an operator nobody knows is no condition", () => {
    expect(() => condition("StringStartsWith", "a", "a")).toThrow("There is no condition operator StringStartsWith");
  });
});
