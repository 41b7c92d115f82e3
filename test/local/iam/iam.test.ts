import { IAM } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, it, onTestFinished } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { createAccessKeys } from "../../../local/http/access-keys.ts";
import { startFront } from "../../../local/http/front.ts";
import { createIam } from "../../../local/iam/iam.ts";
import type { Role } from "../../../local/iam/role.ts";
import { createSts } from "../../../local/sts/sts.ts";
import { clientConfig, serve } from "../../support/local-service.ts";

const trust = {
  Statement: [{ Effect: "Allow", Principal: { Service: "iot.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const readImages = {
  Statement: [
    { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::images/*" },
    { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::images/secret/*" },
  ],
};
const basic = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

function role(name: string, more: Partial<Role> = {}): Role {
  const arn = `arn:aws:iam::123456789012:role/${name}`;
  const policies = [{ name: "ReadImages", document: readImages }];
  return { name, arn, trust, policies, managedPolicyArns: [], createdAt: new Date("2026-01-01"), ...more };
}

async function iamWith(...roles: Role[]): Promise<IAM> {
  return new IAM(await serve(createIam({ roles: () => roles }).service));
}

const decoded = (document: string | undefined) => JSON.parse(decodeURIComponent(document ?? ""));

describe("a role", () => {
  it("is told of with who may assume it", async () => {
    const iam = await iamWith(role("serve", { arn: "arn:aws:iam::123456789012:role/ota/serve" }));
    const { Role } = await iam.getRole({ RoleName: "serve" });
    expect(Role).toEqual({
      Path: "/ota/",
      RoleName: "serve",
      RoleId: expect.stringMatching(/^AROA[0-9A-F]{17}$/),
      Arn: "arn:aws:iam::123456789012:role/ota/serve",
      CreateDate: new Date("2026-01-01"),
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
      MaxSessionDuration: 3600,
    });
  });

  it("has policies of its own, and AWS's", async () => {
    const iam = await iamWith(role("serve", { managedPolicyArns: [basic] }));
    const RoleName = "serve";
    expect((await iam.listRolePolicies({ RoleName })).PolicyNames).toEqual(["ReadImages"]);
    const { PolicyDocument } = await iam.getRolePolicy({ RoleName, PolicyName: "ReadImages" });
    expect(decoded(PolicyDocument)).toEqual(readImages);
    expect((await iam.listAttachedRolePolicies({ RoleName })).AttachedPolicies).toEqual([
      { PolicyName: "AWSLambdaBasicExecutionRole", PolicyArn: basic },
    ]);
    const { Policy } = await iam.getPolicy({ PolicyArn: basic });
    expect(Policy).toMatchObject({ DefaultVersionId: "v1", AttachmentCount: 1 });
    const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn: basic, VersionId: "v1" });
    expect(decoded(PolicyVersion?.Document).Statement[0].Action).toContain("logs:PutLogEvents");
  });

  it.each<[string, (iam: IAM) => Promise<unknown>]>([
    ["The role with name x cannot be found.", (iam) => iam.getRole({ RoleName: "x" })],
    ["The role policy with name x cannot", (iam) => iam.getRolePolicy({ RoleName: "serve", PolicyName: "x" })],
    [
      "Policy arn:aws:iam::123456789012:policy/x does not exist",
      (iam) => iam.getPolicy({ PolicyArn: "arn:aws:iam::123456789012:policy/x" }),
    ],
    ["version v2 does not exist", (iam) => iam.getPolicyVersion({ PolicyArn: basic, VersionId: "v2" })],
  ])("that is not there: %s", async (message, ask) => {
    const iam = await iamWith(role("serve"));
    await expect(ask(iam)).rejects.toMatchObject({
      name: "NoSuchEntityException",
      message: expect.stringContaining(message),
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("may have a policy of AWS's of which nobody here knows what it allows: that is not played, by name", async () => {
    const iam = await iamWith(role("serve"));
    await expect(iam.getPolicy({ PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" })).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining("arn:aws:iam::aws:policy/ReadOnlyAccess"),
      $metadata: { httpStatusCode: 501 },
    });
  });

  it("has the id that STS calls its sessions by", async () => {
    const keys = createAccessKeys(defaultAccount);
    const services = [createIam({ roles: () => [role("serve")] }).service, createSts().service];
    const front = await startFront({ services, keys, accountId: defaultAccount.id, port: 0 });
    onTestFinished(() => front.stop());
    const config = clientConfig(front.endpoint);
    const credentials = keys.issue("arn:aws:iam::123456789012:role/serve", "one");
    const { UserId } = await new STSClient({ ...config, credentials }).send(new GetCallerIdentityCommand({}));
    const { Role } = await new IAM(config).getRole({ RoleName: "serve" });
    expect(UserId).toBe(`${Role?.RoleId}:one`);
  });
});

it("roles are listed by name, in pages, below a path", async () => {
  const iam = await iamWith(role("b"), role("c", { arn: "arn:aws:iam::123456789012:role/ota/c" }), role("a"));
  const first = await iam.listRoles({ MaxItems: 2 });
  const rest = await iam.listRoles({ MaxItems: 2, Marker: first.Marker });
  expect([first, rest].map(({ Roles, IsTruncated }) => [Roles?.map(({ RoleName }) => RoleName), IsTruncated])).toEqual([
    [["a", "b"], true],
    [["c"], false],
  ]);
  expect((await iam.listRoles({ PathPrefix: "/ota/" })).Roles?.map(({ RoleName }) => RoleName)).toEqual(["c"]);
});

describe("SimulatePrincipalPolicy", () => {
  const PolicySourceArn = role("serve").arn;
  const [image, secret, other] = ["images/a.bin", "images/secret/a.bin", "other/a.bin"].map(
    (key) => `arn:aws:s3:::${key}`,
  );

  it("tells of each action on each resource, and by which policy", async () => {
    const iam = await iamWith(role("serve", { managedPolicyArns: [basic] }));
    const { EvaluationResults = [] } = await iam.simulatePrincipalPolicy({
      PolicySourceArn,
      ActionNames: ["s3:GetObject", "s3:PutObject"],
      ResourceArns: [image ?? "", secret ?? "", other ?? ""],
    });
    const decisions = EvaluationResults.map(({ EvalActionName, EvalDecision, ResourceSpecificResults = [] }) => [
      EvalActionName,
      EvalDecision,
      ...ResourceSpecificResults.map(({ EvalResourceDecision }) => EvalResourceDecision),
    ]);
    expect(decisions).toEqual([
      ["s3:GetObject", "explicitDeny", "allowed", "explicitDeny", "implicitDeny"],
      ["s3:PutObject", "explicitDeny", "implicitDeny", "explicitDeny", "implicitDeny"],
    ]);
    expect(EvaluationResults[0]?.ResourceSpecificResults?.[0]?.MatchedStatements).toEqual([
      { SourcePolicyId: "role_serve_ReadImages" },
    ]);
  });

  it("counts AWS's own policies, and an action without a resource", async () => {
    const iam = await iamWith(role("serve", { managedPolicyArns: [basic] }));
    const { EvaluationResults } = await iam.simulatePrincipalPolicy({
      PolicySourceArn,
      ActionNames: ["logs:PutLogEvents"],
    });
    expect(EvaluationResults).toMatchObject([{ EvalDecision: "allowed", EvalResourceName: "*" }]);
  });

  it("counts policies that come with the request, on their conditions", async () => {
    const iam = await iamWith(role("serve"));
    const tlsOnly = {
      Statement: {
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    };
    const ask = (secure: string) =>
      iam.simulatePrincipalPolicy({
        PolicySourceArn,
        ActionNames: ["s3:GetObject"],
        ResourceArns: [image ?? ""],
        PolicyInputList: [JSON.stringify(tlsOnly)],
        ContextEntries: [
          { ContextKeyName: "aws:SecureTransport", ContextKeyValues: [secure], ContextKeyType: "boolean" },
        ],
      });
    expect((await ask("true")).EvaluationResults?.[0]?.EvalDecision).toBe("allowed");
    const denied = (await ask("false")).EvaluationResults?.[0];
    expect(denied).toMatchObject({
      EvalDecision: "explicitDeny",
      MatchedStatements: [{ SourcePolicyId: "PolicyInputList.1" }],
    });
  });

  it.each([
    { request: { PolicySourceArn: `${PolicySourceArn}2` }, name: "NoSuchEntityException" },
    { request: { PolicyInputList: ["{"] }, name: "InvalidInputException" },
    { request: { ResourcePolicy: "{}" }, name: "InvalidInputException" },
    { request: { ActionNames: ["GetObject"] }, name: "InvalidInputException" },
  ])("refuses $request by $name", async ({ request, name }) => {
    const iam = await iamWith(role("serve"));
    const asked = { PolicySourceArn, ActionNames: ["s3:GetObject"], ...request };
    await expect(iam.simulatePrincipalPolicy(asked)).rejects.toMatchObject({ name });
  });
});
