import { randomUUID } from "node:crypto";
import type { SubscribeInput, SubscribeResponse } from "@aws-sdk/client-sns";
import { invalidParameter, notPlayed } from "../errors.ts";
import { checkSubscriptionAttribute } from "../settable-attributes.ts";
import type { Subscription, Topic } from "../topic.ts";
import type { TopicStore } from "../topic-store.ts";

/** What endpoints of a protocol look like. */
const endpoints: Readonly<Record<Subscription["protocol"], RegExp>> = {
  sqs: /^arn:aws:sqs:[a-z0-9-]+:\d{12}:[\w-]+$/,
  email: /^[^@\s]+@[^@\s]+$/,
  "email-json": /^[^@\s]+@[^@\s]+$/,
};

const unplayed = ["application", "firehose", "http", "https", "lambda", "sms"];

/**
 * A queue gets what is published from now on. An address stays pending: nobody is asked to confirm it. Who is subscribed
 * already is not subscribed again.
 * @throws AwsError NotFoundException, InvalidParameterException; the latter also for what is not played, by name
 */
export function subscribe(
  { TopicArn, Protocol = "", Endpoint = "", Attributes = {}, ReturnSubscriptionArn }: SubscribeInput,
  topics: TopicStore,
): SubscribeResponse {
  const topic = topics.get(TopicArn);
  if (unplayed.includes(Protocol)) throw notPlayed(`subscriptions by ${Protocol}`);
  if (!isProtocol(Protocol)) throw invalidParameter(`Amazon SNS does not support this protocol string: ${Protocol}`);
  if (!endpoints[Protocol].test(Endpoint)) throw invalidParameter(`Endpoint Reason: ${Protocol} endpoint ${Endpoint}`);
  for (const [name, value] of Object.entries(Attributes)) checkSubscriptionAttribute(name, value);
  const subscription = subscribed(topic, Protocol, Endpoint) ?? add(topic, Protocol, Endpoint, Attributes);
  const isTold = !subscription.isPending || ReturnSubscriptionArn === true;
  return { SubscriptionArn: isTold ? subscription.arn : "pending confirmation" };
}

function isProtocol(text: string): text is Subscription["protocol"] {
  return Object.hasOwn(endpoints, text);
}

function subscribed(topic: Topic, protocol: string, endpoint: string): Subscription | undefined {
  return [...topic.subscriptions.values()].find((one) => one.protocol === protocol && one.endpoint === endpoint);
}

function add(
  topic: Topic,
  protocol: Subscription["protocol"],
  endpoint: string,
  attributes: Readonly<Record<string, string>>,
): Subscription {
  const subscription: Subscription = {
    arn: `${topic.arn}:${randomUUID()}`,
    protocol,
    endpoint,
    isPending: protocol !== "sqs",
    attributes: new Map(Object.entries(attributes)),
  };
  topic.subscriptions.set(subscription.arn, subscription);
  return subscription;
}
