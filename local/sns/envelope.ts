import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import type { Notice } from "./topic.ts";

export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

/**
 * SNS's JSON around a message, as queues get it unless they want it raw. Without AWS's signature and the addresses that go
 * with it: there is no certificate of Amazon's to check them against.
 */
export function envelope(
  { messageId, topicArn, subject, time }: Notice,
  message: string,
  attributes: MessageAttributes,
) {
  const named = Object.entries(attributes).map(([name, { DataType: Type, StringValue, BinaryValue }]) => {
    const Value = BinaryValue ? Buffer.from(BinaryValue).toString("base64") : StringValue;
    return [name, { Type, Value }] as const;
  });
  return JSON.stringify({
    Type: "Notification",
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: message,
    Timestamp: new Date(time).toISOString(),
    ...(named.length > 0 ? { MessageAttributes: Object.fromEntries(named) } : {}),
  });
}
