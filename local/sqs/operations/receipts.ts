import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult,
  ChangeMessageVisibilityRequest,
  DeleteMessageBatchRequest,
  DeleteMessageBatchResult,
  DeleteMessageRequest,
} from "@aws-sdk/client-sqs";
import type { Clock } from "../../clock.ts";
import { AwsError } from "../../http/aws-error.ts";
import { checkRange, invalidParameter } from "../errors.ts";
import { wake } from "../messages.ts";
import { isInFlight, type Queue } from "../queue.ts";
import type { QueueStore } from "../queue-store.ts";
import { batch } from "./batch.ts";

/** A message that has been deleted, or received again since, is no failure. @throws AwsError QueueDoesNotExist, ReceiptHandleIsInvalid */
export function deleteMessage({ QueueUrl, ReceiptHandle }: DeleteMessageRequest, queues: QueueStore): void {
  deleteBy(queues.byUrl(QueueUrl), ReceiptHandle);
}

/** @throws AwsError QueueDoesNotExist, and when the entries are no batch */
export function deleteMessageBatch(
  { QueueUrl, Entries = [] }: DeleteMessageBatchRequest,
  queues: QueueStore,
): DeleteMessageBatchResult {
  const queue = queues.byUrl(QueueUrl);
  return batch(Entries, ({ ReceiptHandle }) => deleteBy(queue, ReceiptHandle));
}

/** @throws AwsError QueueDoesNotExist, ReceiptHandleIsInvalid; InvalidParameterValue when the message is not in flight */
export function changeMessageVisibility(
  { QueueUrl, ReceiptHandle, VisibilityTimeout }: ChangeMessageVisibilityRequest,
  queues: QueueStore,
  clock: Clock,
): void {
  changeBy(queues.byUrl(QueueUrl), ReceiptHandle, VisibilityTimeout, clock.now());
}

/** @throws AwsError QueueDoesNotExist, and when the entries are no batch */
export function changeMessageVisibilityBatch(
  { QueueUrl, Entries = [] }: ChangeMessageVisibilityBatchRequest,
  queues: QueueStore,
  clock: Clock,
): ChangeMessageVisibilityBatchResult {
  const queue = queues.byUrl(QueueUrl);
  return batch(Entries, ({ ReceiptHandle, VisibilityTimeout }) =>
    changeBy(queue, ReceiptHandle, VisibilityTimeout, clock.now()),
  );
}

function deleteBy(queue: Queue, receiptHandle: string | undefined): object {
  checkReceiptHandle(receiptHandle);
  queue.messages = queue.messages.filter((message) => message.receiptHandle !== receiptHandle);
  return {};
}

function changeBy(queue: Queue, receiptHandle: string | undefined, timeout: number | undefined, now: number): object {
  checkRange("VisibilityTimeout", timeout, 0, 43_200);
  checkReceiptHandle(receiptHandle);
  const message = queue.messages.find((one) => one.receiptHandle === receiptHandle);
  if (!message || !isInFlight(message, now))
    throw invalidParameter(
      `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  message.visibleFrom = now + (timeout ?? 0) * 1000;
  wake(queue);
  return {};
}

/** What never was one: 96 bytes in base64. */
function checkReceiptHandle(receiptHandle: string | undefined): void {
  if (!/^[A-Za-z0-9+/]{128}$/.test(receiptHandle ?? ""))
    throw new AwsError("ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
}
