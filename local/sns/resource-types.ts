import type { Tag } from "@aws-sdk/client-sns";
import type { Account } from "../account.ts";
import { attributeTexts, type ResourceType, type ResourceTypes } from "../resource.ts";
import { invalidParameter } from "./errors.ts";
import { subscribe } from "./operations/subscribe.ts";
import { createTopic, setTopicAttributes } from "./operations/topics.ts";
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
  return {
    async create({ properties }) {
      const { TopicName, Tags = [], Subscription = [], ...attributes } = properties;
      const name = String(TopicName);
      if (topics.all().some((topic) => topic.name === name)) throw invalidParameter(`TopicName Reason: ${name} exists`);
      const request = { Name: name, Attributes: attributeTexts(attributes), Tags: Tags as Tag[] };
      const { TopicArn = "" } = createTopic(request, topics, account);
      for (const { Protocol, Endpoint } of Subscription as { Protocol: string; Endpoint: string }[]) {
        subscribe({ TopicArn, Protocol, Endpoint }, topics);
      }
      return { physicalId: TopicArn, attributes: { TopicArn, TopicName: name } };
    },
  };
}

/** The policy becomes the `Policy` of each of its `Topics`; it is kept, and nothing is refused by it. */
function topicPolicyType(topics: TopicStore): ResourceType {
  return {
    async create({ stackName, logicalId, properties }) {
      const { Topics = [], PolicyDocument } = properties;
      const { Policy: AttributeValue } = attributeTexts({ Policy: PolicyDocument });
      for (const TopicArn of Topics as string[])
        setTopicAttributes({ TopicArn, AttributeName: "Policy", AttributeValue }, topics);
      const id = `${stackName}-${logicalId}`;
      return { physicalId: id, attributes: { Id: id } };
    },
  };
}

/** `Ref` gives the ARN, also while it is pending. */
function subscriptionType(topics: TopicStore): ResourceType {
  return {
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
  };
}
