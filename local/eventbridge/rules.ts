import type {
  DeleteRuleRequest,
  DescribeRuleRequest,
  DescribeRuleResponse,
  DisableRuleRequest,
  EnableRuleRequest,
  ListRulesRequest,
  ListRulesResponse,
} from "@aws-sdk/client-eventbridge";
import { AwsError } from "../http/aws-error.ts";
import { pageOf } from "../http/pages.ts";
import type { Rule, RuleStore } from "./rule-store.ts";

const largestPage = 100;

export function describeRule(request: DescribeRuleRequest, rules: RuleStore, accountId: string): DescribeRuleResponse {
  return { ...described(rules.get(request.Name ?? "")), CreatedBy: accountId };
}

export function listRules(request: ListRulesRequest, rules: RuleStore): ListRulesResponse {
  const named = rules.all().filter(({ name }) => name.startsWith(request.NamePrefix ?? ""));
  const page = {
    limit: request.Limit ?? largestPage,
    nextToken: request.NextToken,
    invalidToken: "ValidationException",
  };
  const { items, nextToken } = pageOf(named, page, ({ name }) => name);
  return { Rules: items.map(described), NextToken: nextToken };
}

export function enableRule(request: EnableRuleRequest, rules: RuleStore): void {
  rules.get(request.Name ?? "").isEnabled = true;
}

export function disableRule(request: DisableRuleRequest, rules: RuleStore): void {
  rules.get(request.Name ?? "").isEnabled = false;
}

/** A rule that is not there is deleted all the same. @throws AwsError ValidationException while the rule has targets */
export function deleteRule({ Name = "" }: DeleteRuleRequest, rules: RuleStore): void {
  if (rules.find(Name)?.targets.size) {
    throw new AwsError("ValidationException", "Rule can't be deleted since it has targets.", 400);
  }
  rules.delete(Name);
}

function described({ name, arn, description, roleArn, isEnabled, trigger }: Rule) {
  return {
    Name: name,
    Arn: arn,
    Description: description,
    RoleArn: roleArn,
    State: isEnabled ? ("ENABLED" as const) : ("DISABLED" as const),
    EventPattern: trigger.events?.pattern,
    ScheduleExpression: trigger.schedule?.expression,
    EventBusName: "default",
  };
}
