import type {
  DescribeStackResourceInput,
  DescribeStackResourceOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  ListStackResourcesInput,
  ListStackResourcesOutput,
} from "@aws-sdk/client-cloudformation";
import { pageOf } from "../../http/pages.ts";
import type { CloudFormationContext } from "../context.ts";
import type { ResourceProgress, Stack } from "../stack.ts";
import { templateError } from "../template-error.ts";

const mostDescribed = 100;
const pageSize = 100;

/** @throws AwsError ValidationError: this operation words it otherwise than the others */
export function describeStackResource(
  { StackName = "", LogicalResourceId = "" }: DescribeStackResourceInput,
  { stacks }: CloudFormationContext,
): DescribeStackResourceOutput {
  const stack = stacks.find(StackName);
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
  { stacks }: CloudFormationContext,
): DescribeStackResourcesOutput {
  const stack =
    PhysicalResourceId === undefined ? stacks.get(StackName) : stackOf(stacks.present(), PhysicalResourceId);
  const resources =
    LogicalResourceId === undefined ? [...stack.progress.values()] : [findResource(stack, LogicalResourceId)];
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
  { stacks }: CloudFormationContext,
): ListStackResourcesOutput {
  const resources = [...stacks.get(StackName).progress.values()];
  const page = { limit: pageSize, nextToken: NextToken, invalidToken: "ValidationError" };
  const { items, nextToken } = pageOf(resources, page, ({ logicalId }) => logicalId);
  return {
    StackResourceSummaries: items.map((resource) => ({ ...named(resource), LastUpdatedTimestamp: resource.changedAt })),
    NextToken: nextToken,
  };
}

function findResource({ name, progress }: Stack, logicalId: string): ResourceProgress {
  const found = progress.get(logicalId);
  if (!found) throw templateError(`Resource ${logicalId} does not exist for stack ${name}`);
  return found;
}

function stackOf(stacks: readonly Stack[], physicalId: string): Stack {
  const found = stacks.find(({ progress }) => [...progress.values()].some((one) => one.physicalId === physicalId));
  if (!found) throw templateError(`Stack for ${physicalId} does not exist`);
  return found;
}

function named({ logicalId, physicalId, type, status, statusReason }: ResourceProgress) {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    ResourceStatus: status,
    ResourceStatusReason: statusReason,
    DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" as const },
  };
}
