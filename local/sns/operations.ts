import type * as sdk from "@aws-sdk/client-sns";
import type { Account } from "../account.ts";
import type { Operations } from "../http/api-service.ts";
import type { Announcements } from "./announcements.ts";
import { publish } from "./operations/publish.ts";
import { subscribe } from "./operations/subscribe.ts";
import {
  getSubscriptionAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  setSubscriptionAttributes,
  unsubscribe,
} from "./operations/subscriptions.ts";
import { listTagsForResource, tagResource, untagResource } from "./operations/tags.ts";
import { createTopic, deleteTopic, getTopicAttributes, listTopics, setTopicAttributes } from "./operations/topics.ts";
import type { TopicStore } from "./topic-store.ts";

/** The operations of SNS that local AWS plays: those of standard topics. Telephones and mobile devices are not played. */
export function operations(topics: TopicStore, announcements: Announcements, account: Account): Operations {
  return {
    CreateTopic: (request: sdk.CreateTopicInput) => createTopic(request, topics, account),
    DeleteTopic: (request: sdk.DeleteTopicInput) => deleteTopic(request, topics),
    ListTopics: (request: sdk.ListTopicsInput) => listTopics(request, topics),
    GetTopicAttributes: (request: sdk.GetTopicAttributesInput) => getTopicAttributes(request, topics, account),
    SetTopicAttributes: (request: sdk.SetTopicAttributesInput) => setTopicAttributes(request, topics),
    Subscribe: (request: sdk.SubscribeInput) => subscribe(request, topics),
    Unsubscribe: (request: sdk.UnsubscribeInput) => unsubscribe(request, topics),
    ListSubscriptions: (request: sdk.ListSubscriptionsInput) => listSubscriptions(request, topics, account.id),
    ListSubscriptionsByTopic: (request: sdk.ListSubscriptionsByTopicInput) =>
      listSubscriptionsByTopic(request, topics, account.id),
    GetSubscriptionAttributes: (request: sdk.GetSubscriptionAttributesInput) =>
      getSubscriptionAttributes(request, topics, account.id),
    SetSubscriptionAttributes: (request: sdk.SetSubscriptionAttributesInput) =>
      setSubscriptionAttributes(request, topics),
    Publish: (request: sdk.PublishInput) => publish(request, topics, announcements),
    TagResource: (request: sdk.TagResourceRequest) => tagResource(request, topics),
    UntagResource: (request: sdk.UntagResourceRequest) => untagResource(request, topics),
    ListTagsForResource: (request: sdk.ListTagsForResourceRequest) => listTagsForResource(request, topics),
  };
}
