import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { defaultAccount } from "../../local/account.ts";
import { deployStack, type ResourceEvent, type Stack } from "../../local/cloudformation/deploy-stack.ts";
import type { ResourceTypes } from "../../local/resource.ts";

/** What a stand-in for a service was asked to make. */
export interface Made {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Record<string, unknown>;
}

/** A stack deployed to stand-ins, and what they were asked for in this order. */
export interface StandInStack extends Stack {
  readonly made: readonly Made[];
  readonly events: readonly ResourceEvent[];
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

/** Deploys a template, given as text, to stand-ins. */
export async function deployTemplate(template: string, options: StandInOptions = {}): Promise<StandInStack> {
  const directory = await mkdtemp(path.join(tmpdir(), "stack-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const templateFile = path.join(directory, "template.yaml");
  await writeFile(templateFile, template);
  return deployTemplateFile(templateFile, options);
}

/** Deploys a template to stand-ins. */
export async function deployTemplateFile(
  templateFile: string,
  { parameters = {}, resourceTypes = {} }: StandInOptions = {},
): Promise<StandInStack> {
  const made: Made[] = [];
  const events: ResourceEvent[] = [];
  const standIns: ResourceTypes = Object.fromEntries(
    types.map((type) => [
      type,
      {
        async create({ logicalId, properties }) {
          made.push({ logicalId, type, properties });
          return { physicalId: `physical-${logicalId}`, attributes: { Arn: `arn:aws:${logicalId}`, Name: logicalId } };
        },
      },
    ]),
  );
  const stack = await deployStack({
    templateFile,
    stackName: "ota",
    parameters,
    account: defaultAccount,
    resourceTypes: { ...standIns, ...resourceTypes },
    onProgress: (event) => events.push(event),
  });
  const properties = (logicalId: string) => {
    const found = made.find((one) => one.logicalId === logicalId);
    if (!found) throw new Error(`${logicalId} was not made`);
    return found.properties;
  };
  return { ...stack, made, events, properties };
}
