import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { judgeRole } from "../../cli/doctor/role-checks.ts";
import { type BucketPolicies, lookAtRole } from "../../cli/doctor/role-facts.ts";
import type { Sight } from "../../cli/doctor/sight.ts";
import { pointToLocalAws } from "../../cli/pipeline/local-aws.ts";
import { defaultAccount } from "../../local/account.ts";
import { createAccessKeys } from "../../local/http/access-keys.ts";
import { startFront } from "../../local/http/front.ts";
import { createIam } from "../../local/iam/iam.ts";
import type { Role } from "../../local/iam/role.ts";

const { id: account, region } = defaultAccount;
const arn = `arn:aws:iam::${account}:role/ota`;
const place = {
  partition: "aws",
  region,
  account,
  roleName: "ota",
  roleArn: arn,
  firmwareBucket: "uploads",
  releaseBucket: "records",
  signingProfile: "signer",
};

const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const trust = {
  Statement: {
    Effect: "Allow",
    Principal: { Service: "iot.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  },
};

let roles: Role[] = [];
const front = await startFront({
  services: [createIam({ roles: () => roles }).service],
  keys: createAccessKeys(defaultAccount),
  accountId: account,
  port: 0,
});
afterAll(() => front.stop());
beforeAll(() => {
  process.env["AWS_ENDPOINT_URL"] = front.endpoint;
  pointToLocalAws(process.env);
});
beforeEach(() => allow(everything));

/** Makes the role one that these statements are all there is to. */
function allow(...Statement: object[]): void {
  const policies = [{ name: "ServeImages", document: { Version: "2012-10-17", Statement } }];
  roles = [{ name: "ota", arn, trust, policies, managedPolicyArns: [], createdAt: new Date() }];
}

function seen<Value>(value: Value): Sight<Value> {
  return { seen: true, value };
}

const noPolicies: BucketPolicies = { "firmware bucket": seen(undefined), "release bucket": seen(undefined) };

/** What is not well with the role, as IAM tells of it. */
async function wrong(policies: BucketPolicies = noPolicies) {
  const findings = judgeRole(place, await lookAtRole(place, policies), policies);
  return findings.filter(({ status }) => status !== "ok").map(({ check, says }) => `${check}: ${says}`);
}

describe("the rights of a role that IAM simulates", () => {
  it("are all there when it may do everything", async () => {
    expect(await wrong()).toEqual([]);
  });

  it.each([
    { denied: "iam:PassRole", on: "*", says: ["OTA role: passes itself: it may not iam:PassRole"] },
    {
      denied: "s3:PutObject",
      on: "arn:aws:s3:::records/*",
      says: ["OTA role: signed images: it may not s3:PutObject"],
    },
    {
      denied: "s3:Get*",
      on: "arn:aws:s3:::uploads/releases/*",
      says: ["OTA role: reads images: it may not s3:GetObject, s3:GetObjectVersion"],
    },
    { denied: "signer:GetSigningProfile", on: "*", says: ["OTA role: signing: it may not signer:GetSigningProfile"] },
  ])("lack $denied on $on", async ({ denied, on, says }) => {
    allow(everything, { Effect: "Deny", Action: denied, Resource: on });
    expect(await wrong()).toEqual(says);
  });

  it("count only what is passed to AWS IoT", async () => {
    const passes = (service: string) => ({
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: arn,
      Condition: { StringEquals: { "iam:PassedToService": service } },
    });
    const others = { Effect: "Allow", NotAction: "iam:PassRole", Resource: "*" };
    allow(others, passes("iot.amazonaws.com"));
    expect(await wrong()).toEqual([]);
    allow(others, passes("lambda.amazonaws.com"));
    expect(await wrong()).toEqual(["OTA role: passes itself: it may not iam:PassRole"]);
  });

  it("tell what a bucket's policy denies from what the role lacks", async () => {
    const denies = (Resource: string, more: object = {}) =>
      seen(
        JSON.stringify({ Statement: { Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource, ...more } }),
      );
    const release = { ...noPolicies, "release bucket": denies("arn:aws:s3:::records/*") };
    expect(await wrong(release)).toEqual([
      "release bucket: lets the OTA role in: its policy denies the OTA role s3:GetObject",
    ]);
    const tlsOnly = { Condition: { Bool: { "aws:SecureTransport": "false" } } };
    expect(await wrong({ ...noPolicies, "release bucket": denies("arn:aws:s3:::records/*", tlsOnly) })).toEqual([]);
  });

  it("are nothing without the role", async () => {
    roles = [];
    expect(await wrong()).toEqual([expect.stringMatching(/^OTA role: there is no role ota/)]);
  });
});
