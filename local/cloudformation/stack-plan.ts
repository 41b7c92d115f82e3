import path from "node:path";
import type { Account } from "../account.ts";
import type { ResourceTypes } from "../resource.ts";
import { conditionJudge } from "./conditions.ts";
import { dependencies } from "./dependencies.ts";
import { resolve, type Scope, type StackResource } from "./intrinsic-functions.ts";
import { parameterValues } from "./parameters.ts";
import { pseudoParameters } from "./pseudo-parameters.ts";
import { transformed } from "./sam/transform.ts";
import { type ResourceDeclaration, readTemplate, type Template } from "./template.ts";
import { templateError } from "./template-error.ts";
import { checkProperties } from "./understood.ts";

/** What is to be made of a template, all of it checked as far as can be told beforehand. */
export interface StackPlan {
  readonly template: Template;
  /** The resources whose conditions hold, by logical id; SAM's as what they are made of. */
  readonly declared: Readonly<Record<string, ResourceDeclaration>>;
  /** By logical id: which other resources must be there first. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  readonly scope: Scope;
  /** Where the resources go as they are made; `scope` finds them there. */
  readonly made: Map<string, StackResource>;
}

/** @throws AwsError ValidationError */
export async function planStack({
  templateFile,
  stackName,
  account,
  parameters: given,
  resourceTypes,
}: {
  templateFile: string;
  stackName: string;
  account: Account;
  parameters: Readonly<Record<string, string>>;
  resourceTypes: ResourceTypes;
}): Promise<StackPlan> {
  const template = transformed(await readTemplate(templateFile), path.dirname(path.resolve(templateFile)));
  const parameters = new Map([
    ...parameterValues(template.Parameters ?? {}, given),
    ...Object.entries(pseudoParameters(account, stackName)),
  ]);
  const made = new Map<string, StackResource>();
  const scope: Scope = { parameters, isTrue: conditionJudge(template.Conditions ?? {}, parameters), resources: made };
  const declared = Object.fromEntries(
    Object.entries(template.Resources).filter(
      ([, { Condition }]) => Condition === undefined || scope.isTrue(Condition),
    ),
  );
  for (const [id, { Type, Properties = {} }] of Object.entries(declared)) {
    if (!Object.hasOwn(resourceTypes, Type)) throw templateError(`Local AWS does not play ${Type}: ${id}`);
    checkProperties(id, Type, Properties);
  }
  return { template, declared, needs: dependencies(declared, scope), scope, made };
}

/** The outputs whose conditions hold. To be asked for when the resources have been made. */
export function outputsOf({ template, scope }: StackPlan): Record<string, string> {
  const outputs = Object.entries(template.Outputs ?? {}).filter(
    ([, { Condition }]) => Condition === undefined || scope.isTrue(Condition),
  );
  return Object.fromEntries(outputs.map(([name, { Value }]) => [name, String(resolve(Value, scope))]));
}
