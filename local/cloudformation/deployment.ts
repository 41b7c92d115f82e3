import { type Application, applyPlan, type Failure } from "./apply.ts";
import type { CloudFormationContext } from "./context.ts";
import { noteResource, noteStack } from "./events.ts";
import { failureReason } from "./failure-reason.ts";
import { outputs } from "./outputs.ts";
import { type Removal, removeResources } from "./removal.ts";
import { revert } from "./rollback.ts";
import type { LiveResource, Stack, StackRevision } from "./stack.ts";

/** How a deployment ended. */
export interface Deployed {
  /** What could not be made or changed; then all has been set back. */
  readonly failures: readonly Failure[];
}

/** Makes a stack that is new; when something of it cannot be made, what was made is deleted again. */
export async function createStack(
  stack: Stack,
  revision: StackRevision,
  context: CloudFormationContext,
): Promise<Deployed> {
  const { clock } = context;
  stack.revision = revision;
  noteStack(stack, clock, "CREATE_IN_PROGRESS", "User Initiated");
  const application = await applyPlan(revision.plan, stack, context);
  const failures = [...application.failures, ...adopt(stack, revision, application)];
  if (failures.length === 0) {
    noteStack(stack, clock, "CREATE_COMPLETE");
    return { failures };
  }
  noteStack(stack, clock, "ROLLBACK_IN_PROGRESS", `${summary(failures)} Rollback requested by user.`);
  const { removals } = await revert(application, stack, context);
  const left = await removeResources(removals, stack, context);
  noteGone(stack, failures, context);
  stack.resources = byLogicalId(left);
  stack.outputs = [];
  noteStack(stack, clock, left.length === 0 ? "ROLLBACK_COMPLETE" : "ROLLBACK_FAILED", deletionFailure(left));
  return { failures };
}

/**
 * Changes a stack that is there, and then deletes what it has no more; when something cannot be changed, all is set back.
 * Until then it is the former stack that the API tells of.
 */
export async function updateStack(
  stack: Stack,
  revision: StackRevision,
  context: CloudFormationContext,
): Promise<Deployed> {
  const { clock } = context;
  stack.updatedAt = new Date(clock.now());
  noteStack(stack, clock, "UPDATE_IN_PROGRESS", "User Initiated");
  const former = stack.resources;
  const application = await applyPlan(revision.plan, stack, context);
  const failures = [...application.failures, ...adopt(stack, revision, application)];
  if (failures.length > 0) {
    await rollBack(stack, application, failures, context);
    return { failures };
  }
  noteStack(stack, clock, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
  const removed = [...former.values()].filter(({ logicalId }) => !application.resources.has(logicalId));
  const left = await removeResources([...removed.map(deletion), ...replaced(application)], stack, context);
  forget(stack, removed, left);
  noteStack(stack, clock, "UPDATE_COMPLETE");
  return { failures };
}

/** Deletes a stack and what it is made of, but for what is retained by its policy or because somebody asked for that. */
export async function deleteStack(
  stack: Stack,
  retained: ReadonlySet<string>,
  context: CloudFormationContext,
): Promise<void> {
  const { clock } = context;
  noteStack(stack, clock, "DELETE_IN_PROGRESS", "User Initiated");
  const resources = [...stack.resources.values()];
  for (const { logicalId, type, physicalId } of resources.filter(({ logicalId }) => retained.has(logicalId))) {
    noteResource(stack, clock, { logicalId, type, physicalId, status: "DELETE_SKIPPED" });
  }
  const removals = resources.filter(({ logicalId }) => !retained.has(logicalId)).map(deletion);
  const left = await removeResources(removals, stack, context);
  stack.resources = byLogicalId(left);
  if (left.length === 0) stack.deletedAt = new Date(clock.now());
  noteStack(stack, clock, left.length === 0 ? "DELETE_COMPLETE" : "DELETE_FAILED", deletionFailure(left));
}

async function rollBack(
  stack: Stack,
  application: Application,
  failures: readonly Failure[],
  context: CloudFormationContext,
): Promise<void> {
  const { clock } = context;
  noteStack(stack, clock, "UPDATE_ROLLBACK_IN_PROGRESS", summary(failures));
  const { resources, removals, failed } = await revert(application, stack, context);
  stack.resources = resources;
  if (failed.length > 0) {
    const reason = `The following resource(s) failed to update: [${failed.join(", ")}]. `;
    noteStack(stack, clock, "UPDATE_ROLLBACK_FAILED", reason);
    return;
  }
  noteStack(stack, clock, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
  const made = removals.map(({ resource }) => resource).filter(({ logicalId }) => !resources.has(logicalId));
  const left = await removeResources(removals, stack, context);
  const isNew = failures.filter(({ logicalId }) => !resources.has(logicalId));
  noteGone(stack, isNew, context);
  forget(stack, [...made, ...isNew], left);
  noteStack(stack, clock, "UPDATE_ROLLBACK_COMPLETE");
}

/** Takes over what was applied. @returns what was wrong with the outputs: then nothing is taken over */
function adopt(stack: Stack, revision: StackRevision, application: Application): Failure[] {
  if (application.failures.length > 0) return [];
  try {
    stack.outputs = outputs(revision.plan, application.resources);
    stack.resources = application.resources;
    stack.revision = revision;
    return [];
  } catch (error) {
    return [{ logicalId: stack.name, type: "AWS::CloudFormation::Stack", verb: "update", error: error as Error }];
  }
}

function deletion(resource: LiveResource): Removal {
  return { resource, occasion: "deletion" };
}

/** Those before, of what was replaced; the policy of the new template counts. */
function replaced({ done }: Application): Removal[] {
  return done.flatMap((one) => {
    if (one.kind === "created" || one.now.physicalId === one.before.physicalId) return [];
    const { declaration } = one.now;
    return [{ resource: { ...one.before, declaration }, occasion: "replacement" } as const];
  });
}

/** What was never there is gone, too. */
function noteGone(stack: Stack, failures: readonly Failure[], { clock }: CloudFormationContext): void {
  for (const { logicalId, type } of failures) {
    const known = stack.progress.get(logicalId);
    if (known?.status === "CREATE_FAILED") noteResource(stack, clock, { logicalId, type, status: "DELETE_COMPLETE" });
  }
}

/** The API tells no more of what is not the stack's any longer, unless it could not be deleted. */
function forget(stack: Stack, gone: readonly { readonly logicalId: string }[], left: readonly LiveResource[]): void {
  const stays = new Set(left.map(({ logicalId }) => logicalId));
  for (const { logicalId } of gone) if (!stays.has(logicalId)) stack.progress.delete(logicalId);
}

function byLogicalId(resources: readonly LiveResource[]): Map<string, LiveResource> {
  return new Map(resources.map((resource) => [resource.logicalId, resource]));
}

function summary(failures: readonly Failure[]): string {
  const sentence = (verb: Failure["verb"]) => {
    const names = failures.filter((failure) => failure.verb === verb).map(({ logicalId }) => logicalId);
    return names.length > 0 ? [`The following resource(s) failed to ${verb}: [${names.join(", ")}].`] : [];
  };
  const ofOutputs = failures.find(({ type }) => type === "AWS::CloudFormation::Stack");
  return ofOutputs ? failureReason(ofOutputs.error) : [...sentence("create"), ...sentence("update")].join(" ");
}

function deletionFailure(left: readonly LiveResource[]): string | undefined {
  if (left.length === 0) return undefined;
  return `The following resource(s) failed to delete: [${left.map(({ logicalId }) => logicalId).join(", ")}]. `;
}
