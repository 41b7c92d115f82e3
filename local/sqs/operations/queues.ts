import type {
  DeleteQueueRequest,
  GetQueueUrlRequest,
  GetQueueUrlResult,
  ListQueuesRequest,
  ListQueuesResult,
  PurgeQueueRequest,
} from "@aws-sdk/client-sqs";
import { AwsError } from "../../http/aws-error.ts";
import { pageOf } from "../../http/pages.ts";
import { checkRange } from "../errors.ts";
import { wake } from "../messages.ts";
import type { QueueStore } from "../queue-store.ts";

const largestPage = 1_000;

/** @throws AwsError QueueDoesNotExist */
export function getQueueUrl(
  { QueueName = "", QueueOwnerAWSAccountId }: GetQueueUrlRequest,
  queues: QueueStore,
  accountId: string,
): GetQueueUrlResult {
  const queue = (QueueOwnerAWSAccountId ?? accountId) === accountId ? queues.find(QueueName) : undefined;
  if (!queue) throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
  return { QueueUrl: queues.urlOf(queue) };
}

export function listQueues(
  { QueueNamePrefix = "", MaxResults, NextToken }: ListQueuesRequest,
  queues: QueueStore,
): ListQueuesResult {
  checkRange("MaxResults", MaxResults, 1, largestPage);
  const named = queues.all().filter(({ name }) => name.startsWith(QueueNamePrefix));
  const page = { limit: MaxResults ?? largestPage, nextToken: NextToken, invalidToken: "InvalidParameterValue" };
  const { items, nextToken } = pageOf(named, page, ({ name }) => name);
  return { QueueUrls: items.map(queues.urlOf), NextToken: MaxResults === undefined ? undefined : nextToken };
}

/** Whoever waits for a message hears that there is no queue. The name may be used again at once; AWS asks for a minute. */
export function deleteQueue({ QueueUrl }: DeleteQueueRequest, queues: QueueStore): void {
  const queue = queues.byUrl(QueueUrl);
  queues.delete(queue);
  wake(queue);
}

/** All messages, also those in flight. It may be done again at once; AWS asks for a minute. */
export function purgeQueue({ QueueUrl }: PurgeQueueRequest, queues: QueueStore): void {
  queues.byUrl(QueueUrl).messages = [];
}
