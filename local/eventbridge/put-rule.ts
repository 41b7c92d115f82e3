import type { PutRuleRequest, PutRuleResponse } from "@aws-sdk/client-eventbridge";
import { AwsError } from "../http/aws-error.ts";
import { InvalidPattern } from "./comparisons.ts";
import { type EventPattern, parseEventPattern } from "./event-pattern.ts";
import type { RuleStore } from "./rule-store.ts";
import { parseRate } from "./schedule.ts";
import type { Scheduler } from "./scheduler.ts";

/** @throws AwsError InvalidEventPatternException; ValidationException for a schedule that is none, and without either; NotImplemented for `cron(…)` */
export function putRule(request: PutRuleRequest, rules: RuleStore, scheduler: Scheduler): PutRuleResponse {
  const { Name, EventPattern, ScheduleExpression, State, Description, RoleArn } = request;
  if (!EventPattern && !ScheduleExpression) {
    throw new AwsError(
      "ValidationException",
      "Parameter(s) EventPattern or ScheduleExpression must be specified.",
      400,
    );
  }
  const events = EventPattern ? { pattern: EventPattern, matches: checkedPattern(EventPattern) } : undefined;
  const schedule = ScheduleExpression ? checkedSchedule(ScheduleExpression) : undefined;
  const rule = rules.put({
    name: Name ?? "",
    description: Description,
    roleArn: RoleArn,
    isEnabled: State !== "DISABLED",
    trigger: { ...(events ? { events } : {}), ...(schedule ? { schedule } : {}) },
  });
  if (schedule) scheduler.start(rule, schedule.period);
  return { RuleArn: rule.arn };
}

function checkedSchedule(expression: string): { expression: string; period: number } {
  if (expression.startsWith("cron("))
    throw new AwsError("NotImplemented", `Local AWS does not play ${expression} of events:PutRule`, 501);
  try {
    return { expression, period: parseRate(expression) };
  } catch (error) {
    throw new AwsError("ValidationException", (error as Error).message, 400);
  }
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
