import { AwsError } from "../http/aws-error.ts";
import { invalidParameter } from "./errors.ts";
import type { Subscription, Topic } from "./topic.ts";

/** The topics there are. */
export interface TopicStore {
  add(topic: Topic): void;
  find(arn: string): Topic | undefined;
  /** @throws AwsError InvalidParameterException, NotFoundException */
  get(arn: string | undefined): Topic;
  delete(arn: string): void;
  /** In the order of their names. */
  all(): Topic[];
  /** @throws AwsError InvalidParameterException, NotFoundException */
  subscription(arn: string | undefined): { topic: Topic; subscription: Subscription };
}

export function createTopicStore(): TopicStore {
  const topics = new Map<string, Topic>();
  return {
    add: (topic) => topics.set(topic.arn, topic),
    find: (arn) => topics.get(arn),
    get(arn = "") {
      if (!arn.startsWith("arn:")) throw invalidParameter("TopicArn");
      const topic = topics.get(arn);
      if (!topic) throw new AwsError("NotFoundException", "Topic does not exist");
      return topic;
    },
    delete: (arn) => topics.delete(arn),
    all: () => [...topics.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
    subscription(arn = "") {
      if (!arn.startsWith("arn:")) throw invalidParameter("SubscriptionArn");
      for (const topic of topics.values()) {
        const subscription = topic.subscriptions.get(arn);
        if (subscription) return { topic, subscription };
      }
      throw new AwsError("NotFoundException", "Subscription does not exist");
    },
  };
}
