import { isDeepStrictEqual } from "node:util";
import type { Change, ResourceAttribute, ResourceChange } from "@aws-sdk/client-cloudformation";
import type { CloudFormationContext } from "./context.ts";
import { sortedInOrder } from "./in-order.ts";
import { resolve, type StackResource } from "./intrinsic-functions.ts";
import { type Comparison, propertyChanges } from "./property-changes.ts";
import { isRetained } from "./retention.ts";
import type { LiveResource, Stack } from "./stack.ts";
import type { StackPlan } from "./stack-plan.ts";
import type { ResourceDeclaration } from "./template.ts";

/** What executing a plan would do to a stack's resources, as far as can be told beforehand; in the order of logical ids. */
export function changesOf(plan: StackPlan, stack: Stack, { typeOf }: Pick<CloudFormationContext, "typeOf">): Change[] {
  const resources = new Map<string, StackResource>();
  const yetToBeMade = new Set<string>();
  const comparison: Comparison = {
    plan,
    previousValues: stack.revision?.plan.values ?? new Map(),
    isYetToBeMade: (logicalId) => yetToBeMade.has(logicalId),
  };
  const changes: ResourceChange[] = [];
  for (const logicalId of sortedInOrder(Object.keys(plan.declared), (id) => plan.needs.get(id) ?? [])) {
    const declaration = plan.declared[logicalId] as ResourceDeclaration;
    const before = stack.resources.get(logicalId);
    const createOnly = typeOf(declaration.Type, stack)?.createOnlyProperties ?? [];
    const change = before
      ? modification(before, declaration, { createOnly, comparison, resources })
      : added(logicalId, declaration);
    const isMade = !before || change?.Replacement === "True" || change?.Replacement === "Conditional";
    if (isMade) yetToBeMade.add(logicalId);
    resources.set(logicalId, before && !isMade ? before : standIn(logicalId, declaration.Type));
    if (change) changes.push(change);
  }
  const removed = [...stack.resources.values()].filter(({ logicalId }) => !Object.hasOwn(plan.declared, logicalId));
  return [...changes, ...removed.map(removal)]
    .sort((one, other) => ((one.LogicalResourceId ?? "") < (other.LogicalResourceId ?? "") ? -1 : 1))
    .map((ResourceChange) => ({ Type: "Resource", ResourceChange }));
}

function added(logicalId: string, { Type }: ResourceDeclaration): ResourceChange {
  return { Action: "Add", LogicalResourceId: logicalId, ResourceType: Type, Scope: [], Details: [] };
}

function removal({ logicalId, type, physicalId, declaration }: LiveResource): ResourceChange {
  return {
    PolicyAction: isRetained(declaration, "deletion") ? "Retain" : "Delete",
    Action: "Remove",
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    Scope: [],
    Details: [],
  };
}

function modification(
  before: LiveResource,
  declaration: ResourceDeclaration,
  {
    createOnly,
    comparison,
    resources,
  }: { createOnly: readonly string[]; comparison: Comparison; resources: ReadonlyMap<string, StackResource> },
): ResourceChange | undefined {
  const declared = declaration.Properties ?? {};
  const properties = resolve(declared, { ...comparison.plan.scope, resources }) as Record<string, unknown>;
  const compared = { before, declared, properties, createOnlyProperties: createOnly };
  const details = propertyChanges(compared, comparison);
  const attributes = changedAttributes(before.declaration, declaration);
  if (details.length === 0 && attributes.length === 0) return undefined;
  const recreating = details.filter(({ Target }) => Target?.RequiresRecreation === "Always");
  const isSure = recreating.some(({ Evaluation }) => Evaluation === "Static");
  const Replacement = recreating.length === 0 ? "False" : isSure ? "True" : "Conditional";
  const policy = isRetained(declaration, "replacement") ? "ReplaceAndRetain" : "ReplaceAndDelete";
  return {
    ...(Replacement === "False" ? {} : { PolicyAction: policy }),
    Action: "Modify",
    LogicalResourceId: before.logicalId,
    PhysicalResourceId: before.physicalId,
    ResourceType: before.type,
    Replacement,
    Scope: [...(details.length > 0 ? (["Properties"] as const) : []), ...attributes],
    Details: [...details, ...attributes.map(attributeChange)],
  };
}

const attributes = ["Metadata", "DeletionPolicy", "UpdateReplacePolicy"] as const satisfies ResourceAttribute[];

function changedAttributes(before: ResourceDeclaration, now: ResourceDeclaration): (typeof attributes)[number][] {
  return attributes.filter((name) => !isDeepStrictEqual(before[name], now[name]));
}

function attributeChange(Attribute: (typeof attributes)[number]) {
  return {
    Target: { Attribute, RequiresRecreation: "Never" },
    Evaluation: "Static",
    ChangeSource: "DirectModification",
  } as const;
}

/** What CloudFormation itself writes for a value that is known only once it is made. */
const knownAfterApply = "{{changeSet:KNOWN_AFTER_APPLY}}";

/** A resource that is yet to be made: whatever it is asked for. */
function standIn(logicalId: string, type: string): StackResource {
  const attributes = new Proxy<Record<string, string>>({}, { get: () => `${knownAfterApply}${logicalId}` });
  return { type, physicalId: `${knownAfterApply}${logicalId}`, attributes };
}
