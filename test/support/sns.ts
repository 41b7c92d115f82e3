import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { defaultAccount } from "../../local/account.ts";
import { VirtualClock } from "../../local/clock.ts";
import type { SendToQueue } from "../../local/sns/announcements.ts";
import { createSns } from "../../local/sns/sns.ts";
import { serve } from "./local-service.ts";

/** What a queue got: its ARN, the body, the attributes. */
export type Sent = Parameters<SendToQueue>;

/** Local SNS on 2026-01-01 with a client, and what it sent to queues; `sendToQueue` is what those do. */
export async function startSns(sendToQueue: SendToQueue = () => {}) {
  const clock = new VirtualClock();
  const sent: Sent[] = [];
  const sns = createSns({
    account: defaultAccount,
    clock,
    sendToQueue(...message) {
      sent.push(message);
      sendToQueue(...message);
    },
  });
  const client = new SNSClient(await serve(sns.service));
  return {
    sns,
    client,
    clock,
    sent,
    /** Makes a topic. Resolves with its ARN. */
    async createTopic(Name: string) {
      const { TopicArn = "" } = await client.send(new CreateTopicCommand({ Name }));
      return TopicArn;
    },
  };
}
