import type { Output, Parameter, ResourceStatus, StackStatus } from "@aws-sdk/client-cloudformation";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import type { ResourceEvent, Stack } from "./deploy-stack.ts";
import { parameterValues } from "./parameters.ts";
import { pseudoParameters } from "./pseudo-parameters.ts";
import type { Template } from "./template.ts";

/** A resource of a stack, as far as it has come. */
export interface KnownResource {
  readonly logicalId: string;
  readonly type: string;
  /** Once it is made. */
  physicalId: string | undefined;
  status: ResourceStatus;
  changedAt: Date;
}

/** A stack that is deployed, or that is just being. */
export interface KnownStack {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly createdAt: Date;
  /** In the order CloudFormation began to make them. */
  readonly resources: Map<string, KnownResource>;
  /** As it was written, and with its transform carried out, as JSON. */
  readonly templates: { readonly Original: string; readonly Processed: string };
  status: StackStatus;
  outputs: readonly Output[];
}

/** By name. */
export type KnownStacks = ReadonlyMap<string, KnownStack>;

/** What a stack is deployed from. */
export interface StackSource {
  readonly name: string;
  readonly template: Template & { readonly Description?: string };
  readonly templates: KnownStack["templates"];
  readonly parameters: Readonly<Record<string, string>>;
}

/** What is known of a stack before anything of it is made. @throws AwsError ValidationError for parameters it cannot have */
export function openStack(source: StackSource, account: Account, clock: Clock): KnownStack {
  const { name, template, templates } = source;
  return {
    id: pseudoParameters(account, name)["AWS::StackId"] ?? "",
    name,
    description: template.Description,
    parameters: parametersOf(source),
    createdAt: new Date(clock.now()),
    resources: new Map(),
    templates,
    status: "CREATE_IN_PROGRESS",
    outputs: [],
  };
}

function parametersOf({ template, parameters }: StackSource): Parameter[] {
  const declared = template.Parameters ?? {};
  return [...parameterValues(declared, parameters)].map(([key, value]) => ({
    ParameterKey: key,
    ParameterValue: declared[key]?.NoEcho ? "****" : String(value), // a list with commas between
  }));
}

/** Notes how far a resource has come. */
export function noteProgress(stack: KnownStack, { logicalId, type, status }: ResourceEvent, clock: Clock): void {
  const changedAt = new Date(clock.now());
  const known = stack.resources.get(logicalId);
  if (known) Object.assign(known, { status, changedAt });
  else stack.resources.set(logicalId, { logicalId, type, physicalId: undefined, status, changedAt });
}

/** Notes that all of a stack is made. */
export function completeStack(stack: KnownStack, made: Stack, { Outputs = {} }: Template): void {
  for (const [logicalId, { physicalId }] of Object.entries(made.resources)) {
    const known = stack.resources.get(logicalId);
    if (known) known.physicalId = physicalId;
  }
  stack.outputs = Object.entries(made.outputs).map(([key, value]) => ({
    OutputKey: key,
    OutputValue: value,
    Description: Outputs[key]?.Description,
  }));
  stack.status = "CREATE_COMPLETE";
}
