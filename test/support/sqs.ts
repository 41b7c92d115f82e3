import { CreateQueueCommand, type QueueAttributeName, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { onTestFinished } from "vitest";
import { defaultAccount } from "../../local/account.ts";
import { VirtualClock } from "../../local/clock.ts";
import { createSqs } from "../../local/sqs/sqs.ts";
import { serve } from "./local-service.ts";

/** Local SQS on 2026-01-01 with a client, until the end of the test. */
export async function startSqs() {
  const clock = new VirtualClock();
  let endpoint = "";
  const sqs = createSqs({ account: defaultAccount, clock, endpoint: () => endpoint });
  const config = await serve(sqs.service);
  endpoint = config.endpoint;
  onTestFinished(() => sqs.stop());
  const client = new SQSClient(config);
  return {
    sqs,
    client,
    clock,
    endpoint,
    /** Makes a queue. Resolves with its URL. */
    async createQueue(QueueName: string, Attributes: Partial<Record<QueueAttributeName, string>> = {}) {
      const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
      return QueueUrl;
    },
    /** Receives up to ten messages, with all that is said about them. */
    async receive(QueueUrl: string, more: Partial<ReceiveMessageCommand["input"]> = {}) {
      const everything = { MessageSystemAttributeNames: ["All" as const], MessageAttributeNames: ["All"] };
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...everything, ...more }),
      );
      return Messages;
    },
  };
}

/** The ARN of a queue by its name. */
export function queueArn(name: string): string {
  return `arn:aws:sqs:us-east-1:123456789012:${name}`;
}
