import type {
  DescribeStacksInput,
  DescribeStacksOutput,
  GetTemplateInput,
  GetTemplateOutput,
  ListStacksInput,
  ListStacksOutput,
  Stack,
} from "@aws-sdk/client-cloudformation";
import { pageOf } from "../../http/pages.ts";
import type { KnownStack, KnownStacks } from "../known-stacks.ts";
import { templateError } from "../template-error.ts";

const pageSize = 100;

/** The stack of this name or id, if there is one. */
export function stackBy(stacks: KnownStacks, nameOrId: string | undefined): KnownStack | undefined {
  return [...stacks.values()].find(({ name, id }) => name === nameOrId || id === nameOrId);
}

/** @throws AwsError ValidationError when there is no stack of this name or id */
export function findStack(stacks: KnownStacks, nameOrId: string | undefined): KnownStack {
  const found = stackBy(stacks, nameOrId);
  if (!found) throw templateError(`Stack with id ${nameOrId} does not exist`);
  return found;
}

/** One stack, or all of them. @throws AwsError ValidationError */
export function describeStacks(
  { StackName, NextToken }: DescribeStacksInput,
  stacks: KnownStacks,
): DescribeStacksOutput {
  const { items, nextToken } = pageOfStacks(
    StackName === undefined ? [...stacks.values()] : [findStack(stacks, StackName)],
    NextToken,
  );
  return { Stacks: items.map(described), NextToken: nextToken };
}

export function listStacks({ StackStatusFilter, NextToken }: ListStacksInput, stacks: KnownStacks): ListStacksOutput {
  const wanted = [...stacks.values()].filter(
    ({ status }) => !StackStatusFilter?.length || StackStatusFilter.includes(status),
  );
  const { items, nextToken } = pageOfStacks(wanted, NextToken);
  return {
    StackSummaries: items.map(({ id, name, description, createdAt, status }) => ({
      StackId: id,
      StackName: name,
      TemplateDescription: description,
      CreationTime: createdAt,
      StackStatus: status,
      DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
    })),
    NextToken: nextToken,
  };
}

/** The template with its transform carried out, unless it is asked for as it was written. @throws AwsError ValidationError */
export function getTemplate(
  { StackName, TemplateStage = "Processed" }: GetTemplateInput,
  stacks: KnownStacks,
): GetTemplateOutput {
  const { templates } = findStack(stacks, StackName);
  return { TemplateBody: templates[TemplateStage], StagesAvailable: ["Original", "Processed"] };
}

function pageOfStacks(stacks: readonly KnownStack[], nextToken: string | undefined) {
  return pageOf(stacks, { limit: pageSize, nextToken, invalidToken: "ValidationError" }, ({ id }) => id);
}

function described({ id, name, description, parameters, createdAt, status, outputs }: KnownStack): Stack {
  return {
    StackId: id,
    StackName: name,
    Description: description,
    Parameters: [...parameters],
    CreationTime: createdAt,
    RollbackConfiguration: {},
    StackStatus: status,
    DisableRollback: false,
    NotificationARNs: [],
    Outputs: [...outputs],
    Tags: [],
    EnableTerminationProtection: false,
    DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
  };
}
