import type { Account } from "../account.ts";
import { conditionJudge } from "./conditions.ts";
import { dependencies, refuseUnresolved } from "./dependencies.ts";
import { resolve, type Scope, type StackResource } from "./intrinsic-functions.ts";
import { type ParameterValue, parameterValues } from "./parameters.ts";
import { pseudoParameters } from "./pseudo-parameters.ts";
import { checkPolicies } from "./retention.ts";
import { checkRules } from "./rules.ts";
import type { ResourceDeclaration, Template } from "./template.ts";
import { templateError } from "./template-error.ts";
import { checkProperties } from "./understood.ts";

/** What a stack is to be, all of it checked as far as can be told beforehand. */
export interface StackPlan {
  /** With its transform carried out. */
  readonly template: Template;
  /** The resources whose conditions hold, by logical id; SAM's as what they are made of. */
  readonly declared: Readonly<Record<string, ResourceDeclaration>>;
  /** By logical id: which other resources must be there first. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** The template's, without the pseudo parameters. */
  readonly values: ReadonlyMap<string, ParameterValue>;
  readonly scope: Omit<Scope, "resources">;
}

/**
 * @param template with its transform carried out
 * @param given the parameters' values
 * @throws AwsError ValidationError
 */
export function planStack({
  isPlayed,
  ...request
}: ParameterRequest & { isPlayed: (resourceType: string) => boolean }): StackPlan {
  const { template } = request;
  const { values, parameters } = stackParameters(request);
  const scope = { parameters, isTrue: conditionJudge(template.Conditions ?? {}, parameters) };
  const declared = Object.fromEntries(
    Object.entries(template.Resources).filter(
      ([, { Condition }]) => Condition === undefined || scope.isTrue(Condition),
    ),
  );
  for (const [id, declaration] of Object.entries(declared)) {
    const { Type, Properties = {} } = declaration;
    if (!isPlayed(Type)) throw templateError(`Local AWS does not play ${Type}: ${id}`);
    checkProperties(id, Type, Properties);
    checkPolicies(id, declaration);
  }
  const plan = { template, declared, needs: dependencies(declared, scope), values, scope };
  for (const { Value } of Object.values(outputsThatHold(plan))) refuseUnresolved("Outputs", Value, declared, scope);
  return plan;
}

/** What is given for a template's parameters, in which stack. */
export interface ParameterRequest {
  readonly template: Template;
  readonly stack: { readonly name: string; readonly id: string };
  readonly account: Account;
  readonly given: Readonly<Record<string, string>>;
}

/**
 * The values of a template's parameters, alone and with the pseudo parameters.
 * @throws AwsError ValidationError for values that the template, or one of its rules, does not allow
 */
export function stackParameters({ template, stack, account, given }: ParameterRequest) {
  const values = parameterValues(template.Parameters ?? {}, given);
  const parameters = new Map([...values, ...Object.entries(pseudoParameters(account, stack))]);
  checkRules(template, parameters);
  return { values, parameters };
}

/** The outputs whose conditions hold, once the resources have been made. */
export function outputsOf(plan: StackPlan, resources: ReadonlyMap<string, StackResource>): Record<string, string> {
  const outputs = Object.entries(outputsThatHold(plan));
  return Object.fromEntries(
    outputs.map(([name, { Value }]) => [name, String(resolve(Value, { ...plan.scope, resources }))]),
  );
}

function outputsThatHold({ template, scope }: Pick<StackPlan, "template" | "scope">) {
  const outputs = Object.entries(template.Outputs ?? {});
  return Object.fromEntries(outputs.filter(([, { Condition }]) => Condition === undefined || scope.isTrue(Condition)));
}
