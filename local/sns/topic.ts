/** A standard topic. */
export interface Topic {
  readonly name: string;
  readonly arn: string;
  /** Those that can be set. */
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
  /** By ARN, in the order they were made. */
  readonly subscriptions: Map<string, Subscription>;
  /** How many subscriptions there were that are no more. */
  unsubscribed: number;
}

/** Who gets what a topic is told. */
export interface Subscription {
  readonly arn: string;
  readonly protocol: "sqs" | "email" | "email-json";
  /** A queue's ARN, or an address. */
  readonly endpoint: string;
  /** Nobody has confirmed the address, and nobody is asked to: local AWS sends no mail. */
  readonly isPending: boolean;
  readonly attributes: Map<string, string>;
}

/** Whether a subscription gets the message alone, without SNS's JSON around it. */
export function isRaw({ attributes }: Subscription): boolean {
  return attributes.get("RawMessageDelivery") === "true";
}

/** What was published to a topic. */
export interface Notice {
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  readonly messageId: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}
