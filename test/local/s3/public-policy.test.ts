import { describe, expect, it } from "vitest";
import { isPublic } from "../../../local/s3/public-policy.ts";

const everybody = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::firmware/*" };
const role = "arn:aws:iam::123456789012:role/reader";

function policyOf(...Statement: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

function narrowed(operator: string, key: string, value: string): object {
  return { ...everybody, Condition: { [operator]: { [key]: value } } };
}

describe("a bucket's policy", () => {
  it.each([
    ["everybody", everybody],
    ["every account", { ...everybody, Principal: { AWS: "*" } }],
    ["all but one", { ...everybody, Principal: undefined, NotPrincipal: { AWS: role } }],
    ["whoever comes from any of its roles", narrowed("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/reader")],
    ["whoever does not come from an account", narrowed("StringNotEquals", "aws:PrincipalAccount", "123456789012")],
    ["whoever comes from an account, if from one", narrowed("StringEqualsIfExists", "aws:PrincipalAccount", "1234")],
    ["half of the internet", narrowed("IpAddress", "aws:SourceIp", "0.0.0.0/1")],
    ["whoever reads from a page", narrowed("StringLike", "aws:Referer", "https://example.com")],
  ])("that allows something to %s is public", (_, statement) => {
    expect(isPublic(policyOf(statement))).toBe(true);
  });

  it.each([
    ["a role", { ...everybody, Principal: { AWS: role } }],
    ["a service", { ...everybody, Principal: { Service: "logging.s3.amazonaws.com" } }],
    ["everybody of an account", narrowed("StringEquals", "aws:PrincipalAccount", "123456789012")],
    ["a network", narrowed("IpAddress", "aws:SourceIp", "203.0.113.0/24")],
  ])("that allows something to %s is not public", (_, statement) => {
    expect(isPublic(policyOf(statement))).toBe(false);
  });

  it("that only denies is not public, and one public statement is enough", () => {
    expect(isPublic(policyOf({ ...everybody, Effect: "Deny" }))).toBe(false);
    expect(isPublic(policyOf({ ...everybody, Effect: "Deny" }, everybody))).toBe(true);
  });
});
