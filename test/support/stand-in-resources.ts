import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import { defaultAccount } from "../../local/account.ts";
import { VirtualClock } from "../../local/clock.ts";
import {
  type CloudFormation,
  type CloudFormationOptions,
  createCloudFormation,
} from "../../local/cloudformation/cloudformation.ts";
import type { DeployedRole } from "../../local/cloudformation/roles.ts";
import type { LiveResource } from "../../local/cloudformation/stack.ts";
import type { ServiceRequest } from "../../local/http/service.ts";
import type { ResourceType, ResourceTypes } from "../../local/resource.ts";

/** What a stand-in for a service was asked to make. */
export interface Made {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Record<string, unknown>;
}

/** A stack deployed to stand-ins, and what they were asked for in this order. */
export interface StandInStack {
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, LiveResource>>;
  readonly roles: readonly DeployedRole[];
  readonly made: readonly Made[];
  /** The resolved properties of a resource. */
  properties(logicalId: string): Record<string, unknown>;
}

/** The services' types that templates of tests use. Each stand-in gives its logical id back, and attributes made of it. */
const types = [
  "AWS::S3::Bucket",
  "AWS::S3::BucketPolicy",
  "AWS::Events::Rule",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::Function",
  "AWS::SQS::Queue",
  "AWS::StepFunctions::StateMachine",
];

export interface StandInOptions {
  readonly parameters?: Record<string, string>;
  readonly resourceTypes?: ResourceTypes;
}

/** A type that only makes: nothing of a test changes or deletes it. */
export function makingOnly(create: ResourceType["create"]): ResourceType {
  return { createOnlyProperties: [], create, update: create, delete: async () => {} };
}

/** CloudFormation for a test: what goes wrong with it fails the test. */
export function createTestCloudFormation(
  resourceTypes: ResourceTypes,
  options: Partial<CloudFormationOptions> = {},
): CloudFormation {
  const refuse = () => {
    throw new Error("Nothing in this test asks for that");
  };
  return createCloudFormation({
    account: defaultAccount,
    clock: new VirtualClock(),
    resourceTypes,
    readObject: refuse,
    invokeFunction: refuse,
    presignPut: refuse,
    onBug: (bug) => {
      throw bug;
    },
    ...options,
  });
}

/** Deploys a template, given as text, to stand-ins. */
export async function deployTemplate(template: string, options: StandInOptions = {}): Promise<StandInStack> {
  const directory = await mkdtemp(path.join(tmpdir(), "stack-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const templateFile = path.join(directory, "template.yaml");
  await writeFile(templateFile, template);
  return deployTemplateFile(templateFile, options);
}

interface CustomResourceEvent {
  readonly ResponseURL: string;
  readonly LogicalResourceId: string;
}

/** What a custom resource's function puts to its ResponseURL: that all is well. */
function answerTo({ ResponseURL: path, ...ids }: CustomResourceEvent): ServiceRequest {
  const answer = { ...ids, Status: "SUCCESS", PhysicalResourceId: `physical-${ids.LogicalResourceId}` };
  return {
    method: "PUT",
    path,
    headers: {},
    body: Readable.from([Buffer.from(JSON.stringify(answer))]),
  } as ServiceRequest;
}

/** Deploys a template to stand-ins; its custom resources are made by functions that do nothing. */
export async function deployTemplateFile(
  templateFile: string,
  { parameters = {}, resourceTypes = {} }: StandInOptions = {},
): Promise<StandInStack> {
  const made: Made[] = [];
  const standIns: ResourceTypes = Object.fromEntries(
    types.map((type) => [
      type,
      makingOnly(async ({ logicalId, properties }) => {
        made.push({ logicalId, type, properties });
        const Arn = type === "AWS::Lambda::Function" ? `arn:aws:lambda:${logicalId}` : `arn:aws:${logicalId}`;
        return { physicalId: `physical-${logicalId}`, attributes: { Arn, Name: logicalId } };
      }),
    ]),
  );
  const permission = makingOnly(async ({ logicalId }) => ({ physicalId: logicalId, attributes: { Id: logicalId } }));
  const cloudFormation: CloudFormation = createTestCloudFormation(
    { "AWS::Lambda::Permission": permission, ...standIns, ...resourceTypes },
    {
      presignPut: (path) => path,
      invokeFunction: (_, event) => void cloudFormation.service.handle(answerTo(event as CustomResourceEvent)),
    },
  );
  const { outputs, resources } = await cloudFormation.deploy({ templateFile, stackName: "ota", parameters });
  const properties = (logicalId: string) => {
    const found = made.find((one) => one.logicalId === logicalId);
    if (!found) throw new Error(`${logicalId} was not made`);
    return found.properties;
  };
  return { outputs, resources, roles: [...cloudFormation.roles()], made, properties };
}
