import type { Tag } from "@aws-sdk/client-sns";
import type { Account } from "../account.ts";
import { attributeTexts, type ResourceType, type ResourceTypes, removedProperties } from "../resource.ts";
import { invalidParameter } from "./errors.ts";
import { subscribe } from "./operations/subscribe.ts";
import { setSubscriptionAttributes } from "./operations/subscriptions.ts";
import { createTopic, deleteTopic, setTopicAttributes } from "./operations/topics.ts";
import type { Subscription } from "./topic.ts";
import type { TopicStore } from "./topic-store.ts";

/** What a template can make of SNS. */
export function snsResourceTypes(topics: TopicStore, account: Account): ResourceTypes {
  return {
    "AWS::SNS::Topic": topicType(topics, account),
    "AWS::SNS::TopicPolicy": topicPolicyType(topics),
    "AWS::SNS::Subscription": subscriptionType(topics),
  };
}

/** `Ref` gives the ARN. Every property but those named here is an attribute. @throws AwsError as CreateTopic and Subscribe do */
function topicType(topics: TopicStore, account: Account): ResourceType {
  const subscribeAll = (TopicArn: string, subscriptions: unknown) => {
    for (const { Protocol, Endpoint } of (subscriptions ?? []) as Subscriber[]) {
      subscribe({ TopicArn, Protocol, Endpoint }, topics);
    }
  };
  return {
    createOnlyProperties: ["TopicName", "FifoTopic"],
    async create({ properties }) {
      const { TopicName, Tags = [], Subscription, ...attributes } = properties;
      const name = String(TopicName);
      if (topics.all().some((topic) => topic.name === name)) throw invalidParameter(`TopicName Reason: ${name} exists`);
      const request = { Name: name, Attributes: attributeTexts(attributes), Tags: Tags as Tag[] };
      const { TopicArn = "" } = createTopic(request, topics, account);
      subscribeAll(TopicArn, Subscription);
      return { physicalId: TopicArn, attributes: { TopicArn, TopicName: name } };
    },
    async update({ physicalId: TopicArn, properties, previousProperties }) {
      const { TopicName: _, Tags = [], Subscription, ...attributes } = properties;
      const topic = topics.get(TopicArn);
      for (const name of removedProperties({ properties, previousProperties })) topic.attributes.delete(name);
      for (const [AttributeName, AttributeValue] of Object.entries(attributeTexts(attributes))) {
        setTopicAttributes({ TopicArn, AttributeName, AttributeValue }, topics);
      }
      topic.tags.clear();
      for (const { Key = "", Value = "" } of Tags as Tag[]) topic.tags.set(Key, Value);
      for (const gone of subscribers(previousProperties).filter((one) => !includes(subscribers(properties), one))) {
        const found = [...topic.subscriptions.values()].find((one) => isOf(one, gone));
        if (found) topic.subscriptions.delete(found.arn);
      }
      subscribeAll(TopicArn, Subscription);
      return { physicalId: TopicArn, attributes: { TopicArn, TopicName: topic.name } };
    },
    delete: async ({ physicalId: TopicArn }) => deleteTopic({ TopicArn }, topics),
  };
}

interface Subscriber {
  readonly Protocol: string;
  readonly Endpoint: string;
}

function subscribers({ Subscription }: Readonly<Record<string, unknown>>): Subscriber[] {
  return (Subscription ?? []) as Subscriber[];
}

function includes(all: readonly Subscriber[], { Protocol, Endpoint }: Subscriber): boolean {
  return all.some((one) => one.Protocol === Protocol && one.Endpoint === Endpoint);
}

function isOf({ protocol, endpoint }: Subscription, { Protocol, Endpoint }: Subscriber): boolean {
  return protocol === Protocol && endpoint === Endpoint;
}

/** The policy becomes the `Policy` of each of its `Topics`; it is kept, and nothing is refused by it. */
function topicPolicyType(topics: TopicStore): ResourceType {
  const set = ({ Topics = [], PolicyDocument }: Readonly<Record<string, unknown>>) => {
    const { Policy: AttributeValue } = attributeTexts({ Policy: PolicyDocument });
    for (const TopicArn of Topics as string[])
      setTopicAttributes({ TopicArn, AttributeName: "Policy", AttributeValue }, topics);
  };
  const clear = ({ Topics = [] }: Readonly<Record<string, unknown>>) => {
    for (const arn of Topics as string[]) topics.find(arn)?.attributes.delete("Policy");
  };
  return {
    createOnlyProperties: [],
    async create({ stackName, logicalId, properties }) {
      set(properties);
      const id = `${stackName}-${logicalId}`;
      return { physicalId: id, attributes: { Id: id } };
    },
    async update({ physicalId, properties, previousProperties }) {
      clear(previousProperties);
      set(properties);
      return { physicalId, attributes: { Id: physicalId } };
    },
    delete: async ({ properties }) => clear(properties),
  };
}

/** `Ref` gives the ARN, also while it is pending. */
function subscriptionType(topics: TopicStore): ResourceType {
  return {
    createOnlyProperties: ["TopicArn", "Protocol", "Endpoint"],
    async create({ properties }) {
      const { TopicArn, Protocol, Endpoint, ...attributes } = properties;
      const { SubscriptionArn = "" } = subscribe(
        {
          TopicArn: String(TopicArn),
          Protocol: String(Protocol),
          Endpoint: String(Endpoint),
          Attributes: attributeTexts(attributes),
          ReturnSubscriptionArn: true,
        },
        topics,
      );
      return { physicalId: SubscriptionArn, attributes: { Arn: SubscriptionArn } };
    },
    async update({ physicalId: SubscriptionArn, properties, previousProperties }) {
      const { TopicArn: _, Protocol: __, Endpoint: ___, ...attributes } = properties;
      const { subscription } = topics.subscription(SubscriptionArn);
      for (const name of removedProperties({ properties, previousProperties })) subscription.attributes.delete(name);
      for (const [AttributeName, AttributeValue] of Object.entries(attributeTexts(attributes))) {
        setSubscriptionAttributes({ SubscriptionArn, AttributeName, AttributeValue }, topics);
      }
      return { physicalId: SubscriptionArn, attributes: { Arn: SubscriptionArn } };
    },
    async delete({ physicalId }) {
      for (const topic of topics.all()) topic.subscriptions.delete(physicalId);
    },
  };
}
