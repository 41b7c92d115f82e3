import { attributeTexts, type ResourceType, type ResourceTypes } from "../resource.ts";
import { invalidParameter } from "./errors.ts";
import { createQueue } from "./operations/create-queue.ts";
import { setQueueAttributes } from "./operations/queue-attributes.ts";
import type { SqsContext } from "./operations.ts";

/** What a template can make of SQS. */
export function sqsResourceTypes(context: SqsContext): ResourceTypes {
  return { "AWS::SQS::Queue": queueType(context), "AWS::SQS::QueuePolicy": queuePolicyType(context) };
}

/** `Ref` gives the URL. Every property but the name and the tags is an attribute. @throws AwsError as CreateQueue does */
function queueType(context: SqsContext): ResourceType {
  return {
    async create({ properties }) {
      const { QueueName, Tags = [], ...attributes } = properties;
      const name = String(QueueName);
      if (context.queues.find(name)) throw invalidParameter(`${name} already exists`);
      const tags = (Tags as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]);
      const { QueueUrl = "" } = createQueue(
        { QueueName: name, Attributes: attributeTexts(attributes), tags: Object.fromEntries(tags) },
        context,
      );
      const { arn } = context.queues.byUrl(QueueUrl);
      return { physicalId: QueueUrl, attributes: { Arn: arn, QueueName: name, QueueUrl } };
    },
  };
}

/** The policy becomes the `Policy` of each of its `Queues`; it is kept, and nothing is refused by it. */
function queuePolicyType({ queues, clock }: SqsContext): ResourceType {
  return {
    async create({ stackName, logicalId, properties }) {
      const { Queues = [], PolicyDocument } = properties;
      const Attributes = attributeTexts({ Policy: PolicyDocument });
      for (const QueueUrl of Queues as string[]) setQueueAttributes({ QueueUrl, Attributes }, queues, clock);
      const id = `${stackName}-${logicalId}`;
      return { physicalId: id, attributes: { Id: id } };
    },
  };
}
