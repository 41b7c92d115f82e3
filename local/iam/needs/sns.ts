import { arnOf } from "../../account.ts";
import type { ServiceNeeds } from "./need.ts";

/** Actions and resource types of Amazon SNS. */
export const snsNeeds: ServiceNeeds = {
  prefix: "sns",
  arnStart: (account) => arnOf(account, "sns", ""),
  operations: {
    CreateTopic: "{Name}",
    DeleteTopic: "{TopicArn}",
    ListTopics: "*",
    GetTopicAttributes: "{TopicArn}",
    SetTopicAttributes: "{TopicArn}",
    Subscribe: "{TopicArn}",
    Unsubscribe: "*",
    ListSubscriptions: "*",
    ListSubscriptionsByTopic: "{TopicArn}",
    GetSubscriptionAttributes: "*",
    SetSubscriptionAttributes: "*",
    Publish: "{TopicArn}",
    TagResource: "{ResourceArn}",
    UntagResource: "{ResourceArn}",
    ListTagsForResource: "{ResourceArn}",
  },
};
