import { document, model, played } from "../played.ts";

const kindsOfTopics = "FIFO topics, and attributes without effect here, are refused by name";

export const snsPlayed = played({
  service: "Amazon SNS",
  signingName: "sns",
  scope:
    "standard topics. Queues get what is published, in SNS's JSON or raw; addresses stay pending, for no mail is sent. In the process `onNotice` and `notices` of `startLocalAws()` tell of it",
  sources: {
    model,
    attributes: document(
      "Amazon SNS Developer Guide, message attributes",
      "https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html",
    ),
    queues: document(
      "Amazon SNS Developer Guide, fanout to Amazon SQS queues",
      "https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html",
    ),
    quotas: document(
      "AWS General Reference, Amazon SNS endpoints and quotas",
      "https://docs.aws.amazon.com/general/latest/gr/sns.html",
    ),
  },
  operations: {
    CreateTopic: { lacks: kindsOfTopics, refuses: ["DataProtectionPolicy"], from: ["model", "quotas"] },
    DeleteTopic: { from: ["model"] },
    GetSubscriptionAttributes: { lacks: "filter and delivery policies", from: ["model"] },
    GetTopicAttributes: { lacks: "`Policy` and `EffectiveDeliveryPolicy` that nobody has set", from: ["model"] },
    ListSubscriptions: { from: ["model"] },
    ListSubscriptionsByTopic: { from: ["model"] },
    ListTagsForResource: { from: ["model"] },
    ListTopics: { from: ["model"] },
    Publish: {
      lacks:
        "telephones and mobile devices are refused by name; signatures in SNS's JSON; messages for `email` and others in the structure `json`",
      refuses: ["MessageDeduplicationId", "MessageGroupId"],
      from: ["model", "attributes", "queues"],
    },
    SetSubscriptionAttributes: {
      lacks: "filter, delivery and redrive policies are refused by name",
      from: ["model"],
    },
    SetTopicAttributes: {
      lacks: `${kindsOfTopics}; delivery policies, encryption and tracing have no effect`,
      from: ["model"],
    },
    Subscribe: {
      lacks: "protocols other than `sqs`, `email` and `email-json` are refused by name; no address is asked to confirm",
      from: ["model", "queues"],
    },
    TagResource: { from: ["model", "quotas"] },
    Unsubscribe: { from: ["model"] },
    UntagResource: { from: ["model"] },
  },
  guesses: [
    {
      id: "topic-that-exists",
      about: ["CreateTopic"],
      what: "A topic that exists is made again when its attributes and tags are among those that were asked for at first",
      silent: "the model, CreateTopic: returns the existing topic's ARN, and is silent about fewer attributes",
    },
  ],
});
