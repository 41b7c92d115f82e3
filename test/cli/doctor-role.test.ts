import { describe, expect, it } from "vitest";
import { denialsOf, opensToEverybody } from "../../cli/doctor/bucket-policy.ts";
import { judgeRole } from "../../cli/doctor/role-checks.ts";
import type { BucketPolicies, Decision } from "../../cli/doctor/role-facts.ts";
import { type Need, needsOf } from "../../cli/doctor/role-needs.ts";
import { judgeTrust } from "../../cli/doctor/role-trust.ts";
import type { Sight } from "../../cli/doctor/sight.ts";

const account = "123456789012";
const place = {
  partition: "aws",
  region: "eu-west-1",
  account,
  roleName: "ota",
  roleArn: `arn:aws:iam::${account}:role/ota`,
  firmwareBucket: "uploads",
  releaseBucket: "records",
  signingProfile: "signer",
};
const iot = { Effect: "Allow", Principal: { Service: "iot.amazonaws.com" }, Action: "sts:AssumeRole" };
const sourceAccount = { StringEquals: { "aws:SourceAccount": account } };

function seen<Value>(value: Value): Sight<Value> {
  return { seen: true, value };
}

describe("the OTA role's trust", () => {
  it.each([
    { trust: { ...iot, Condition: sourceAccount }, status: "ok", says: "for this account alone" },
    {
      trust: {
        ...iot,
        Condition: { ...sourceAccount, ArnLike: { "aws:SourceArn": `arn:aws:iot:eu-west-1:${account}:*` } },
      },
      status: "ok",
      says: "for this account alone",
    },
    { trust: iot, status: "warn", says: "for any account" },
    {
      trust: { ...iot, Condition: { StringEquals: { "AWS:SourceAccount": ["1", "2"] } } },
      status: "fail",
      says: "shut AWS IoT of this account",
    },
    {
      trust: { ...iot, Condition: { ArnLike: { "aws:SourceArn": `arn:aws:iot:us-east-1:${account}:*` } } },
      status: "fail",
      says: "shut AWS IoT of this account and region out",
    },
    { trust: { ...iot, Principal: { Service: "lambda.amazonaws.com" } }, status: "fail", says: "may not assume it" },
    { trust: { ...iot, Effect: "Deny" }, status: "fail", says: "may not assume it" },
    { trust: { ...iot, Action: "sts:TagSession" }, status: "fail", says: "may not assume it" },
  ])("$trust: $status", ({ trust, status, says }) => {
    expect(judgeTrust({ Version: "2012-10-17", Statement: [trust] }, place)).toMatchObject({
      status,
      says: expect.stringContaining(says),
      ...(status === "ok" ? {} : { fix: expect.stringContaining("update-assume-role-policy --role-name ota") }),
    });
  });
});

describe("what the OTA role may do", () => {
  const policies: BucketPolicies = { "firmware bucket": seen(undefined), "release bucket": seen(undefined) };

  /** The findings when what `isDenied` is about is decided so, and all else allowed. */
  function findings(decision: Sight<Decision>, isDenied: (need: Need) => boolean) {
    const needs = needsOf(place).map((need) => ({
      need,
      decision: isDenied(need) ? decision : seen<Decision>("allowed"),
    }));
    const trust = seen({ Statement: [{ ...iot, Condition: sourceAccount }] });
    return judgeRole(place, { trust, needs }, policies).filter(({ status }) => status !== "ok");
  }

  it("is all there is to say when it may do everything", () => {
    expect(findings(seen("denied"), () => false)).toEqual([]);
  });

  it.each([
    { action: "iam:PassRole", check: "OTA role: passes itself" },
    { action: "s3:GetObjectVersion", check: "OTA role: reads images" },
    { action: "s3:PutObject", check: "OTA role: signed images" },
    { action: "s3:ListBucket", check: "OTA role: sees buckets" },
    { action: "signer:DescribeSigningJob", check: "OTA role: signing" },
    { action: "iot:CreateJob", check: "OTA role: jobs" },
    { action: "iot:CreateStream", check: "OTA role: streams" },
  ])("fails by $check without $action", ({ action, check }) => {
    const found = findings(seen("denied"), (need) => need.action === action && need.check === check);
    expect(found).toEqual([
      {
        check,
        status: "fail",
        says: `it may not ${action}`,
        fix: expect.stringMatching(/^Allow it to ota, for such as arn:aws:/),
      },
    ]);
  });

  it("fails by the organization where that denies", () => {
    const found = findings(seen("denied by the organization"), ({ action }) => action === "iot:CreateJob");
    expect(found).toEqual([
      {
        check: "OTA role: jobs",
        status: "fail",
        says: "a policy of your organization denies it iot:CreateJob",
        fix: "Ask whoever keeps its service control policies.",
      },
    ]);
  });

  it("fails by the bucket where its policy denies, and not by the role", () => {
    const found = findings(seen("denied by the bucket"), ({ action }) => action === "s3:PutObject");
    expect(found).toMatchObject([
      { check: "release bucket: lets the OTA role in", says: "its policy denies the OTA role s3:PutObject" },
    ]);
  });

  it("is not known where it may not be asked", () => {
    const found = findings(
      { seen: false, why: "needs iam:SimulatePrincipalPolicy" },
      ({ check }) => check === "OTA role: jobs",
    );
    expect(found).toEqual([
      { check: "OTA role: jobs", status: "unseen", says: "cannot look: needs iam:SimulatePrincipalPolicy" },
    ]);
  });

  it("is nothing without the role", () => {
    expect(judgeRole(place, { trust: seen(undefined), needs: [] }, policies)).toMatchObject([
      { check: "OTA role", status: "fail", says: expect.stringContaining("there is no role ota") },
    ]);
  });
});

describe("a bucket's policy", () => {
  const deny = { Effect: "Deny", Action: "s3:GetObject", Resource: "arn:aws:s3:::uploads/*" };
  const document = (...Statement: object[]) => JSON.stringify({ Statement });

  it.each([
    { names: { Principal: "*" }, denies: true },
    { names: { Principal: { AWS: [place.roleArn] } }, denies: true },
    { names: { Principal: { AWS: account } }, denies: true },
    { names: { Principal: { AWS: `arn:aws:iam::${account}:root` } }, denies: true },
    { names: { Principal: { AWS: `${place.roleArn}2` } }, denies: false },
    { names: { Principal: { Service: "iot.amazonaws.com" } }, denies: false },
    { names: { NotPrincipal: { AWS: "arn:aws:iam::1:role/a" } }, denies: true },
    { names: { NotPrincipal: { AWS: ["arn:aws:iam::1:role/a", place.roleArn] } }, denies: false },
    { names: { Principal: "*", Effect: "Allow" }, denies: false },
  ])("with $names denies the role something: $denies", ({ names, denies }) => {
    const denials = denialsOf(document({ ...deny, ...names }), place.roleArn);
    expect(denials && JSON.parse(denials)).toEqual(denies ? { Version: "2012-10-17", Statement: [deny] } : undefined);
  });

  it.each([
    { statement: { ...deny, Effect: "Allow", Principal: "*" }, opens: true },
    { statement: { ...deny, Effect: "Allow", Principal: { AWS: "*" } }, opens: true },
    { statement: { ...deny, Effect: "Allow", Principal: { AWS: account } }, opens: false },
    { statement: { ...deny, Effect: "Allow", Principal: "*", Condition: { IpAddress: {} } }, opens: false },
    { statement: { ...deny, Principal: "*" }, opens: false },
  ])("$statement opens it to everybody: $opens", ({ statement, opens }) => {
    expect(opensToEverybody(JSON.stringify({ Statement: statement }))).toBe(opens);
  });
});
