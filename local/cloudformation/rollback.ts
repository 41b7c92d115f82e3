import type { Application } from "./apply.ts";
import type { Done } from "./apply-resource.ts";
import type { CloudFormationContext } from "./context.ts";
import { noteResource } from "./events.ts";
import { failureReason } from "./failure-reason.ts";
import { inOrder } from "./in-order.ts";
import type { Removal } from "./removal.ts";
import type { LiveResource, Stack } from "./stack.ts";

/** What a rollback has come to. */
export interface Reverted {
  /** What the stack is made of again. */
  readonly resources: ReadonlyMap<string, LiveResource>;
  /** What was made in vain. */
  readonly removals: readonly Removal[];
  /** The logical ids of what could not be set back. */
  readonly failed: readonly string[];
}

/** Sets back what an update has changed, each resource after those it referred to; what the update has made is left to be removed. */
export async function revert({ done }: Application, stack: Stack, context: CloudFormationContext): Promise<Reverted> {
  const resources = new Map(stack.resources);
  const byId = new Map(done.map((one) => [one.now.logicalId, one]));
  const removals: Removal[] = [];
  const failed: string[] = [];
  const before = (id: string) => [...(stack.resources.get(id)?.needs ?? [])].filter((other) => byId.has(other));
  await inOrder(byId.keys(), before, async (id) => {
    const one = byId.get(id) as Done;
    try {
      const { resource, vain } = await revertOne(one, stack, context);
      if (resource) resources.set(id, resource);
      removals.push(...vain);
      return true;
    } catch (error) {
      const { logicalId, type } = one.now;
      noteResource(stack, context.clock, { logicalId, type, status: "UPDATE_FAILED", reason: failureReason(error) });
      failed.push(id);
      return false;
    }
  });
  return { resources, removals, failed };
}

interface RevertedOne {
  readonly resource?: LiveResource;
  readonly vain: readonly Removal[];
}

async function revertOne(done: Done, stack: Stack, { clock, typeOf }: CloudFormationContext): Promise<RevertedOne> {
  const { now } = done;
  if (done.kind === "created") return { vain: [{ resource: now, occasion: "creation rolled back" }] };
  const { before } = done;
  const { logicalId, type } = before;
  const note = (status: "UPDATE_IN_PROGRESS" | "UPDATE_COMPLETE", physicalId: string) =>
    noteResource(stack, clock, { logicalId, type, physicalId, status });
  if (done.kind === "replaced") {
    note("UPDATE_COMPLETE", before.physicalId);
    return { resource: before, vain: [{ resource: now, occasion: "replacement rolled back" }] };
  }
  note("UPDATE_IN_PROGRESS", now.physicalId);
  const made = await typeOf(type, stack)?.update({
    stackName: stack.name,
    logicalId,
    physicalId: now.physicalId,
    properties: before.prepared,
    previousProperties: now.prepared,
  });
  const resource = { ...before, ...made };
  note("UPDATE_COMPLETE", resource.physicalId);
  const vain = [now, before].filter(({ physicalId }, at, all) => {
    return physicalId !== resource.physicalId && all.findIndex((one) => one.physicalId === physicalId) === at;
  });
  return { resource, vain: vain.map((one) => ({ resource: one, occasion: "replacement rolled back" })) };
}
