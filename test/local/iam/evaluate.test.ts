import { describe, expect, it } from "vitest";
import { type AccessRequest, evaluate, type PoliciesInForce } from "../../../local/iam/evaluate.ts";
import type { Principal } from "../../../local/iam/principals.ts";
import { readPolicy } from "../../../local/policy.ts";

const account = "123456789012";
const key = "arn:aws:s3:::images/firmware/pump/1.0.0/app.bin";
const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::images/*" };
const deny = { ...allow, Effect: "Deny" };
const role = `arn:aws:iam::${account}:role/reader`;
const session: Principal = {
  kind: "identity",
  arn: `arn:aws:sts::${account}:assumed-role/reader/one`,
  role,
  account,
};

const variable = (text: string) => `\${${text}}`;

const policy = (...statements: object[]) => readPolicy("p", { Version: "2012-10-17", Statement: statements });

/** What is decided of reading an image by a role with these statements. */
function decisionOf(statement: object, request: Partial<AccessRequest> = {}, others: Partial<PoliciesInForce> = {}) {
  const asked = { action: "s3:GetObject", resource: key, context: new Map(), principal: session, ...request };
  return evaluate({ identity: [policy(...[statement].flat())], ...others }, asked).decision;
}

const context = (values: Readonly<Record<string, string | readonly string[]>>) =>
  new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), [value].flat()]));

describe("who decides", () => {
  it.each([
    { says: "nobody", identity: [], decision: "implicitDeny" },
    { says: "an Allow", identity: [allow], decision: "allowed" },
    { says: "a Deny, beside an Allow", identity: [deny, allow], decision: "explicitDeny" },
    { says: "an Allow of something else", identity: [{ ...allow, Action: "s3:PutObject" }], decision: "implicitDeny" },
    { says: "a boundary that allows it too", identity: [allow], boundary: allow, decision: "allowed" },
    {
      says: "a boundary that does not",
      identity: [allow],
      boundary: { ...allow, Action: "iot:*" },
      decision: "implicitDeny",
    },
    { says: "a boundary alone", identity: [], boundary: allow, decision: "implicitDeny" },
    { says: "a boundary that denies it", identity: [allow], boundary: deny, decision: "explicitDeny" },
  ])("$says: $decision", ({ identity, boundary, decision }) => {
    expect(decisionOf(identity, {}, boundary ? { boundary: policy(boundary) } : {})).toBe(decision);
  });

  it.each([
    { principal: { AWS: role }, decision: "allowed" },
    { principal: "*", decision: "allowed" },
    { principal: { AWS: session.arn }, decision: "allowed" },
    { principal: { AWS: account }, decision: "implicitDeny", because: "the account's own policies are to say so" },
    { principal: { AWS: `arn:aws:iam::${account}:root` }, decision: "implicitDeny" },
    { principal: { AWS: `${role}2` }, decision: "implicitDeny" },
    { principal: { Service: "iot.amazonaws.com" }, decision: "implicitDeny" },
  ])("a resource's policy alone, for $principal: $decision", ({ principal, decision }) => {
    expect(decisionOf([], {}, { resource: [policy({ ...allow, Principal: principal })] })).toBe(decision);
  });

  it.each([
    { element: { Principal: { AWS: account } }, decision: "explicitDeny" },
    { element: { Principal: "*" }, decision: "explicitDeny" },
    { element: { NotPrincipal: { AWS: role } }, decision: "allowed" },
    { element: { NotPrincipal: { AWS: `${role}2` } }, decision: "explicitDeny" },
  ])("a resource's Deny with $element over an Allow of the role: $decision", ({ element, decision }) => {
    expect(decisionOf(allow, {}, { resource: [policy({ ...deny, ...element })] })).toBe(decision);
  });

  it.each([
    { principal: { AWS: session.arn }, decision: "allowed" },
    { principal: { AWS: role }, decision: "implicitDeny" },
  ])("a boundary does not hold who is named as a session: $principal: $decision", ({ principal, decision }) => {
    const resource = [policy({ ...allow, Principal: principal })];
    expect(decisionOf([], {}, { boundary: policy({ ...allow, Action: "iot:*" }), resource })).toBe(decision);
  });

  it("a trust policy lets in the service it names, on its conditions", () => {
    const trust = policy({
      Effect: "Allow",
      Principal: { Service: "iot.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    });
    const decided = (name: string, source: string) =>
      evaluate(
        { identity: [], resource: [trust] },
        {
          action: "sts:AssumeRole",
          resource: role,
          context: context({ "aws:SourceAccount": source }),
          principal: { kind: "service", name },
        },
      ).decision;
    expect(decided("iot.amazonaws.com", account)).toBe("allowed");
    expect(decided("iot.amazonaws.com", "999999999999")).toBe("implicitDeny");
    expect(decided("lambda.amazonaws.com", account)).toBe("implicitDeny");
  });
});

describe("what a statement is about", () => {
  it.each([
    { element: { Action: "s3:Get*" }, decision: "allowed" },
    { element: { Action: "S3:getobject" }, decision: "allowed" },
    { element: { Action: "s3:GetObjec?" }, decision: "allowed" },
    { element: { Action: ["iot:*", "*"] }, decision: "allowed" },
    { element: { Action: "s3:GetObject?" }, decision: "implicitDeny" },
    { element: { Resource: "*" }, decision: "allowed" },
    { element: { Resource: "arn:aws:s3:::images" }, decision: "implicitDeny" },
    { element: { Resource: "arn:aws:s3:::Images/*" }, decision: "implicitDeny" },
    { element: { Resource: "arn:aws:s3:::images/*/app.bin" }, decision: "allowed" },
    { element: { Resource: `arn:aws:s3:::images/${variable("aws:username")}/*` }, decision: "implicitDeny" },
    { element: { Resource: `arn:aws:s3:::images/${variable("aws:username, 'firmware'")}/*` }, decision: "allowed" },
    { element: { Resource: "arn:*:app.bin" }, decision: "implicitDeny" },
    { element: { Resource: "arn:*" }, decision: "allowed" },
  ])("$element: $decision", ({ element, decision }) => {
    expect(decisionOf({ ...allow, ...element })).toBe(decision);
  });

  it.each([
    { statement: { Effect: "Allow", NotAction: "iot:*", Resource: "*" }, decision: "allowed" },
    { statement: { Effect: "Allow", NotAction: "s3:Get*", Resource: "*" }, decision: "implicitDeny" },
    { statement: { Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::other/*" }, decision: "allowed" },
    { statement: { Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::images/*" }, decision: "implicitDeny" },
  ])("$statement: $decision", ({ statement, decision }) => {
    expect(decisionOf(statement)).toBe(decision);
  });

  it("takes a variable's value as it is, stars and all", () => {
    const statement = { ...allow, Resource: `arn:aws:s3:::images/${variable("aws:username")}/app.bin` };
    expect(decisionOf(statement, { context: context({ "aws:username": "firmware/pump/1.0.0" }) })).toBe("allowed");
    expect(decisionOf(statement, { context: context({ "aws:username": "*" }) })).toBe("implicitDeny");
  });

  it("tells which keys its conditions miss, of the action and resource asked for alone", () => {
    const wants = (action: string, name: string) => ({
      ...allow,
      Action: action,
      Condition: { StringEquals: { [name]: "x" } },
    });
    const identity = [policy(wants("s3:GetObject", "s3:VersionId"), wants("s3:PutObject", "aws:SourceIp"))];
    const evaluation = evaluate({ identity }, { action: "s3:GetObject", resource: key, context: new Map() });
    expect(evaluation).toEqual({ decision: "implicitDeny", decidedBy: [], missingKeys: ["s3:VersionId"] });
  });
});
