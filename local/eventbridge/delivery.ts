import type { Target } from "@aws-sdk/client-eventbridge";
import type { BusEvent } from "./event.ts";
import type { Rule } from "./rule-store.ts";
import { parsedInput, targetText } from "./target-input.ts";

/** One event on its way to one target of one rule. */
export interface Delivery {
  readonly ruleArn: string;
  readonly targetId: string;
  /** The target's ARN. */
  readonly arn: string;
  /** What the rule calls the target as. */
  readonly roleArn: string | undefined;
  /** What the target gets, as it is sent: the event, or what the rule makes of it. A text in quotes keeps them. */
  readonly body: string;
  /** The same, parsed; a text that is no JSON is itself. */
  readonly input: unknown;
}

/** A delivery, and what is to be done when it fails. */
export interface Dispatch {
  readonly delivery: Delivery;
  readonly event: BusEvent;
  /** When the bus got the event, milliseconds since 1970. */
  readonly ingested: number;
  readonly target: Target;
}

/** What a rule has to deliver of an event, a target each. */
export function dispatchesOf(rule: Rule, event: BusEvent, ingested: number): Dispatch[] {
  const context = { ruleName: rule.name, ruleArn: rule.arn, ingested };
  return [...rule.targets.values()].map((target) => {
    const body = targetText(target, event, context);
    const { Id = "", Arn = "", RoleArn } = target;
    const delivery = { ruleArn: rule.arn, targetId: Id, arn: Arn, roleArn: RoleArn, body, input: parsedInput(body) };
    return { delivery, event, ingested, target };
  });
}
