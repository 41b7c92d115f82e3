import type { PutRuleRequest, PutRuleResponse } from "@aws-sdk/client-eventbridge";
import { AwsError } from "../http/aws-error.ts";
import { InvalidPattern } from "./comparisons.ts";
import { type EventPattern, parseEventPattern } from "./event-pattern.ts";
import type { RuleStore } from "./rule-store.ts";

/** @throws AwsError InvalidEventPatternException; ValidationException without a pattern, and for what is not played: schedules */
export function putRule(request: PutRuleRequest, rules: RuleStore): PutRuleResponse {
  const { Name, EventPattern, ScheduleExpression, State, Description, RoleArn } = request;
  if (ScheduleExpression) throw new AwsError("ValidationException", "Local AWS does not play ScheduleExpression", 400);
  if (!EventPattern) {
    throw new AwsError(
      "ValidationException",
      "Parameter(s) EventPattern or ScheduleExpression must be specified.",
      400,
    );
  }
  const rule = rules.put({
    name: Name ?? "",
    description: Description,
    roleArn: RoleArn,
    isEnabled: State !== "DISABLED",
    trigger: { eventPattern: EventPattern, matches: checkedPattern(EventPattern) },
  });
  return { RuleArn: rule.arn };
}

/** @throws AwsError InvalidEventPatternException */
export function checkedPattern(json: string): EventPattern {
  try {
    return parseEventPattern(json);
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    throw new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${error.message}`, 400);
  }
}
