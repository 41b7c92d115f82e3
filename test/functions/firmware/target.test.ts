import { describe, expect, it } from "vitest";
import { parseTargets } from "../../../functions/firmware/target.ts";

const arn = "arn:aws:iot:us-east-1:123456789012:thinggroup/beta";

describe("targets", () => {
  it("are things and thing groups, by name or by ARN", () => {
    expect(parseTargets(["thinggroup/beta", "thing/lab:1", arn])).toEqual([
      { kind: "thinggroup", name: "beta", arn: undefined },
      { kind: "thing", name: "lab:1", arn: undefined },
      { kind: "thinggroup", name: "beta", arn },
    ]);
  });

  it("count once each", () => {
    expect(parseTargets(["thing/a", "thing/a"])).toHaveLength(1);
  });

  it.each([
    "beta",
    "thing-group/beta",
    "thinggroup/",
    "thinggroup/*",
    "thinggroup/a/b",
    "arn:aws:iot:us-east-1:123456789012:thinggroup/*",
    "arn:aws:iam::123456789012:role/admin",
    `thing/${"t".repeat(129)}`,
    "thing/a\u202E",
  ])("are not %j", (target) => {
    expect(() => parseTargets([target])).toThrowError(expect.objectContaining({ name: "TargetInvalidError" }));
  });

  it.each([
    ["none", []],
    ["101", Array.from({ length: 101 }, (_, at) => `thing/t-${at}`)],
  ])("are not %s", (_, targets) => {
    expect(() => parseTargets(targets)).toThrowError(expect.objectContaining({ name: "TargetInvalidError" }));
  });
});
