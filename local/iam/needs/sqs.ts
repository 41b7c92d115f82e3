import { arnOf } from "../../account.ts";
import type { Need, ServiceNeeds } from "./need.ts";

/** Actions and resource types of Amazon SQS. A batch needs the action of its single operation. */
export const sqsNeeds: ServiceNeeds = {
  prefix: "sqs",
  arnStart: (account) => arnOf(account, "sqs", ""),
  operations: {
    CreateQueue: "{QueueName}",
    GetQueueUrl: "{QueueName}",
    ListQueues: "*",
    DeleteQueue: ofQueue("DeleteQueue"),
    PurgeQueue: ofQueue("PurgeQueue"),
    GetQueueAttributes: ofQueue("GetQueueAttributes"),
    SetQueueAttributes: ofQueue("SetQueueAttributes"),
    SendMessage: ofQueue("SendMessage"),
    SendMessageBatch: ofQueue("SendMessage"),
    ReceiveMessage: ofQueue("ReceiveMessage"),
    DeleteMessage: ofQueue("DeleteMessage"),
    DeleteMessageBatch: ofQueue("DeleteMessage"),
    ChangeMessageVisibility: ofQueue("ChangeMessageVisibility"),
    ChangeMessageVisibilityBatch: ofQueue("ChangeMessageVisibility"),
    TagQueue: ofQueue("TagQueue"),
    UntagQueue: ofQueue("UntagQueue"),
    ListQueueTags: ofQueue("ListQueueTags"),
  },
};

/** A queue's name is what its URL ends with. */
function ofQueue(action: string): Need {
  return ({ QueueUrl = "" }, account) => [
    { action: `sqs:${action}`, resource: arnOf(account, "sqs", QueueUrl.slice(QueueUrl.lastIndexOf("/") + 1)) },
  ];
}
