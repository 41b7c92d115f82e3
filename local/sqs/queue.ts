import type { MessageAttributeValue, QueueAttributeName } from "@aws-sdk/client-sqs";

/** A standard queue. */
export interface Queue {
  readonly name: string;
  readonly arn: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  modified: number;
  /** Those that can be set, as texts. */
  readonly attributes: Map<QueueAttributeName, string>;
  readonly tags: Map<string, string>;
  /** In the order they came. */
  messages: Message[];
  /** Whoever waits for a message; each is called when one may be there. */
  readonly waiting: Set<() => void>;
}

/** A message in a queue. Times are milliseconds since 1970. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** What is said about the message beside its attributes: `SenderId`, `AWSTraceHeader`, … */
  readonly systemAttributes: Readonly<Record<string, string>>;
  readonly sent: number;
  /** Until then nobody receives it: it is delayed, or somebody has received it and not deleted it yet. */
  visibleFrom: number;
  receiveCount: number;
  firstReceived?: number;
  /** Of its last receipt. */
  receiptHandle?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

/** Whether somebody has received a message and still has time to delete it. */
export function isInFlight(message: Message, now: number): boolean {
  return message.receiptHandle !== undefined && message.visibleFrom > now;
}

/** An attribute of a queue that is a number. */
export function numberOf({ attributes }: Queue, name: QueueAttributeName): number {
  return Number(attributes.get(name));
}
