import { describe, expect, it } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import type { Actor, Permission } from "../../../local/http/authorize.ts";
import { createAuthorizer, type Decision } from "../../../local/iam/authorizer.ts";
import type { Role } from "../../../local/iam/role.ts";

const account = defaultAccount;
const roleArn = "arn:aws:iam::123456789012:role/reader";
const session: Actor = { arn: "arn:aws:sts::123456789012:assumed-role/reader/fn" };
const root: Actor = { arn: "arn:aws:iam::123456789012:root" };
const rule = "arn:aws:events:us-east-1:123456789012:rule/r";
const bus: Actor = { service: "events.amazonaws.com", sourceArn: rule };
const image: Permission = { action: "s3:GetObject", resource: "arn:aws:s3:::images/a.bin" };

function statement(Effect: "Allow" | "Deny", Action: string | string[], Resource: string, more: object = {}) {
  return { Version: "2012-10-17", Statement: [{ Sid: "One", Effect, Action, Resource, ...more }] };
}

function reader(document: object, trust: object = { Statement: [] }): Role {
  const policies = [{ name: "Read", document }];
  return { name: "reader", arn: roleArn, trust, policies, managedPolicyArns: [], createdAt: new Date(0) };
}

/** IAM with the role `reader`, and a resource whose policy is `policy`. */
function iamWith(role: Role, policy?: object) {
  const decisions: Decision[] = [];
  const authorize = createAuthorizer({
    account,
    roles: () => [role],
    resourcePolicy: () => policy,
    onDecision: (decision) => decisions.push(decision),
  });
  const ask = (
    actor: Actor,
    permission: Permission,
  ): { name: string; status?: number; message: string } | "allowed" => {
    try {
      authorize(actor, permission);
      return "allowed";
    } catch (error) {
      return error as Error;
    }
  };
  return { ask, decisions };
}

const readImages = reader(statement("Allow", "s3:GetObject", "arn:aws:s3:::images/*"));

describe("a session of a role", () => {
  it("may do what a policy of the role allows, and nothing else", () => {
    const { ask } = iamWith(readImages);
    expect(ask(session, image)).toBe("allowed");
    expect(ask(session, { ...image, action: "s3:PutObject" })).toMatchObject({
      name: "AccessDenied",
      status: 403,
      message:
        'User: arn:aws:sts::123456789012:assumed-role/reader/fn is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::images/a.bin" because no identity-based policy allows the s3:PutObject action',
    });
  });

  it("may do what the resource's policy allows its role", () => {
    const policy = statement("Allow", "s3:GetObject", "*", { Principal: { AWS: roleArn } });
    expect(iamWith(reader(statement("Allow", "s3:PutObject", "*")), policy).ask(session, image)).toBe("allowed");
  });

  it("may not do what anybody denies", () => {
    const deny = statement("Deny", "s3:*", "*", { Principal: "*" });
    expect(iamWith(readImages, deny).ask(session, image)).toMatchObject({
      message: expect.stringMatching(/ with an explicit deny in a resource-based policy$/),
    });
    const two = reader({
      Statement: [...statement("Allow", "s3:*", "*").Statement, ...statement("Deny", "s3:GetObject", "*").Statement],
    });
    expect(iamWith(two).ask(session, image)).toMatchObject({
      message: expect.stringMatching(/ with an explicit deny in an identity-based policy$/),
    });
  });

  it("has what its role was given a moment ago", () => {
    const role = reader(statement("Allow", "iot:DescribeJob", "*"));
    const policies = [...role.policies];
    const { ask } = iamWith({ ...role, policies });
    expect(ask(session, image)).not.toBe("allowed");
    policies.push({ name: "More", document: statement("Allow", "s3:GetObject", "*") });
    expect(ask(session, image)).toBe("allowed");
  });

  it.each([
    ["iot:CreateStream", "AccessDeniedException", 403],
    ["states:StartExecution", "AccessDeniedException", 400],
    ["sns:Publish", "AuthorizationErrorException", 403],
    ["iam:GetRole", "AccessDenied", 403],
    ["iam:PassRole", "AccessDeniedException", 403],
  ])("hears that it may not %s by %s (%i)", (action, name, status) => {
    expect(iamWith(readImages).ask(session, { action, resource: "*" })).toMatchObject({ name, status });
  });
});

describe("the account's root", () => {
  it("may do everything that no resource forbids", () => {
    expect(iamWith(readImages).ask(root, { ...image, action: "s3:DeleteObject" })).toBe("allowed");
    const deny = statement("Deny", "s3:DeleteObject", "*", { Principal: "*" });
    expect(iamWith(readImages, deny).ask(root, { ...image, action: "s3:DeleteObject" })).not.toBe("allowed");
  });

  it("is no business of whoever hears of decisions", () => {
    const { ask, decisions } = iamWith(readImages);
    ask(root, image);
    expect(decisions).toEqual([]);
  });
});

it("nothing on this computer comes without TLS, as far as policies can tell", () => {
  const tlsOnly = statement("Deny", "s3:*", "*", {
    Principal: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
  expect(iamWith(readImages, tlsOnly).ask(session, image)).toBe("allowed");
});

it("a role that no stack has made has no policies to ask, and may do everything", () => {
  const stranger: Actor = { arn: "arn:aws:sts::123456789012:assumed-role/ota-service-role/one" };
  expect(iamWith(readImages).ask(stranger, { action: "iot:DeleteJob", resource: "*" })).toBe("allowed");
});

describe("a service for itself", () => {
  const invoke: Permission = {
    action: "lambda:InvokeFunction",
    resource: "arn:aws:lambda:us-east-1:123456789012:function:f",
  };
  const permission = (sourceArn: string) =>
    statement("Allow", "lambda:InvokeFunction", "*", {
      Principal: { Service: "events.amazonaws.com" },
      Condition: { ArnLike: { "AWS:SourceArn": sourceArn }, StringEquals: { "aws:SourceAccount": account.id } },
    });

  it("may do what the resource's policy allows it, for the resource it names", () => {
    expect(iamWith(readImages, permission(rule)).ask(bus, invoke)).toBe("allowed");
    expect(iamWith(readImages, permission(`${rule}2`)).ask(bus, invoke)).toMatchObject({
      message: `User: events.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: ${invoke.resource} because no resource-based policy allows the lambda:InvokeFunction action`,
    });
  });

  it("may do nothing to a resource without a policy", () => {
    expect(iamWith(readImages).ask(bus, invoke)).not.toBe("allowed");
  });
});

describe("a service as a role", () => {
  const trusting = (condition: object) => ({
    Statement: [
      { Effect: "Allow", Principal: { Service: "iot.amazonaws.com" }, Action: "sts:AssumeRole", Condition: condition },
    ],
  });
  const document = readImages.policies[0]?.document as object;
  const sourceArn = "arn:aws:iot:us-east-1:123456789012:otaupdate/u";
  const asReader: Actor = { service: "iot.amazonaws.com", sourceArn, roleArn, session: "AWSIoT" };

  it("may do what the role may, when the role trusts it", () => {
    const trust = trusting({
      StringEquals: { "aws:SourceAccount": account.id },
      ArnLike: { "aws:SourceArn": "arn:aws:iot:us-east-1:123456789012:*" },
    });
    const { ask, decisions } = iamWith(reader(document, trust));
    expect(ask(asReader, image)).toBe("allowed");
    expect(ask(asReader, { ...image, action: "s3:PutObject" })).toMatchObject({
      message: expect.stringContaining("User: arn:aws:sts::123456789012:assumed-role/reader/AWSIoT is not authorized"),
    });
    expect(decisions.map(({ permission, isAllowed }) => [permission.action, isAllowed])).toEqual([
      ["sts:AssumeRole", true],
      ["s3:GetObject", true],
      ["sts:AssumeRole", true],
      ["s3:PutObject", false],
    ]);
  });

  it("may do nothing when the role trusts another, or the service for others", () => {
    const others = trusting({ StringEquals: { "aws:SourceAccount": "999999999999" } });
    for (const role of [reader(document), reader(document, others)]) {
      expect(iamWith(role).ask(asReader, image)).toMatchObject({
        name: "AccessDeniedException",
        message: expect.stringContaining(`perform: sts:AssumeRole on resource: ${roleArn}`),
      });
    }
  });
});
