import { describe, expect, it } from "vitest";
import { policyProblem } from "../../local/policy.ts";

const allow = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
const given = (Condition: object) => ({ Statement: { ...allow, Condition } });

describe("a policy", () => {
  it.each([
    ["with one statement", { Statement: allow }],
    [
      "with several, in JSON",
      JSON.stringify({ Version: "2012-10-17", Statement: [allow, { ...allow, Effect: "Deny" }] }),
    ],
    ["with none", { Statement: [] }],
    ["with a condition", given({ "ForAnyValue:StringNotLikeIfExists": { "aws:PrincipalTag/team": ["a", "b"] } })],
    [
      "with conditions of every kind",
      given({ Null: { a: true }, NumericLessThanEquals: { b: 3 }, NotIpAddress: { c: "::1" } }),
    ],
  ])("%s has no problem", (_, document) => {
    expect(policyProblem(document)).toBeUndefined();
  });

  it.each([
    ["no JSON", "{", "JSON"],
    ["JSON without end", "[".repeat(20_000), "Nested deeper"],
    ["nothing", "null", "A policy is an object, not null"],
    ["without a statement", "{}", "A statement is an object, not undefined"],
    ["of a text", { Statement: "x" }, 'A statement is an object, not "x"'],
    ["without an effect", { Statement: { ...allow, Effect: "Perhaps" } }, "Effect is Allow or Deny, not Perhaps"],
    ["without an action", { Statement: { Effect: "Allow", Resource: "*" } }, "A statement needs Action or NotAction"],
    ["of an odd resource", { Statement: { ...allow, Resource: { a: 1 } } }, 'A text is expected, not {"a":1}'],
    ["of an operator nobody has", given({ StringStartsWith: { a: "b" } }), "no condition operator StringStartsWith"],
    ["of an operator that is not played", given({ BinaryEquals: { a: "b" } }), "no condition operator BinaryEquals"],
  ])("%s says what is wrong", (_, document, problem) => {
    expect(policyProblem(document)).toContain(problem);
  });
});
