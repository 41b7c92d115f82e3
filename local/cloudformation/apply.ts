import { applyResource, type Done } from "./apply-resource.ts";
import type { CloudFormationContext } from "./context.ts";
import { inOrder } from "./in-order.ts";
import type { LiveResource, Stack } from "./stack.ts";
import type { StackPlan } from "./stack-plan.ts";

/** A resource that could not be made or changed. */
export interface Failure {
  readonly logicalId: string;
  readonly type: string;
  readonly verb: "create" | "update";
  readonly error: Error;
}

/** How far a plan was carried out. */
export interface Application {
  /** What is there of the plan. */
  readonly resources: ReadonlyMap<string, LiveResource>;
  readonly done: readonly Done[];
  readonly failures: readonly Failure[];
}

/**
 * Makes and changes a stack's resources as a plan wants them, each as soon as those it refers to are so; deletes none. After a
 * failure nothing more is begun, and what is under way is waited for.
 */
export async function applyPlan(plan: StackPlan, stack: Stack, context: CloudFormationContext): Promise<Application> {
  const resources = new Map<string, LiveResource>();
  const done: Done[] = [];
  const failures: Failure[] = [];
  const work = async (logicalId: string): Promise<boolean> => {
    if (failures.length > 0) return false;
    const outcome = await applyResource({ logicalId, plan, resources }, stack, context);
    if (outcome.done) done.push(outcome.done);
    if ("resource" in outcome) {
      resources.set(logicalId, outcome.resource);
      return true;
    }
    const type = plan.declared[logicalId]?.Type ?? "";
    const verb = stack.resources.has(logicalId) ? "update" : "create";
    failures.push({ logicalId, type, verb, error: outcome.error });
    return false;
  };
  await inOrder(Object.keys(plan.declared), (id) => plan.needs.get(id) ?? [], work);
  return { resources, done, failures };
}
