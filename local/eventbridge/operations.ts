import type * as sdk from "@aws-sdk/client-eventbridge";
import type { Account } from "../account.ts";
import type { Operations } from "../http/api-service.ts";
import type { BusEvent, PublishedEvent } from "./event.ts";
import { putEvents } from "./put-events.ts";
import { putRule } from "./put-rule.ts";
import { checkEventBus, type RuleStore } from "./rule-store.ts";
import { deleteRule, describeRule, disableRule, enableRule, listRules } from "./rules.ts";
import type { Scheduler } from "./scheduler.ts";
import { listTargetsByRule, putTargets, removeTargets } from "./targets.ts";
import { testEventPattern } from "./test-event-pattern.ts";

/** The operations of EventBridge that local AWS plays. */
export function operations({
  rules,
  scheduler,
  account,
  publish,
}: {
  rules: RuleStore;
  scheduler: Scheduler;
  account: Account;
  publish: (event: PublishedEvent) => BusEvent;
}): Operations {
  const onBus =
    <Request extends { EventBusName?: string | undefined }, Response>(operation: (request: Request) => Response) =>
    (request: Request): Response => {
      checkEventBus(account, request.EventBusName);
      return operation(request);
    };
  return {
    PutEvents: (request: sdk.PutEventsRequest) => putEvents(request, account, publish),
    TestEventPattern: (request: sdk.TestEventPatternRequest) => testEventPattern(request),
    PutRule: onBus((request: sdk.PutRuleRequest) => putRule(request, rules, scheduler)),
    DescribeRule: onBus((request: sdk.DescribeRuleRequest) => describeRule(request, rules, account.id)),
    ListRules: onBus((request: sdk.ListRulesRequest) => listRules(request, rules)),
    EnableRule: onBus((request: sdk.EnableRuleRequest) => enableRule(request, rules)),
    DisableRule: onBus((request: sdk.DisableRuleRequest) => disableRule(request, rules)),
    DeleteRule: onBus((request: sdk.DeleteRuleRequest) => deleteRule(request, rules)),
    PutTargets: onBus((request: sdk.PutTargetsRequest) => putTargets(request, rules)),
    ListTargetsByRule: onBus((request: sdk.ListTargetsByRuleRequest) => listTargetsByRule(request, rules)),
    RemoveTargets: onBus((request: sdk.RemoveTargetsRequest) => removeTargets(request, rules)),
  };
}
