import { randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import { type Message, type MessageAttributes, numberOf, type Queue } from "./queue.ts";
import type { RedrivePolicy } from "./settable-attributes.ts";

/** Puts a message into a queue. Whoever waits for one is told. */
export function addMessage(
  queue: Queue,
  clock: Clock,
  message: {
    readonly body: string;
    readonly attributes: MessageAttributes;
    readonly systemAttributes: Readonly<Record<string, string>>;
    /** Seconds; the queue's own if not said. */
    readonly delay?: number | undefined;
  },
): Message {
  const { delay = numberOf(queue, "DelaySeconds"), ...rest } = message;
  const sent = clock.now();
  const added: Message = { ...rest, id: randomUUID(), sent, visibleFrom: sent + delay * 1000, receiveCount: 0 };
  queue.messages.push(added);
  wake(queue);
  return added;
}

/** Ends the waiting at a queue: there may be a message, or none any more. */
export function wake(queue: Queue): void {
  for (const stopWaiting of [...queue.waiting]) stopWaiting();
}

/** The messages of a queue that are not too old. The others are gone from now on. */
export function keptMessages(queue: Queue, now: number): readonly Message[] {
  const oldest = now - numberOf(queue, "MessageRetentionPeriod") * 1000;
  queue.messages = queue.messages.filter(({ sent }) => sent >= oldest);
  return queue.messages;
}

/**
 * Receives up to `most` messages: for `visibilityTimeout` seconds nobody else gets them. Those that were received too often
 * go to the dead-letter queue instead, if there is one.
 */
export function takeMessages(
  queue: Queue,
  now: number,
  { most, visibilityTimeout }: { most: number; visibilityTimeout: number },
  deadLetterQueue: Queue | undefined,
): Message[] {
  const taken: Message[] = [];
  for (const message of keptMessages(queue, now)) {
    if (taken.length === most) break;
    if (message.visibleFrom > now) continue;
    if (deadLetterQueue && message.receiveCount >= maxReceiveCount(queue)) {
      moveTo(deadLetterQueue, queue, message);
      continue;
    }
    message.receiveCount += 1;
    message.firstReceived ??= now;
    message.receiptHandle = randomBytes(96).toString("base64");
    message.visibleFrom = now + visibilityTimeout * 1000;
    taken.push(message);
  }
  return taken;
}

/** Where a queue's messages go that nobody can make anything of. */
export function redrivePolicyOf(queue: Queue): RedrivePolicy | undefined {
  const policy = queue.attributes.get("RedrivePolicy");
  return policy ? (JSON.parse(policy) as RedrivePolicy) : undefined;
}

function maxReceiveCount(queue: Queue): number {
  return redrivePolicyOf(queue)?.maxReceiveCount ?? Number.POSITIVE_INFINITY;
}

/** The message keeps its age. */
function moveTo(deadLetterQueue: Queue, source: Queue, message: Message): void {
  source.messages = source.messages.filter((other) => other !== message);
  const systemAttributes = { ...message.systemAttributes, DeadLetterQueueSourceArn: source.arn };
  deadLetterQueue.messages.push({ ...message, systemAttributes });
  wake(deadLetterQueue);
}
