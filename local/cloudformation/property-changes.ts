import { isDeepStrictEqual } from "node:util";
import type { ResourceChangeDetail } from "@aws-sdk/client-cloudformation";
import { type Reference, referencesIn } from "./dependencies.ts";
import type { ParameterValue } from "./parameters.ts";
import type { LiveResource } from "./stack.ts";
import type { StackPlan } from "./stack-plan.ts";
import type { Properties } from "./template.ts";

/** A resource whose properties are to change, as far as can be told before. */
export interface ComparedResource {
  readonly before: LiveResource;
  readonly declared: Properties;
  /** Resolved; where they depend on what is yet to be made, with a stand-in. */
  readonly properties: Properties;
  readonly createOnlyProperties: readonly string[];
}

/** What properties are compared with. */
export interface Comparison {
  readonly plan: StackPlan;
  /** The stack's parameters so far. */
  readonly previousValues: ReadonlyMap<string, ParameterValue>;
  /** Whether a resource's id and attributes are known only once it is made. */
  isYetToBeMade(logicalId: string): boolean;
}

/** How each property of a resource changes, as a change set tells it. */
export function propertyChanges(compared: ComparedResource, comparison: Comparison): ResourceChangeDetail[] {
  const { before, properties } = compared;
  const names = [...new Set([...Object.keys(before.properties), ...Object.keys(properties)])];
  return names
    .filter((name) => !isDeepStrictEqual(before.properties[name], properties[name]))
    .flatMap((name) => detailsOf(name, compared, comparison));
}

function detailsOf(
  name: string,
  { before, declared, createOnlyProperties }: ComparedResource,
  { plan, previousValues, isYetToBeMade }: Comparison,
): ResourceChangeDetail[] {
  const references = referencesIn(declared[name], plan.scope);
  const dependsOnMade = references.filter((reference) => isYetToBeMade(reference.name));
  const parameter = references.find((one) => hasChanged(one, plan.values, previousValues));
  const target: NonNullable<ResourceChangeDetail["Target"]> = {
    Attribute: "Properties",
    Name: name,
    RequiresRecreation: createOnlyProperties.includes(name) ? "Always" : "Never",
  };
  const isWrittenAnew = !isDeepStrictEqual(before.declaration.Properties?.[name], declared[name]);
  const caused = dependsOnMade.map(({ name: id, attribute }): ResourceChangeDetail => {
    const cause =
      attribute === undefined
        ? ({ ChangeSource: "ResourceReference", CausingEntity: id } as const)
        : ({ ChangeSource: "ResourceAttribute", CausingEntity: `${id}.${attribute}` } as const);
    return { Target: target, Evaluation: "Dynamic", ...cause };
  });
  const fixed: ResourceChangeDetail[] = [
    ...(parameter
      ? [
          {
            Target: target,
            Evaluation: "Static",
            ChangeSource: "ParameterReference",
            CausingEntity: parameter.name,
          } as const,
        ]
      : []),
    ...(isWrittenAnew ? [{ Target: target, Evaluation: "Static", ChangeSource: "DirectModification" } as const] : []),
  ];
  return [...fixed, ...caused];
}

function hasChanged(
  { name }: Reference,
  values: ReadonlyMap<string, ParameterValue>,
  previous: ReadonlyMap<string, ParameterValue>,
): boolean {
  return values.has(name) && !isDeepStrictEqual(values.get(name), previous.get(name));
}
