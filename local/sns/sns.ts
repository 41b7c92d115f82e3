import * as sdk from "@aws-sdk/client-sns";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import { apiService } from "../http/api-service.ts";
import type { Service } from "../http/service.ts";
import type { ResourceTypes } from "../resource.ts";
import { createAnnouncements, type SendToQueue } from "./announcements.ts";
import type { MessageAttributes } from "./envelope.ts";
import { publish } from "./operations/publish.ts";
import { operations } from "./operations.ts";
import { snsPlayed } from "./played.ts";
import { snsResourceTypes } from "./resource-types.ts";
import type { Notice } from "./topic.ts";
import { createTopicStore } from "./topic-store.ts";

/** SNS, for the other services and for CloudFormation. */
export interface Sns {
  readonly service: Service;
  readonly resourceTypes: ResourceTypes;
  readonly topics: {
    /** Publish on behalf of a service. @throws AwsError NotFoundException, and as Publish does */
    publish(topicArn: string, message: string, attributes?: MessageAttributes): void;
    exists(topicArn: string): boolean;
    /** A topic's policy in JSON; nothing where it has none. */
    policyOf(topicArn: string): string | undefined;
  };
  /** Tells of everything that is published from now on. Returns what ends that. */
  watch(listener: (notice: Notice) => void): () => void;
  /** The newest 1,000 notices of one topic or of all, the oldest first. */
  published(topicArn?: string): Notice[];
}

/** Everything SNS is handed. */
export interface SnsOptions {
  readonly account: Account;
  readonly clock: Clock;
  /** How a subscribed queue gets its messages. */
  readonly sendToQueue: SendToQueue;
}

/** Plays Amazon SNS: standard topics. Queues get what is published; addresses stay pending, and no mail is sent. */
export function createSns({ account, clock, sendToQueue }: SnsOptions): Sns {
  const topics = createTopicStore();
  const announcements = createAnnouncements(clock, sendToQueue);
  return {
    service: apiService({
      signingName: "sns",
      sdk,
      protocol: "awsQuery",
      xmlNamespace: "http://sns.amazonaws.com/doc/2010-03-31/",
      constraints: "sns",
      validationError: "ValidationError",
      played: snsPlayed,
      operations: operations(topics, announcements, account),
    }),
    resourceTypes: snsResourceTypes(topics, account),
    topics: {
      publish(topicArn, message, attributes = {}) {
        publish({ TopicArn: topicArn, Message: message, MessageAttributes: { ...attributes } }, topics, announcements);
      },
      exists: (topicArn) => topics.find(topicArn) !== undefined,
      policyOf: (topicArn) => topics.find(topicArn)?.attributes.get("Policy"),
    },
    watch: announcements.watch,
    published: (topicArn) =>
      announcements.kept.filter((notice) => topicArn === undefined || notice.topicArn === topicArn),
  };
}
