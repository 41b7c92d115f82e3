import { EventBridgeClient, PutRuleCommand, PutTargetsCommand, type Target } from "@aws-sdk/client-eventbridge";
import { defaultAccount } from "../../local/account.ts";
import { VirtualClock } from "../../local/clock.ts";
import type { Delivery } from "../../local/eventbridge/delivery.ts";
import { createEventBridge } from "../../local/eventbridge/eventbridge.ts";
import { serve } from "./local-service.ts";

/** The target of every rule that `putRule` makes. */
export const lambdaArn = "arn:aws:lambda:us-east-1:123456789012:function:start-update";

/**
 * A bus on 2026-01-01 with a client, what it delivered or tried to, what went to dead-letter queues, and what was lost; `deliver`
 * is what its targets do, `sendDeadLetter` what the queues do.
 */
export async function startBus(
  deliver: (delivery: Delivery) => unknown = () => {},
  sendDeadLetter: (queueArn: string) => unknown = () => {},
) {
  const deliveries: Delivery[] = [];
  const deadLetters: { queueArn: string; body: unknown; attributes: Record<string, string> }[] = [];
  const lost: unknown[] = [];
  const clock = new VirtualClock();
  const bus = createEventBridge({
    account: defaultAccount,
    clock,
    deliver(delivery) {
      deliveries.push(delivery);
      return deliver(delivery);
    },
    sendDeadLetter(queueArn, body, attributes) {
      sendDeadLetter(queueArn);
      const texts = Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue]);
      deadLetters.push({ queueArn, body: JSON.parse(body), attributes: Object.fromEntries(texts) });
    },
    onEventLost: (_, error) => lost.push(error),
  });
  const client = new EventBridgeClient(await serve(bus.service));
  const putRule = async (name: string, pattern: object, target: Partial<Target> = {}) => {
    await client.send(new PutRuleCommand({ Name: name, EventPattern: JSON.stringify(pattern) }));
    await client.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: "1", Arn: lambdaArn, ...target }] }));
  };
  return { bus, client, clock, deliveries, deadLetters, lost, putRule };
}
