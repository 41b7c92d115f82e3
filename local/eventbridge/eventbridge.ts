import * as sdk from "@aws-sdk/client-eventbridge";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import { apiService } from "../http/api-service.ts";
import type { Service } from "../http/service.ts";
import type { ResourceTypes } from "../resource.ts";
import { type BusEvent, busEvent, type PublishedEvent } from "./event.ts";
import { operations } from "./operations.ts";
import { ruleResource } from "./rule-resource.ts";
import { createRuleStore, type Rule } from "./rule-store.ts";
import { createScheduler } from "./scheduler.ts";
import { targetInput } from "./target-input.ts";

/** One event on its way to one target of one rule. */
export interface Delivery {
  readonly ruleArn: string;
  readonly targetId: string;
  /** The target's ARN. */
  readonly arn: string;
  /** What the rule calls the target as. */
  readonly roleArn: string | undefined;
  /** What the target gets, parsed: the event, or what the rule makes of it. */
  readonly input: unknown;
}

/** EventBridge, for the other services and for CloudFormation. */
export interface EventBridge {
  readonly service: Service;
  readonly resourceTypes: ResourceTypes;
  /** Puts an event on the default bus. Returns before anybody gets it. */
  publish(event: PublishedEvent): void;
  /** Nothing is delivered any more. */
  stop(): Promise<void>;
}

/** Everything EventBridge is handed. */
export interface EventBridgeOptions {
  readonly account: Account;
  readonly clock: Clock;
  /** Hands an event to a target. What it throws, or rejects with, is a delivery that failed. */
  deliver(delivery: Delivery): unknown;
  /** Hears of deliveries that failed. AWS repeats them for a day; here they are lost. */
  onDeliveryFailed?(delivery: Delivery, error: unknown): void;
}

/** Plays the default event bus of Amazon EventBridge: rules with event patterns and schedules, and their targets. */
export function createEventBridge({ account, clock, deliver, onDeliveryFailed }: EventBridgeOptions): EventBridge {
  const rules = createRuleStore(account);
  let isStopped = false;
  const send = async (delivery: Delivery): Promise<void> => {
    await undefined; // whoever publishes is done first
    if (isStopped) return;
    try {
      await deliver(delivery);
    } catch (error) {
      onDeliveryFailed?.(delivery, error);
    }
  };
  const deliverTo = (rule: Rule, event: BusEvent) => {
    for (const delivery of deliveriesOf(rule, event, clock)) send(delivery);
  };
  const scheduler = createScheduler(clock, rules, (rule) => {
    deliverTo(rule, busEvent(account, clock.now(), scheduledEvent(rule)));
  });
  const publish = (published: PublishedEvent): BusEvent => {
    const event = busEvent(account, clock.now(), published);
    const matching = rules.all().filter(({ isEnabled, trigger }) => isEnabled && trigger.events?.matches(event));
    for (const rule of matching) deliverTo(rule, event);
    return event;
  };
  return {
    service: apiService({
      signingName: "events",
      sdk,
      protocol: "awsJson1.1",
      constraints: "eventbridge",
      validationError: "ValidationException",
      operations: operations({ rules, scheduler, account, publish }),
    }),
    resourceTypes: { "AWS::Events::Rule": ruleResource(rules, scheduler) },
    publish(event) {
      publish(event);
    },
    async stop() {
      isStopped = true;
      scheduler.stop();
    },
  };
}

/** What the targets of a schedule get; no other rule sees it. */
function scheduledEvent({ arn }: Rule): PublishedEvent {
  return { source: "aws.events", "detail-type": "Scheduled Event", resources: [arn], detail: {} };
}

function deliveriesOf(rule: Rule, event: BusEvent, clock: Clock): Delivery[] {
  const context = { ruleName: rule.name, ruleArn: rule.arn, ingested: clock.now() };
  return [...rule.targets.values()].map((target) => ({
    ruleArn: rule.arn,
    targetId: target.Id ?? "",
    arn: target.Arn ?? "",
    roleArn: target.RoleArn,
    input: targetInput(target, event, context),
  }));
}
