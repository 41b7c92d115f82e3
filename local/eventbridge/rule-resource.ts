import type { RetryPolicy, Target } from "@aws-sdk/client-eventbridge";
import { AwsError } from "../http/aws-error.ts";
import type { ResourceType } from "../resource.ts";
import { putRule } from "./put-rule.ts";
import type { RuleStore } from "./rule-store.ts";
import type { Scheduler } from "./scheduler.ts";
import { putTargets } from "./targets.ts";

/** The properties of `AWS::Events::Rule`; those of targets are PutTargets' own. */
interface RuleProperties {
  readonly Name?: string;
  readonly Description?: string;
  readonly EventPattern?: object;
  readonly ScheduleExpression?: string;
  readonly State?: "ENABLED" | "DISABLED";
  readonly RoleArn?: string;
  readonly Targets?: Target[];
}

/** `AWS::Events::Rule`. `Ref` gives the rule's name, `Arn` its ARN. @throws AwsError as PutRule and PutTargets do */
export function ruleResource(rules: RuleStore, scheduler: Scheduler): ResourceType {
  return {
    async create({ properties }) {
      const { Name, EventPattern, Targets = [], ...rest } = properties as RuleProperties;
      if (!Name) throw new AwsError("ValidationException", "AWS::Events::Rule needs a Name", 400);
      const pattern = EventPattern === undefined ? {} : { EventPattern: JSON.stringify(EventPattern) };
      const { RuleArn = "" } = putRule({ ...rest, Name, ...pattern }, rules, scheduler);
      putTargets({ Rule: Name, Targets: Targets.map(targetOf) }, rules);
      return { physicalId: Name, attributes: { Arn: RuleArn } };
    },
  };
}

/** Numbers come as text where they are parameters of the stack. */
function targetOf(target: Target): Target {
  const { RetryPolicy } = target;
  return RetryPolicy ? { ...target, RetryPolicy: numbersIn(RetryPolicy) } : target;
}

function numbersIn(policy: RetryPolicy): RetryPolicy {
  return Object.fromEntries(Object.entries(policy).map(([name, value]) => [name, Number(value)]));
}
