import type * as sdk from "@aws-sdk/client-sqs";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import type { Call, Operations } from "../http/api-service.ts";
import { createQueue } from "./operations/create-queue.ts";
import { getQueueAttributes, setQueueAttributes } from "./operations/queue-attributes.ts";
import { deleteQueue, getQueueUrl, listQueues, purgeQueue } from "./operations/queues.ts";
import {
  changeMessageVisibility,
  changeMessageVisibilityBatch,
  deleteMessage,
  deleteMessageBatch,
} from "./operations/receipts.ts";
import { receiveMessage } from "./operations/receive-message.ts";
import { sendMessage, sendMessageBatch } from "./operations/send-message.ts";
import { listQueueTags, tagQueue, untagQueue } from "./operations/tags.ts";
import type { QueueStore } from "./queue-store.ts";

/** What operations work with. */
export interface SqsContext {
  readonly queues: QueueStore;
  readonly account: Account;
  readonly clock: Clock;
  isStopped(): boolean;
}

/** The operations of SQS that local AWS plays: those of standard queues, without the moving of dead letters back. */
export function operations(context: SqsContext): Operations {
  const { queues, account, clock } = context;
  return {
    CreateQueue: (request: sdk.CreateQueueRequest) => createQueue(request, context),
    DeleteQueue: (request: sdk.DeleteQueueRequest) => deleteQueue(request, queues),
    GetQueueUrl: (request: sdk.GetQueueUrlRequest) => getQueueUrl(request, queues, account.id),
    ListQueues: (request: sdk.ListQueuesRequest) => listQueues(request, queues),
    PurgeQueue: (request: sdk.PurgeQueueRequest) => purgeQueue(request, queues),
    GetQueueAttributes: (request: sdk.GetQueueAttributesRequest) => getQueueAttributes(request, queues, clock),
    SetQueueAttributes: (request: sdk.SetQueueAttributesRequest) => setQueueAttributes(request, queues, clock),
    SendMessage: (request: sdk.SendMessageRequest, call) =>
      sendMessage(request, { queues, clock, senderId: senderIdOf(call) }),
    SendMessageBatch: (request: sdk.SendMessageBatchRequest, call) =>
      sendMessageBatch(request, { queues, clock, senderId: senderIdOf(call) }),
    ReceiveMessage: (request: sdk.ReceiveMessageRequest) => receiveMessage(request, context),
    DeleteMessage: (request: sdk.DeleteMessageRequest) => deleteMessage(request, queues),
    DeleteMessageBatch: (request: sdk.DeleteMessageBatchRequest) => deleteMessageBatch(request, queues),
    ChangeMessageVisibility: (request: sdk.ChangeMessageVisibilityRequest) =>
      changeMessageVisibility(request, queues, clock),
    ChangeMessageVisibilityBatch: (request: sdk.ChangeMessageVisibilityBatchRequest) =>
      changeMessageVisibilityBatch(request, queues, clock),
    TagQueue: (request: sdk.TagQueueRequest) => tagQueue(request, queues),
    UntagQueue: (request: sdk.UntagQueueRequest) => untagQueue(request, queues),
    ListQueueTags: (request: sdk.ListQueueTagsRequest) => listQueueTags(request, queues),
  };
}

/** The account for its root, `<role>:<session>` for a role's session: AWS has the role's id there, not its name. */
function senderIdOf({ caller: { arn, account } }: Call): string {
  return arn.split(":assumed-role/")[1]?.replace("/", ":") ?? account;
}
