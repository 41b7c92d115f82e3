import { describe, expect, it } from "vitest";
import { parameterValues } from "../../../local/cloudformation/parameters.ts";

describe("the parameters of a stack", () => {
  it("are what is given, else the template's defaults", () => {
    const declarations = {
      Name: { Type: "String", Default: "a" },
      Days: { Type: "Number", Default: 30 },
      Empty: { Type: "String", Default: "" },
    };
    expect(Object.fromEntries(parameterValues(declarations, { Name: "b" }))).toEqual({
      Name: "b",
      Days: "30",
      Empty: "",
    });
  });

  it.each([
    ["CommaDelimitedList", "a, b,c", ["a", "b", "c"]],
    ["List<Number>", "1,2", ["1", "2"]],
    ["Number", "1.5", "1.5"],
    ["String", "a,b", "a,b"],
  ])("of the type %s: %j is %j", (Type, given, value) => {
    expect(parameterValues({ P: { Type } }, { P: given }).get("P")).toEqual(value);
  });

  it.each([
    ["one of several", { AllowedValues: ["a", "b"] }, "b", "c", "Parameter P must be one of a, b, not 'c'"],
    ["one of several numbers", { Type: "Number", AllowedValues: [1, 30] }, "30", "31", "must be one of 1, 30"],
    [
      "of a pattern, from end to end",
      { AllowedPattern: "[a-z]+" },
      "abc",
      "abc1",
      "Parameter P must match pattern [a-z]+, not 'abc1'",
    ],
    [
      "described",
      { AllowedPattern: "a", ConstraintDescription: "only a." },
      "a",
      "b",
      "Parameter P failed to satisfy constraint: only a. It is 'b'",
    ],
    ["long enough", { MinLength: 2 }, "ab", "a", "must contain at least 2 characters"],
    ["short enough", { MaxLength: "2" }, "ab", "abc", "must contain at most 2 characters"],
    ["large enough", { Type: "Number", MinValue: 1 }, "1", "0", "must be a number not less than 1"],
    ["small enough", { Type: "Number", MaxValue: 3650 }, "3650", "3651", "must be a number not greater than 3650"],
    ["a number", { Type: "Number" }, "-2.5", "two", "Parameter P must be a number, not 'two'"],
    ["numbers", { Type: "List<Number>" }, "1,2", "1,b", "Parameter P must be a number, not 'b'"],
  ])("must be %s", (_, constraint, good, bad, message) => {
    const declarations = { P: { Type: "String", ...constraint } };
    expect(parameterValues(declarations, { P: good }).has("P")).toBe(true);
    expect(() => parameterValues(declarations, { P: bad })).toThrow(message);
  });

  it.each([
    [
      "of a pattern that is none",
      { A: { Type: "String", AllowedPattern: "a|(b" } },
      { A: "a" },
      "AllowedPattern a|(b: ",
    ],
    ["missing", { A: { Type: "String" }, B: { Type: "String" } }, {}, "Parameters: [A, B] must have values"],
    ["unknown", {}, { A: "a" }, "Parameters: [A] do not exist in the template"],
    [
      "of a type that is not played",
      { A: { Type: "AWS::EC2::VPC::Id" } },
      { A: "a" },
      "does not play parameters of the type AWS::EC2::VPC::Id: A",
    ],
  ])("are refused by name when they are %s", (_, declarations, given, message) => {
    expect(() => parameterValues(declarations, given)).toThrow(message);
  });
});
