import * as sdk from "@aws-sdk/client-eventbridge";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import { apiService } from "../http/api-service.ts";
import type { Service } from "../http/service.ts";
import type { ResourceTypes } from "../resource.ts";
import { dispatchesOf } from "./delivery.ts";
import { createDispatcher, type Hands } from "./dispatcher.ts";
import { type BusEvent, busEvent, type PublishedEvent } from "./event.ts";
import { operations } from "./operations.ts";
import { eventBridgePlayed } from "./played.ts";
import { ruleResource } from "./rule-resource.ts";
import { createRuleStore, type Rule } from "./rule-store.ts";
import { createScheduler } from "./scheduler.ts";

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
export interface EventBridgeOptions extends Hands {
  readonly account: Account;
  readonly clock: Clock;
}

/**
 * Plays the default event bus of Amazon EventBridge: rules with event patterns and schedules, and their targets. A delivery that
 * fails is repeated as the target's retry policy says; what is given up goes to the target's dead-letter queue.
 */
export function createEventBridge({ account, clock, ...hands }: EventBridgeOptions): EventBridge {
  const rules = createRuleStore(account);
  const dispatcher = createDispatcher(clock, hands);
  const deliverTo = (rule: Rule, event: BusEvent) => {
    for (const dispatch of dispatchesOf(rule, event, clock.now())) dispatcher.send(dispatch);
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
      played: eventBridgePlayed,
      operations: operations({ rules, scheduler, account, publish }),
    }),
    resourceTypes: { "AWS::Events::Rule": ruleResource(rules, scheduler) },
    publish(event) {
      publish(event);
    },
    async stop() {
      dispatcher.stop();
      scheduler.stop();
    },
  };
}

/** What the targets of a schedule get; no other rule sees it. */
function scheduledEvent({ arn }: Rule): PublishedEvent {
  return { source: "aws.events", "detail-type": "Scheduled Event", resources: [arn], detail: {} };
}
