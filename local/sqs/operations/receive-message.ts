import type { Message as ReceivedMessage, ReceiveMessageRequest, ReceiveMessageResult } from "@aws-sdk/client-sqs";
import type { Clock } from "../../clock.ts";
import { AwsError } from "../../http/aws-error.ts";
import { checkRange, invalidParameter } from "../errors.ts";
import { chosen, digestOf } from "../message-attributes.ts";
import { keptMessages, redrivePolicyOf, takeMessages } from "../messages.ts";
import { type Message, numberOf, type Queue } from "../queue.ts";
import type { QueueStore } from "../queue-store.ts";
import { md5 } from "./send-message.ts";

const most = 10;

/**
 * What is there, at once; or, when nothing is, what comes within `WaitTimeSeconds` of the clock.
 * @param isStopped ends the waiting
 * @throws AwsError QueueDoesNotExist, also when the queue is deleted meanwhile; InvalidParameterValue, InvalidAttributeName
 */
export async function receiveMessage(
  request: ReceiveMessageRequest,
  { queues, clock, isStopped }: { queues: QueueStore; clock: Clock; isStopped: () => boolean },
): Promise<ReceiveMessageResult> {
  const { QueueUrl, MaxNumberOfMessages = 1, VisibilityTimeout, WaitTimeSeconds } = request;
  const queue = queues.byUrl(QueueUrl);
  if (!Number.isInteger(MaxNumberOfMessages) || MaxNumberOfMessages < 1 || MaxNumberOfMessages > most)
    throw invalidParameter(
      `Value ${MaxNumberOfMessages} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and ${most}, if provided.`,
    );
  checkRange("VisibilityTimeout", VisibilityTimeout, 0, 43_200);
  checkRange("WaitTimeSeconds", WaitTimeSeconds, 0, 20);
  const names = systemAttributeNames(request);
  const visibilityTimeout = VisibilityTimeout ?? numberOf(queue, "VisibilityTimeout");
  const until = clock.now() + (WaitTimeSeconds ?? numberOf(queue, "ReceiveMessageWaitTimeSeconds")) * 1000;
  for (;;) {
    const now = clock.now();
    const taking = { most: MaxNumberOfMessages, visibilityTimeout };
    const taken = takeMessages(queues.byUrl(QueueUrl), now, taking, deadLetterQueueOf(queue, queues));
    if (taken.length > 0) return { Messages: taken.map((message) => received(message, names, request)) };
    if (now >= until || isStopped()) return {};
    await change(queue, clock, until - now);
  }
}

/** Resolves when a message may be there that nobody could receive before, at the latest after `milliseconds`. */
function change(queue: Queue, clock: Clock, milliseconds: number): Promise<void> {
  const now = clock.now();
  const soonest = keptMessages(queue, now).map(({ visibleFrom }) => visibleFrom - now);
  return new Promise((resolve) => {
    const stopWaiting = () => {
      timer.cancel();
      queue.waiting.delete(stopWaiting);
      resolve();
    };
    const timer = clock.startTimer(Math.min(milliseconds, ...soonest), stopWaiting);
    queue.waiting.add(stopWaiting);
  });
}

function deadLetterQueueOf(queue: Queue, queues: QueueStore): Queue | undefined {
  const arn = redrivePolicyOf(queue)?.deadLetterTargetArn;
  return queues.all().find((other) => other.arn === arn);
}

const known = [
  "All",
  "ApproximateFirstReceiveTimestamp",
  "ApproximateReceiveCount",
  "AWSTraceHeader",
  "DeadLetterQueueSourceArn",
  "MessageDeduplicationId",
  "MessageGroupId",
  "SenderId",
  "SentTimestamp",
  "SequenceNumber",
];

/** `AttributeNames` is the older name of `MessageSystemAttributeNames`. */
function systemAttributeNames({ AttributeNames = [], MessageSystemAttributeNames = [] }: ReceiveMessageRequest) {
  const names: string[] = [...AttributeNames, ...MessageSystemAttributeNames];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new AwsError("InvalidAttributeName", `Unknown Attribute ${unknown}.`);
  return names;
}

function received(
  message: Message,
  names: readonly string[],
  { MessageAttributeNames = [] }: ReceiveMessageRequest,
): ReceivedMessage {
  const system = Object.entries({
    ...message.systemAttributes,
    SentTimestamp: `${Math.floor(message.sent)}`,
    ApproximateReceiveCount: `${message.receiveCount}`,
    ApproximateFirstReceiveTimestamp: `${Math.floor(message.firstReceived ?? 0)}`,
  }).filter(([name]) => names.includes("All") || names.includes(name));
  const attributes = chosen(message.attributes, MessageAttributeNames);
  const digest = digestOf(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(system.length > 0 ? { Attributes: Object.fromEntries(system) } : {}),
    ...(digest === undefined ? {} : { MessageAttributes: attributes, MD5OfMessageAttributes: digest }),
  };
}
