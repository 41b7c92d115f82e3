import { createHash } from "node:crypto";
import type {
  SendMessageBatchRequest,
  SendMessageBatchRequestEntry,
  SendMessageBatchResult,
  SendMessageRequest,
  SendMessageResult,
} from "@aws-sdk/client-sqs";
import type { Clock } from "../../clock.ts";
import { AwsError } from "../../http/aws-error.ts";
import { checkRange, invalidParameter } from "../errors.ts";
import { checkMessageAttributes, digestOf, sizeOf } from "../message-attributes.ts";
import { addMessage } from "../messages.ts";
import { numberOf, type Queue } from "../queue.ts";
import type { QueueStore } from "../queue-store.ts";
import { batch } from "./batch.ts";

/** What the messages of a batch may have together, in bytes. */
const largestBatch = 1_048_576;

/** What sending needs beside the message. */
interface Sending {
  readonly clock: Clock;
  readonly senderId: string;
}

/** @throws AwsError QueueDoesNotExist, MissingParameter, InvalidParameterValue, InvalidMessageContents */
export function sendMessage(
  request: SendMessageRequest,
  { queues, ...sending }: Sending & { queues: QueueStore },
): SendMessageResult {
  return send(queues.byUrl(request.QueueUrl), request, sending);
}

/** @throws AwsError QueueDoesNotExist, BatchRequestTooLong, and when the entries are no batch */
export function sendMessageBatch(
  { QueueUrl, Entries = [] }: SendMessageBatchRequest,
  { queues, ...sending }: Sending & { queues: QueueStore },
): SendMessageBatchResult {
  const queue = queues.byUrl(QueueUrl);
  const size = Entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
  if (size > largestBatch)
    throw new AwsError(
      "BatchRequestTooLong",
      `Batch requests cannot be longer than ${largestBatch} bytes. You have sent ${size} bytes.`,
    );
  return batch(Entries, (entry) => send(queue, entry, sending));
}

type Outgoing = Omit<SendMessageBatchRequestEntry, "Id">;

/** @throws AwsError MissingParameter, InvalidParameterValue, InvalidMessageContents */
export function send(queue: Queue, outgoing: Outgoing, { clock, senderId }: Sending) {
  check(queue, outgoing);
  const { MessageBody: body = "", MessageAttributes: attributes = {}, MessageSystemAttributes = {} } = outgoing;
  const traceHeader = MessageSystemAttributes.AWSTraceHeader?.StringValue;
  const { id } = addMessage(queue, clock, {
    body,
    attributes,
    systemAttributes: {
      SenderId: senderId,
      ...(traceHeader === undefined ? {} : { AWSTraceHeader: traceHeader }),
      ...(outgoing.MessageGroupId === undefined ? {} : { MessageGroupId: outgoing.MessageGroupId }),
    },
    delay: outgoing.DelaySeconds,
  });
  return {
    MessageId: id,
    MD5OfMessageBody: md5(body),
    MD5OfMessageAttributes: digestOf(attributes),
    MD5OfMessageSystemAttributes: digestOf(MessageSystemAttributes),
  };
}

export function md5(body: string): string {
  return createHash("md5").update(body).digest("hex");
}

/** Characters that XML 1.0 has no room for: SQS refuses what it could once not have carried. */
const unsendable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

function check(queue: Queue, outgoing: Outgoing): void {
  const { MessageBody = "", DelaySeconds, MessageAttributes = {}, MessageDeduplicationId } = outgoing;
  if (MessageBody === "") throw new AwsError("MissingParameter", "The request must contain the parameter MessageBody.");
  if (MessageDeduplicationId !== undefined)
    throw invalidParameter(
      `Value ${MessageDeduplicationId} for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  checkRange("DelaySeconds", DelaySeconds, 0, 900);
  checkMessageAttributes(MessageAttributes);
  if (unsendable.test(MessageBody))
    throw new AwsError("InvalidMessageContents", "Invalid binary character was found in the message body.");
  const limit = numberOf(queue, "MaximumMessageSize");
  if (bytesOf(outgoing) > limit)
    throw invalidParameter(`One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`);
}

function bytesOf({ MessageBody = "", MessageAttributes = {} }: Outgoing): number {
  return Buffer.byteLength(MessageBody) + sizeOf(MessageAttributes);
}
