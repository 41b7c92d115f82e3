import type * as sdk from "@aws-sdk/client-cloudformation";
import { pageOf } from "../../http/pages.ts";
import type { CloudFormationContext } from "../context.ts";
import { describedParameters } from "../described-parameters.ts";
import type { Stack } from "../stack.ts";

const pageSize = 100;

/** One stack, or all that are there. @throws AwsError ValidationError */
export function describeStacks(
  { StackName, NextToken }: sdk.DescribeStacksInput,
  { stacks }: CloudFormationContext,
): sdk.DescribeStacksOutput {
  const wanted = StackName === undefined ? stacks.present() : [stacks.get(StackName)];
  const { items, nextToken } = pageOfStacks(wanted, NextToken);
  return { Stacks: items.map(described), NextToken: nextToken };
}

/** Also those that are deleted. */
export function listStacks(
  { StackStatusFilter, NextToken }: sdk.ListStacksInput,
  { stacks }: CloudFormationContext,
): sdk.ListStacksOutput {
  const wanted = stacks.all().filter(({ status }) => !StackStatusFilter?.length || StackStatusFilter.includes(status));
  const { items, nextToken } = pageOfStacks(wanted, NextToken);
  return {
    StackSummaries: items.map((stack) => ({
      StackId: stack.id,
      StackName: stack.name,
      TemplateDescription: descriptionOf(stack),
      ...timesOf(stack),
      StackStatus: stack.status,
      StackStatusReason: stack.statusReason,
      DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
    })),
    NextToken: nextToken,
  };
}

function pageOfStacks(stacks: readonly Stack[], nextToken: string | undefined) {
  return pageOf(stacks, { limit: pageSize, nextToken, invalidToken: "ValidationError" }, ({ id }) => id);
}

function described(stack: Stack): sdk.Stack {
  const { id, name, revision, status, statusReason, outputs } = stack;
  return {
    StackId: id,
    StackName: name,
    Description: descriptionOf(stack),
    Parameters: revision ? describedParameters(revision.plan) : [],
    ...timesOf(stack),
    RollbackConfiguration: {},
    StackStatus: status,
    StackStatusReason: statusReason,
    DisableRollback: false,
    NotificationARNs: [],
    Capabilities: [...(revision?.capabilities ?? [])] as sdk.Capability[],
    Outputs: [...outputs],
    Tags: [...(revision?.tags ?? [])],
    EnableTerminationProtection: false,
    DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
  };
}

function descriptionOf({ revision }: Stack): string | undefined {
  return revision?.plan.template.Description;
}

function timesOf({ createdAt, updatedAt, deletedAt }: Stack) {
  return { CreationTime: createdAt, LastUpdatedTime: updatedAt, DeletionTime: deletedAt };
}
