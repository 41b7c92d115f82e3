import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { createAuthorizer } from "../../../local/iam/authorizer.ts";
import { recordPermissions } from "../../../local/iam/record.ts";
import type { Role } from "../../../local/iam/role.ts";

const queue = "arn:aws:sqs:us-east-1:123456789012:q";
const rule = "arn:aws:events:us-east-1:123456789012:rule/r";
const role: Role = {
  name: "reader",
  arn: "arn:aws:iam::123456789012:role/reader",
  trust: { Statement: { Effect: "Allow", Principal: { Service: "iot.amazonaws.com" }, Action: "sts:AssumeRole" } },
  policies: [
    {
      name: "Read",
      document: {
        Statement: [
          {
            Sid: "Look",
            Effect: "Allow",
            Action: ["s3:Get*", "s3:PutObject"],
            Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
          },
          { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::c/*" },
        ],
      },
    },
  ],
  managedPolicyArns: [],
  createdAt: new Date(0),
};
const queuePolicy = JSON.stringify({
  Statement: [
    { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sqs:SendMessage", Resource: queue },
  ],
});

/** The lines that a record has by now, without what the stack is called. */
async function recorded(directory: string): Promise<string[]> {
  const [file = ""] = await readdir(directory);
  const lines = (await readFile(join(directory, file), "utf8")).trimEnd().split("\n");
  return lines.map((line) => {
    const [[kind = "", said = {}] = []] = Object.entries<Record<string, string>>(JSON.parse(line));
    return `${kind}: ${Object.values(said).join(", ")}`;
  });
}

async function recordOf(ask: (authorize: ReturnType<typeof createAuthorizer>) => void): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), "record-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const record = recordPermissions(join(directory, "new"));
  const policyOf = (arn: string) => (arn === queue ? queuePolicy : undefined);
  const authorize = createAuthorizer({
    account: defaultAccount,
    roles: () => [role],
    resourcePolicy: policyOf,
    onDecision: record.decide,
  });
  const resources = { Queue: { physicalId: "q", attributes: { Arn: queue } } };
  record.grant({ parameters: {}, resources, roles: [role], policyOf });
  ask(authorize);
  return (await recorded(join(directory, "new"))).slice(1);
}

const granted = [
  "granted: reader, Read, Look, s3:Get*, arn:aws:s3:::a/*, ",
  "granted: reader, Read, Look, s3:Get*, arn:aws:s3:::b/*, ",
  "granted: reader, Read, Look, s3:PutObject, arn:aws:s3:::a/*, ",
  "granted: reader, Read, Look, s3:PutObject, arn:aws:s3:::b/*, ",
  "granted: reader, trust policy, 0, sts:AssumeRole, , iot.amazonaws.com",
  `granted: ${queue}, resource policy, 0, sqs:SendMessage, ${queue}, events.amazonaws.com`,
];

it("a record tells all that is allowed, and nothing that is forbidden", async () => {
  expect(await recordOf(() => {})).toEqual(granted);
});

it("a record tells each use once, by the patterns that allow it", async () => {
  const session = { arn: "arn:aws:sts::123456789012:assumed-role/reader/one" };
  const other = { arn: "arn:aws:sts::123456789012:assumed-role/reader/two" };
  const lines = await recordOf((authorize) => {
    authorize(session, { action: "s3:GetObject", resource: "arn:aws:s3:::a/1" });
    authorize(other, { action: "s3:GetObjectVersion", resource: "arn:aws:s3:::a/2" });
    authorize({ service: "events.amazonaws.com", sourceArn: rule }, { action: "sqs:SendMessage", resource: queue });
    const asReader = { service: "iot.amazonaws.com", sourceArn: rule, roleArn: role.arn, session: "s" };
    authorize(asReader, { action: "s3:PutObject", resource: "arn:aws:s3:::b/1" });
  });
  expect(lines.slice(granted.length)).toEqual([
    "used: reader, Read, Look, s3:Get*, arn:aws:s3:::a/*, ",
    `used: ${queue}, resource policy, 0, sqs:SendMessage, ${queue}, events.amazonaws.com`,
    "used: reader, trust policy, 0, sts:AssumeRole, , iot.amazonaws.com",
    "used: reader, Read, Look, s3:PutObject, arn:aws:s3:::b/*, ",
  ]);
});

it("a record tells who was denied what, and nothing of the account's root", async () => {
  const lines = await recordOf((authorize) => {
    const ask = (arn: string) => {
      const denied = () =>
        authorize({ arn }, { action: "iot:CreateJob", resource: "arn:aws:iot:us-east-1:123456789012:job/j" });
      return arn.endsWith(":root") ? denied() : expect(denied).toThrow("is not authorized to perform: iot:CreateJob");
    };
    ask("arn:aws:sts::123456789012:assumed-role/reader/one");
    ask("arn:aws:iam::123456789012:root");
  });
  expect(lines.slice(granted.length)).toEqual([
    "denied: reader, iot:CreateJob, arn:aws:iot:us-east-1:123456789012:job/j",
  ]);
});
