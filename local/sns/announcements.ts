import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import { envelope, type MessageAttributes } from "./envelope.ts";
import { isRaw, type Notice, type Subscription, type Topic } from "./topic.ts";

/** What is to be announced. */
export interface Announcement {
  readonly message: string;
  /** What queues get of it. */
  readonly forQueues: string;
  readonly subject: string | undefined;
  readonly attributes: MessageAttributes;
}

/** Sends to a queue, for a topic. @throws when it cannot be sent */
export type SendToQueue = (queueArn: string, body: string, attributes: MessageAttributes, topicArn: string) => void;

/** What was announced, and whoever hears of it. */
export interface Announcements {
  /** Tells a topic's subscribers and whoever watches. */
  announce(topic: Topic, announcement: Announcement): Notice;
  /** The newest 1,000, the oldest of them first. */
  readonly kept: readonly Notice[];
  /** Returns what ends the watching. */
  watch(listener: (notice: Notice) => void): () => void;
}

const mostKept = 1_000;

export function createAnnouncements(clock: Clock, sendToQueue: SendToQueue): Announcements {
  const kept: Notice[] = [];
  const listeners = new Set<(notice: Notice) => void>();
  return {
    kept,
    announce(topic, announcement) {
      const { subject, message } = announcement;
      const about = { topicArn: topic.arn, message, messageId: randomUUID(), time: clock.now() };
      const notice = subject === undefined ? about : { ...about, subject };
      kept.push(notice);
      if (kept.length > mostKept) kept.shift();
      for (const subscription of topic.subscriptions.values()) deliver(subscription, notice, announcement, sendToQueue);
      for (const listener of listeners) listener(notice);
      return notice;
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function deliver(
  subscription: Subscription,
  notice: Notice,
  { forQueues, attributes }: Announcement,
  sendToQueue: SendToQueue,
): void {
  if (subscription.protocol !== "sqs") return;
  try {
    const { topicArn } = notice;
    if (isRaw(subscription)) sendToQueue(subscription.endpoint, forQueues, attributes, topicArn);
    else sendToQueue(subscription.endpoint, envelope(notice, forQueues, attributes), {}, topicArn);
  } catch {
    // a queue that is gone, or takes no such message, will not take it later: SNS, too, lets it go
  }
}
