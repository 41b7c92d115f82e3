import type * as sdk from "@aws-sdk/client-cloudformation";
import { AwsError } from "../../http/aws-error.ts";
import { pageOf } from "../../http/pages.ts";
import { checkCapabilities } from "../capabilities.ts";
import { findChangeSet, planChangeSet } from "../change-sets.ts";
import type { CloudFormationContext } from "../context.ts";
import { createStack, updateStack } from "../deployment.ts";
import { describedParameters } from "../described-parameters.ts";
import { noteStack } from "../events.ts";
import { requestedTemplate } from "../revision.ts";
import type { ChangeSet, Stack } from "../stack.ts";
import { templateError } from "../template-error.ts";
import { checkUpdatable } from "../updatable.ts";

const pageSize = 100;

/**
 * Plans what would be done, at once: on AWS it takes a while. A change set of the type CREATE makes the stack, in review.
 * @throws AwsError ValidationError, AlreadyExistsException, InsufficientCapabilitiesException; NotImplemented by name
 */
export async function createChangeSet(
  request: sdk.CreateChangeSetInput,
  context: CloudFormationContext,
): Promise<sdk.CreateChangeSetOutput> {
  const { ChangeSetName = "", StackName = "", ChangeSetType = "UPDATE", Capabilities = [] } = request;
  const known = stackFor(StackName, ChangeSetName, ChangeSetType, context);
  if (known?.changeSets.has(ChangeSetName))
    throw new AwsError("AlreadyExistsException", `ChangeSet ${ChangeSetName} already exists`, 400);
  const template = await requestedTemplate(request, known, context);
  const stack = known ?? context.stacks.prepare(StackName);
  const changeSet = planChangeSet({ ...request, ChangeSetName }, template, stack, context);
  const processed = changeSet.revision?.plan.template;
  if (processed) checkCapabilities(processed, Capabilities, { isReviewed: true });
  if (!known) {
    context.stacks.add(stack);
    noteStack(stack, context.clock, "REVIEW_IN_PROGRESS", "User Initiated");
  }
  stack.changeSets.set(ChangeSetName, changeSet);
  return { Id: changeSet.id, StackId: stack.id };
}

/** The stack a change set is for; undefined when there is none yet. */
function stackFor(
  name: string,
  changeSetName: string,
  type: sdk.ChangeSetType,
  { stacks }: CloudFormationContext,
): Stack | undefined {
  const stack = stacks.find(name);
  if (type === "IMPORT")
    throw new AwsError("NotImplemented", "Local AWS does not play IMPORT of cloudformation:CreateChangeSet", 501);
  if (type === "CREATE") {
    if (!stack || stack.status === "REVIEW_IN_PROGRESS") return stack;
    throw templateError(
      `Stack [${name}] already exists and cannot be created again with the changeSet [${changeSetName}].`,
    );
  }
  if (!stack || stack.status === "REVIEW_IN_PROGRESS") throw templateError(`Stack [${name}] does not exist`);
  checkUpdatable(stack);
  return stack;
}

/** @throws AwsError ChangeSetNotFoundException, ValidationError */
export function describeChangeSet(
  { ChangeSetName, StackName, NextToken }: sdk.DescribeChangeSetInput,
  context: CloudFormationContext,
): sdk.DescribeChangeSetOutput {
  const { stack, changeSet } = findChangeSet(ChangeSetName, StackName, context);
  const page = { limit: pageSize, nextToken: NextToken, invalidToken: "ValidationError" };
  const nameOf = ({ ResourceChange }: sdk.Change) => ResourceChange?.LogicalResourceId ?? "";
  const { items, nextToken } = pageOf(changeSet.changes, page, nameOf);
  const { revision } = changeSet;
  return {
    ...summary(changeSet, stack),
    Parameters: revision ? describedParameters(revision.plan) : [],
    NotificationARNs: [],
    RollbackConfiguration: {},
    Capabilities: [...(revision?.capabilities ?? [])] as sdk.Capability[],
    Tags: [...(revision?.tags ?? [])],
    Changes: items,
    NextToken: nextToken,
  };
}

/** @throws AwsError ValidationError */
export function listChangeSets(
  { StackName, NextToken }: sdk.ListChangeSetsInput,
  { stacks }: CloudFormationContext,
): sdk.ListChangeSetsOutput {
  const stack = stacks.get(StackName);
  const page = { limit: pageSize, nextToken: NextToken, invalidToken: "ValidationError" };
  const { items, nextToken } = pageOf([...stack.changeSets.values()], page, ({ name }) => name);
  return { Summaries: items.map((changeSet) => summary(changeSet, stack)), NextToken: nextToken };
}

function summary(changeSet: ChangeSet, stack: Stack): sdk.ChangeSetSummary {
  return {
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    StackId: stack.id,
    StackName: stack.name,
    Description: changeSet.description,
    CreationTime: changeSet.createdAt,
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    ExecutionStatus: changeSet.executionStatus,
    IncludeNestedStacks: false,
  };
}

/** One that is not there is deleted already. @throws AwsError InvalidChangeSetStatusException, ValidationError */
export function deleteChangeSet(
  { ChangeSetName, StackName }: sdk.DeleteChangeSetInput,
  context: CloudFormationContext,
): sdk.DeleteChangeSetOutput {
  try {
    const { stack, changeSet } = findChangeSet(ChangeSetName, StackName, context);
    if (changeSet.executionStatus === "EXECUTE_IN_PROGRESS") throw notNow(changeSet, "deleted");
    stack.changeSets.delete(changeSet.name);
  } catch (error) {
    if (!(error instanceof AwsError && error.name === "ChangeSetNotFoundException")) throw error;
  }
  return {};
}

/**
 * Begins to do what a change set has planned; the stack's other change sets are no more.
 * @throws AwsError ChangeSetNotFoundException, InvalidChangeSetStatusException, ValidationError
 */
export function executeChangeSet(
  request: sdk.ExecuteChangeSetInput,
  context: CloudFormationContext,
): sdk.ExecuteChangeSetOutput {
  const { stack, changeSet } = findChangeSet(request.ChangeSetName, request.StackName, context);
  const { revision } = changeSet;
  if (changeSet.executionStatus !== "AVAILABLE" || !revision) throw notNow(changeSet, "executed");
  if (changeSet.type === "UPDATE") checkUpdatable(stack);
  stack.changeSets.clear();
  stack.changeSets.set(changeSet.name, changeSet);
  changeSet.executionStatus = "EXECUTE_IN_PROGRESS";
  const deploying = (changeSet.type === "CREATE" ? createStack : updateStack)(stack, revision, context);
  const over = ({ failures }: Awaited<typeof deploying>) => {
    changeSet.executionStatus = failures.length === 0 ? "EXECUTE_COMPLETE" : "EXECUTE_FAILED";
  };
  context.background(deploying.then(over));
  return {};
}

function notNow({ id, status, executionStatus }: ChangeSet, done: string): AwsError {
  const now = status === "FAILED" ? status : executionStatus;
  const message = `ChangeSet [${id}] cannot be ${done} in its current status of [${now}]`;
  return new AwsError("InvalidChangeSetStatusException", message, 400);
}
