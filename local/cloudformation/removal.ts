import type { CloudFormationContext } from "./context.ts";
import { noteFormerResource, noteResource, type ResourceNews } from "./events.ts";
import { failureReason } from "./failure-reason.ts";
import { inOrder } from "./in-order.ts";
import { isRetained, type Occasion } from "./retention.ts";
import type { LiveResource, Stack } from "./stack.ts";

/** A resource that is to go. */
export interface Removal {
  readonly resource: LiveResource;
  readonly occasion: Occasion;
}

/**
 * Deletes resources, each when those that refer to it are gone; those that are to be retained stay.
 * @returns those that could not be deleted, and those they need, which then are not tried
 */
export async function removeResources(
  removals: readonly Removal[],
  stack: Stack,
  context: CloudFormationContext,
): Promise<LiveResource[]> {
  const byKey = new Map(removals.map((removal) => [keyOf(removal), removal]));
  const referring = (key: string) => {
    const logicalId = byKey.get(key)?.resource.logicalId ?? "";
    return removals.filter(({ resource }) => resource.needs.has(logicalId)).map(keyOf);
  };
  const gone = new Set<string>();
  await inOrder(byKey.keys(), referring, async (key) => {
    const removed = await remove(byKey.get(key) as Removal, stack, context);
    if (removed) gone.add(key);
    return removed;
  });
  return removals.filter((removal) => !gone.has(keyOf(removal))).map(({ resource }) => resource);
}

/** A logical id may stand for several on their way out. */
function keyOf({ resource: { logicalId, physicalId } }: Removal): string {
  return JSON.stringify([logicalId, physicalId]);
}

/** Resolves to whether it went well. */
async function remove(
  { resource, occasion }: Removal,
  stack: Stack,
  { clock, typeOf }: CloudFormationContext,
): Promise<boolean> {
  const { logicalId, type, physicalId, declaration, prepared: properties } = resource;
  const isFormer = stack.progress.get(logicalId)?.physicalId !== physicalId;
  const note = (status: ResourceNews["status"], reason?: string) =>
    (isFormer ? noteFormerResource : noteResource)(stack, clock, { logicalId, type, physicalId, status, reason });
  if (isRetained(declaration, occasion)) {
    note("DELETE_SKIPPED");
    return true;
  }
  note("DELETE_IN_PROGRESS");
  try {
    await typeOf(type, stack)?.delete({ stackName: stack.name, logicalId, physicalId, properties });
    note("DELETE_COMPLETE");
    return true;
  } catch (error) {
    note("DELETE_FAILED", failureReason(error));
    return false;
  }
}
