import { resolve, type Scope } from "./intrinsic-functions.ts";
import type { Template, Value } from "./template.ts";
import { templateError } from "./template-error.ts";

/**
 * Looks whether a stack's parameters are what the template's rules want ("Rules section" in the CloudFormation guide). Which
 * words AWS puts around a rule's own is a guess.
 * @throws AwsError ValidationError with the description of each assertion that does not hold
 */
export function checkRules({ Rules = {} }: Template, parameters: Scope["parameters"]): void {
  const scope: Scope = { parameters, isTrue: refuseConditions, resources: new Map() };
  const holds = (value: Value) => resolve(value, scope) === true;
  const broken = Object.entries(Rules).flatMap(([name, { RuleCondition, Assertions }]) =>
    RuleCondition !== undefined && !holds(RuleCondition)
      ? []
      : Assertions.filter(({ Assert }) => !holds(Assert)).map(
          ({ AssertDescription = "an assertion does not hold" }) => `${name}: ${AssertDescription}`,
        ),
  );
  if (broken.length > 0) throw templateError(`Template validation error: ${broken.join(" ")}`);
}

function refuseConditions(name: string): never {
  throw templateError(`Template format error: A rule cannot refer to the condition ${name}`);
}
