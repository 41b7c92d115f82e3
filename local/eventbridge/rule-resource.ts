import type { RetryPolicy, Target } from "@aws-sdk/client-eventbridge";
import { AwsError } from "../http/aws-error.ts";
import type { Resource, ResourceType } from "../resource.ts";
import { putRule } from "./put-rule.ts";
import type { Rule, RuleStore } from "./rule-store.ts";
import { deleteRule } from "./rules.ts";
import type { Scheduler } from "./scheduler.ts";
import { putTargets, removeTargets } from "./targets.ts";

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
  const put = (Name: string, { Name: _, EventPattern, Targets = [], ...rest }: RuleProperties): Resource => {
    const pattern = EventPattern === undefined ? {} : { EventPattern: JSON.stringify(EventPattern) };
    const { RuleArn = "" } = putRule({ ...rest, Name, ...pattern }, rules, scheduler);
    putTargets({ Rule: Name, Targets: Targets.map(targetOf) }, rules);
    return { physicalId: Name, attributes: { Arn: RuleArn } };
  };
  const removeTargetsOf = ({ name, targets }: Rule, keep: ReadonlySet<string | undefined> = new Set()) =>
    removeTargets({ Rule: name, Ids: [...targets.keys()].filter((id) => !keep.has(id)) }, rules);
  return {
    createOnlyProperties: ["Name", "EventBusName"],
    async create({ properties }) {
      const { Name } = properties as RuleProperties;
      if (!Name) throw new AwsError("ValidationException", "AWS::Events::Rule needs a Name", 400);
      if (rules.find(Name)) throw new AwsError("ResourceAlreadyExistsException", `Rule ${Name} already exists.`, 400);
      return put(Name, properties as RuleProperties);
    },
    async update({ physicalId, properties }) {
      const { Targets = [] } = properties as RuleProperties;
      removeTargetsOf(rules.get(physicalId), new Set(Targets.map(({ Id }) => Id)));
      return put(physicalId, properties as RuleProperties);
    },
    async delete({ physicalId }) {
      const rule = rules.find(physicalId);
      if (!rule) return;
      removeTargetsOf(rule);
      deleteRule({ Name: physicalId }, rules);
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
