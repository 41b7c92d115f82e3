import type * as sdk from "@aws-sdk/client-cloudformation";
import { AwsError } from "../../http/aws-error.ts";
import { refuseMembers } from "../../http/refuse-members.ts";
import { checkCapabilities } from "../capabilities.ts";
import { isSame } from "../change-sets.ts";
import { changesOf } from "../changes.ts";
import type { CloudFormationContext } from "../context.ts";
import { createStack as create, deleteStack as remove, updateStack as update } from "../deployment.ts";
import { noteStack } from "../events.ts";
import { type RevisionRequest, requestedTemplate, revisionOf } from "../revision.ts";
import type { Stack, StackRevision } from "../stack.ts";
import { templateError } from "../template-error.ts";
import { checkDeletable, checkUpdatable } from "../updatable.ts";

/**
 * Begins to make a stack.
 * @throws AwsError AlreadyExistsException, ValidationError, InsufficientCapabilitiesException; NotImplemented by name
 */
export async function createStack(
  request: sdk.CreateStackInput,
  context: CloudFormationContext,
): Promise<sdk.CreateStackOutput> {
  const { StackName = "", OnFailure = "ROLLBACK" } = request;
  if (OnFailure !== "ROLLBACK") refuseMembers("cloudformation:CreateStack", request, ["OnFailure"]);
  if (context.stacks.find(StackName))
    throw new AwsError("AlreadyExistsException", `Stack [${StackName}] already exists`, 400);
  const stack = context.stacks.prepare(StackName);
  const revision = await checkedRevision(request, stack, context);
  context.stacks.add(stack);
  context.background(create(stack, revision, context));
  return { StackId: stack.id };
}

/**
 * Begins to change a stack.
 * @throws AwsError ValidationError, also when nothing would change; InsufficientCapabilitiesException; NotImplemented by name
 */
export async function updateStack(
  request: sdk.UpdateStackInput,
  context: CloudFormationContext,
): Promise<sdk.UpdateStackOutput> {
  const stack = context.stacks.find(request.StackName);
  if (!stack || stack.status === "REVIEW_IN_PROGRESS")
    throw templateError(`Stack [${request.StackName}] does not exist`);
  checkUpdatable(stack);
  const revision = await checkedRevision(request, stack, context);
  checkUpdatable(stack); // somebody else may have been faster
  if (changesOf(revision.plan, stack, context).length === 0 && isSame(revision, stack.revision))
    throw templateError("No updates are to be performed.");
  stack.changeSets.clear();
  context.background(update(stack, revision, context));
  return { StackId: stack.id };
}

/** Begins to delete a stack; one that is not there is deleted already. @throws AwsError ValidationError */
export function deleteStack(request: sdk.DeleteStackInput, context: CloudFormationContext): object {
  const stack = context.stacks.find(request.StackName);
  if (!stack || stack.status === "DELETE_COMPLETE" || stack.status === "DELETE_IN_PROGRESS") return {};
  checkDeletable(stack);
  const retained = new Set(request.RetainResources ?? []);
  if (retained.size > 0 && stack.status !== "DELETE_FAILED")
    throw templateError(
      `Invalid operation on stack [${stack.id}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state.`,
    );
  stack.changeSets.clear();
  if (stack.status === "REVIEW_IN_PROGRESS") noteStack(stack, context.clock, "DELETE_COMPLETE", "User Initiated");
  else context.background(remove(stack, retained, context));
  return {};
}

async function checkedRevision(
  request: RevisionRequest,
  stack: Stack,
  context: CloudFormationContext,
): Promise<StackRevision> {
  const template = await requestedTemplate(request, stack, context);
  const { Transform } = template.template;
  if (Transform !== undefined)
    checkCapabilities({ Transform, Resources: {} }, request.Capabilities ?? [], { isReviewed: false });
  const revision = revisionOf(template, request, stack, context);
  checkCapabilities(revision.plan.template, request.Capabilities ?? [], { isReviewed: false });
  return revision;
}
