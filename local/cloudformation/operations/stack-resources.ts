import type {
  DescribeStackResourceInput,
  DescribeStackResourceOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  ListStackResourcesInput,
  ListStackResourcesOutput,
} from "@aws-sdk/client-cloudformation";
import { pageOf } from "../../http/pages.ts";
import type { KnownResource, KnownStack, KnownStacks } from "../known-stacks.ts";
import { templateError } from "../template-error.ts";
import { findStack, stackBy } from "./stacks.ts";

const mostDescribed = 100;
const pageSize = 100;

/** @throws AwsError ValidationError: this operation words it otherwise than the others */
export function describeStackResource(
  { StackName = "", LogicalResourceId = "" }: DescribeStackResourceInput,
  stacks: KnownStacks,
): DescribeStackResourceOutput {
  const stack = stackBy(stacks, StackName);
  if (!stack) throw templateError(`Stack '${StackName}' does not exist`);
  const resource = findResource(stack, LogicalResourceId);
  return {
    StackResourceDetail: {
      StackName: stack.name,
      StackId: stack.id,
      ...named(resource),
      LastUpdatedTimestamp: resource.changedAt,
    },
  };
}

/** The first hundred of a stack, or of the stack that a physical id belongs to. @throws AwsError ValidationError */
export function describeStackResources(
  { StackName, LogicalResourceId, PhysicalResourceId }: DescribeStackResourcesInput,
  stacks: KnownStacks,
): DescribeStackResourcesOutput {
  const stack = PhysicalResourceId === undefined ? findStack(stacks, StackName) : stackOf(stacks, PhysicalResourceId);
  const resources =
    LogicalResourceId === undefined ? [...stack.resources.values()] : [findResource(stack, LogicalResourceId)];
  return {
    StackResources: resources.slice(0, mostDescribed).map((resource) => ({
      StackName: stack.name,
      StackId: stack.id,
      ...named(resource),
      Timestamp: resource.changedAt,
    })),
  };
}

/** @throws AwsError ValidationError */
export function listStackResources(
  { StackName, NextToken }: ListStackResourcesInput,
  stacks: KnownStacks,
): ListStackResourcesOutput {
  const resources = [...findStack(stacks, StackName).resources.values()];
  const page = { limit: pageSize, nextToken: NextToken, invalidToken: "ValidationError" };
  const { items, nextToken } = pageOf(resources, page, ({ logicalId }) => logicalId);
  return {
    StackResourceSummaries: items.map((resource) => ({ ...named(resource), LastUpdatedTimestamp: resource.changedAt })),
    NextToken: nextToken,
  };
}

function findResource({ name, resources }: KnownStack, logicalId: string): KnownResource {
  const found = resources.get(logicalId);
  if (!found) throw templateError(`Resource ${logicalId} does not exist for stack ${name}`);
  return found;
}

function stackOf(stacks: KnownStacks, physicalId: string): KnownStack {
  const isIn = ({ resources }: KnownStack) =>
    [...resources.values()].some((resource) => resource.physicalId === physicalId);
  const found = [...stacks.values()].find(isIn);
  if (!found) throw templateError(`Stack for ${physicalId} does not exist`);
  return found;
}

function named({ logicalId, physicalId, type, status }: KnownResource) {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    ResourceStatus: status,
    DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" as const },
  };
}
