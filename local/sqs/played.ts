import { document, model, played } from "../played.ts";

const fifo = "FIFO queues are refused by name";

export const sqsPlayed = played({
  service: "Amazon SQS",
  signingName: "sqs",
  scope: "standard queues: long polling, visibility timeouts, delays, redrive to a dead-letter queue",
  sources: {
    model,
    metadata: document(
      "Amazon SQS Developer Guide, message metadata",
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html",
    ),
    visibility: document(
      "Amazon SQS Developer Guide, visibility timeout",
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html",
    ),
    deadLetters: document(
      "Amazon SQS Developer Guide, dead-letter queues",
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    ),
    quotas: document(
      "Amazon SQS Developer Guide, message quotas",
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html",
    ),
  },
  operations: {
    ChangeMessageVisibility: { from: ["model", "visibility"] },
    ChangeMessageVisibilityBatch: { from: ["model", "visibility"] },
    CreateQueue: {
      lacks: `${fifo}; encryption and \`RedriveAllowPolicy\` have no effect`,
      from: ["model", "deadLetters"],
    },
    DeleteMessage: { from: ["model"] },
    DeleteMessageBatch: { from: ["model"] },
    DeleteQueue: { lacks: "the minute before the name may be used again", from: ["model"] },
    GetQueueAttributes: { from: ["model", "quotas"] },
    GetQueueUrl: { lacks: "queues of other accounts", from: ["model"] },
    ListQueueTags: { from: ["model"] },
    ListQueues: { from: ["model"] },
    PurgeQueue: { lacks: "the minute before it may be done again", from: ["model"] },
    ReceiveMessage: {
      lacks:
        "messages out of their order, or twice; the most that may be in flight; ids of users and roles: `SenderId` has names",
      ignores: ["ReceiveRequestAttemptId"],
      from: ["model", "visibility", "deadLetters", "metadata"],
    },
    SendMessage: {
      lacks: "fair queues: `MessageGroupId` is kept and changes no order",
      from: ["model", "metadata", "quotas"],
    },
    SendMessageBatch: {
      lacks: "fair queues: `MessageGroupId` is kept and changes no order",
      from: ["model", "metadata", "quotas"],
    },
    SetQueueAttributes: {
      lacks: `${fifo}; encryption and \`RedriveAllowPolicy\` have no effect`,
      from: ["model", "deadLetters"],
    },
    TagQueue: { from: ["model"] },
    UntagQueue: { from: ["model"] },
  },
  guesses: [
    {
      id: "tags-of-aws-on-queues",
      about: ["CreateQueue", "TagQueue"],
      what: "A tag whose key begins with `aws:` is an `InvalidParameterValue`, and its wording",
      silent: "the model: does not name the error",
    },
  ],
});
