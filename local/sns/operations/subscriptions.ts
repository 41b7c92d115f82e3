import type {
  GetSubscriptionAttributesInput,
  GetSubscriptionAttributesResponse,
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse,
  ListSubscriptionsInput,
  ListSubscriptionsResponse,
  SetSubscriptionAttributesInput,
  UnsubscribeInput,
} from "@aws-sdk/client-sns";
import { pageOf } from "../../http/pages.ts";
import { checkSubscriptionAttribute } from "../settable-attributes.ts";
import { isRaw, type Topic } from "../topic.ts";
import type { TopicStore } from "../topic-store.ts";

const pageSize = 100;

/** @throws AwsError NotFoundException, InvalidParameterException */
export function unsubscribe({ SubscriptionArn }: UnsubscribeInput, topics: TopicStore): void {
  const { topic, subscription } = topics.subscription(SubscriptionArn);
  topic.subscriptions.delete(subscription.arn);
  topic.unsubscribed += 1;
}

export function listSubscriptions(
  { NextToken }: ListSubscriptionsInput,
  topics: TopicStore,
  accountId: string,
): ListSubscriptionsResponse {
  return pageOfSubscriptions(topics.all(), NextToken, accountId);
}

/** @throws AwsError NotFoundException, InvalidParameterException */
export function listSubscriptionsByTopic(
  { TopicArn, NextToken }: ListSubscriptionsByTopicInput,
  topics: TopicStore,
  accountId: string,
): ListSubscriptionsByTopicResponse {
  return pageOfSubscriptions([topics.get(TopicArn)], NextToken, accountId);
}

function pageOfSubscriptions(topics: readonly Topic[], token: string | undefined, accountId: string) {
  const all = topics.flatMap(({ arn, subscriptions }) =>
    [...subscriptions.values()].map((subscription) => ({ topicArn: arn, subscription })),
  );
  const page = { limit: pageSize, nextToken: token, invalidToken: "InvalidParameterException" };
  const { items, nextToken } = pageOf(all, page, ({ subscription }) => subscription.arn);
  const Subscriptions = items.map(({ topicArn, subscription }) => ({
    SubscriptionArn: subscription.isPending ? "PendingConfirmation" : subscription.arn,
    Owner: accountId,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    TopicArn: topicArn,
  }));
  return { Subscriptions, NextToken: nextToken };
}

/** @throws AwsError NotFoundException, InvalidParameterException */
export function getSubscriptionAttributes(
  { SubscriptionArn }: GetSubscriptionAttributesInput,
  topics: TopicStore,
  accountId: string,
): GetSubscriptionAttributesResponse {
  const { topic, subscription } = topics.subscription(SubscriptionArn);
  return {
    Attributes: {
      RawMessageDelivery: `${isRaw(subscription)}`,
      SubscriptionArn: subscription.arn,
      TopicArn: topic.arn,
      Owner: accountId,
      Protocol: subscription.protocol,
      Endpoint: subscription.endpoint,
      PendingConfirmation: `${subscription.isPending}`,
      ConfirmationWasAuthenticated: `${!subscription.isPending}`,
    },
  };
}

/** @throws AwsError NotFoundException, InvalidParameterException */
export function setSubscriptionAttributes(
  { SubscriptionArn, AttributeName = "", AttributeValue = "" }: SetSubscriptionAttributesInput,
  topics: TopicStore,
): void {
  const { subscription } = topics.subscription(SubscriptionArn);
  checkSubscriptionAttribute(AttributeName, AttributeValue);
  subscription.attributes.set(AttributeName, AttributeValue);
}
