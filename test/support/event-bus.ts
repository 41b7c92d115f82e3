import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { defaultAccount } from "../../local/account.ts";
import { VirtualClock } from "../../local/clock.ts";
import { createEventBridge, type Delivery } from "../../local/eventbridge/eventbridge.ts";
import { serve } from "./local-service.ts";

/** The target of every rule that `putRule` makes. */
export const lambdaArn = "arn:aws:lambda:us-east-1:123456789012:function:start-update";

/** A bus on 2026-01-01 with a client, and what it delivered and failed to; `deliver` is what its targets do. */
export async function startBus(deliver: (delivery: Delivery) => unknown = () => {}) {
  const deliveries: Delivery[] = [];
  const failures: unknown[] = [];
  const clock = new VirtualClock();
  const bus = createEventBridge({
    account: defaultAccount,
    clock,
    deliver(delivery) {
      deliveries.push(delivery);
      return deliver(delivery);
    },
    onDeliveryFailed: (_, error) => failures.push(error),
  });
  const client = new EventBridgeClient(await serve(bus.service));
  const putRule = async (name: string, pattern: object) => {
    await client.send(new PutRuleCommand({ Name: name, EventPattern: JSON.stringify(pattern) }));
    await client.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: "1", Arn: lambdaArn }] }));
  };
  return { bus, client, clock, deliveries, failures, putRule };
}
