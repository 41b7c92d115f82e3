import { isDeepStrictEqual } from "node:util";
import type { Resource, ResourceType } from "../resource.ts";
import type { CloudFormationContext } from "./context.ts";
import { prepared, refuseOtherFunction, refuseSameName, replacingProperties } from "./desired-resource.ts";
import { noteResource } from "./events.ts";
import { failureReason } from "./failure-reason.ts";
import { resolve } from "./intrinsic-functions.ts";
import { ResourceFailure } from "./resource-failure.ts";
import type { LiveResource, LiveResources, Stack } from "./stack.ts";
import type { StackPlan } from "./stack-plan.ts";
import type { ResourceDeclaration } from "./template.ts";

/** What was done to a resource. `now` is what came of it; when that failed, what there is of it all the same. */
export type Done =
  | { readonly kind: "created"; readonly now: LiveResource }
  | {
      /** Replaced: another was made beside the one before. */
      readonly kind: "updated" | "replaced";
      readonly before: LiveResource;
      readonly now: LiveResource;
    };

/** How it went with one resource. */
export type Outcome =
  | { readonly resource: LiveResource; readonly done?: Done }
  | { readonly error: Error; readonly done?: Done };

/** What is wanted of a resource, and the resources it may refer to. */
export interface Order {
  readonly logicalId: string;
  readonly plan: StackPlan;
  readonly resources: LiveResources;
}

/** Makes or changes a resource as the plan wants it; one that is so already is left alone. */
export async function applyResource(order: Order, stack: Stack, context: CloudFormationContext): Promise<Outcome> {
  const { logicalId, plan } = order;
  const { Type: type } = plan.declared[logicalId] as ResourceDeclaration;
  const before = stack.resources.get(logicalId);
  const verb = before ? "UPDATE" : "CREATE";
  const fail = (error: Error, done?: Done): Outcome => {
    noteResource(stack, context.clock, { logicalId, type, status: `${verb}_FAILED`, reason: failureReason(error) });
    return { error, ...(done && { done }) };
  };
  let wanted: Wanted | "as it is";
  try {
    wanted = await wantedOf(order, stack, context);
  } catch (error) {
    return fail(error as Error);
  }
  const declared = { declaration: plan.declared[logicalId] as ResourceDeclaration, needs: needsOf(order) };
  if (wanted === "as it is") return { resource: { ...(before as LiveResource), ...declared } };
  try {
    const made = await make(wanted, stack);
    noteResource(stack, context.clock, { logicalId, type, physicalId: made.physicalId, status: `${verb}_COMPLETE` });
    const resource = { ...wanted.resource, ...made };
    return { resource, done: doneOf(wanted, resource) };
  } catch (error) {
    const left = leftOf(wanted, error);
    return fail(error as Error, left && doneOf(wanted, left));
  }
}

/** A resource as it is to become, and how. */
interface Wanted {
  readonly kind: Done["kind"];
  readonly before: LiveResource | undefined;
  /** Without what only its making tells. */
  readonly resource: Omit<LiveResource, keyof Resource>;
  readonly handler: ResourceType;
}

async function wantedOf(
  order: Order,
  stack: Stack,
  { clock, typeOf, readObject }: CloudFormationContext,
): Promise<Wanted | "as it is"> {
  const { logicalId, plan, resources } = order;
  const declaration = plan.declared[logicalId] as ResourceDeclaration;
  const { Type: type, Properties = {} } = declaration;
  const before = stack.resources.get(logicalId);
  const properties = resolve(Properties, { ...plan.scope, resources }) as Record<string, unknown>;
  if (before && isDeepStrictEqual(before.properties, properties)) return "as it is";
  const handler = typeOf(type, stack) as ResourceType; // the plan has only types that are played
  const isReplaced = before !== undefined && replacingProperties(handler, before.properties, properties).length > 0;
  const kind = before ? (isReplaced ? "replaced" : "updated") : "created";
  noteResource(stack, clock, {
    logicalId,
    type,
    status: before ? "UPDATE_IN_PROGRESS" : "CREATE_IN_PROGRESS",
    reason: isReplaced ? replacing : undefined,
  });
  if (isReplaced) refuseSameName(before, properties);
  if (before) refuseOtherFunction(before, properties);
  const again = kind === "updated" && before ? before.again : seedOf(kind, stack);
  const complete = await prepared(type, { stackName: stack.name, logicalId, again }, properties, readObject);
  const resource = { logicalId, type, declaration, needs: needsOf(order), properties, prepared: complete, again };
  return { kind, before, resource, handler };
}

const replacing = "Requested update requires the creation of a new physical resource; hence creating one.";

function needsOf({ plan, logicalId }: Order): ReadonlySet<string> {
  return plan.needs.get(logicalId) ?? new Set();
}

function seedOf(kind: Done["kind"], stack: Stack): string {
  if (kind === "created") return stack.life === 0 && stack.updatedAt === undefined ? "" : nextSeed(stack);
  return nextSeed(stack);
}

function nextSeed(stack: Stack): string {
  stack.renamings += 1;
  return `${stack.life}.${stack.renamings}`;
}

function make({ kind, before, resource, handler }: Wanted, { name: stackName }: Stack): Promise<Resource> {
  const request = { stackName, logicalId: resource.logicalId, properties: resource.prepared };
  if (kind !== "updated" || !before) return handler.create(request);
  return handler.update({ ...request, physicalId: before.physicalId, previousProperties: before.prepared });
}

function doneOf({ kind, before }: Wanted, now: LiveResource): Done {
  return kind === "created" || !before ? { kind: "created", now } : { kind, before, now };
}

/** What there is of a resource that failed: one that was to change may have changed in part. */
function leftOf({ kind, before, resource }: Wanted, error: unknown): LiveResource | undefined {
  const physicalId = error instanceof ResourceFailure ? error.physicalId : undefined;
  if (kind === "updated" && before) return { ...before, ...resource, physicalId: before.physicalId };
  return physicalId === undefined ? undefined : { ...resource, physicalId, attributes: {} };
}
