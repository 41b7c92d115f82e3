import {
  attributeTexts,
  type Resource,
  type ResourceType,
  type ResourceTypes,
  removedProperties,
} from "../resource.ts";
import { invalidParameter } from "./errors.ts";
import { createQueue } from "./operations/create-queue.ts";
import { setQueueAttributes } from "./operations/queue-attributes.ts";
import { deleteQueue } from "./operations/queues.ts";
import { tagQueue } from "./operations/tags.ts";
import type { SqsContext } from "./operations.ts";
import type { QueueStore } from "./queue-store.ts";
import { defaultAttributes } from "./settable-attributes.ts";

/** What a template can make of SQS. */
export function sqsResourceTypes(context: SqsContext): ResourceTypes {
  return { "AWS::SQS::Queue": queueType(context), "AWS::SQS::QueuePolicy": queuePolicyType(context) };
}

/** `Ref` gives the URL. Every property but the name and the tags is an attribute. @throws AwsError as CreateQueue does */
function queueType(context: SqsContext): ResourceType {
  const { queues, clock } = context;
  const described = (QueueUrl: string): Resource => {
    const { arn, name } = queues.byUrl(QueueUrl);
    return { physicalId: QueueUrl, attributes: { Arn: arn, QueueName: name, QueueUrl } };
  };
  return {
    createOnlyProperties: ["QueueName", "FifoQueue"],
    async create({ properties }) {
      const { QueueName, Tags, ...attributes } = properties;
      const name = String(QueueName);
      if (queues.find(name)) throw invalidParameter(`${name} already exists`);
      const { QueueUrl = "" } = createQueue(
        { QueueName: name, Attributes: attributeTexts(attributes), tags: tagsOf(Tags) },
        context,
      );
      return described(QueueUrl);
    },
    async update({ physicalId: QueueUrl, properties, previousProperties }) {
      const { QueueName: _, Tags, ...attributes } = properties;
      const removed = removedProperties({ properties, previousProperties }).filter((name) => name !== "Tags");
      const defaults: ReadonlyMap<string, string> = defaultAttributes;
      const reset = Object.fromEntries(removed.map((name) => [name, defaults.get(name) ?? ""]));
      setQueueAttributes({ QueueUrl, Attributes: { ...reset, ...attributeTexts(attributes) } }, queues, clock);
      queues.byUrl(QueueUrl).tags.clear();
      tagQueue({ QueueUrl, Tags: tagsOf(Tags) }, queues);
      return described(QueueUrl);
    },
    async delete({ physicalId: QueueUrl }) {
      if (isThere(QueueUrl, queues)) deleteQueue({ QueueUrl }, queues);
    },
  };
}

function tagsOf(tags: unknown): Record<string, string> {
  const list = (tags ?? []) as { Key: string; Value: string }[];
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
}

function isThere(url: string, queues: QueueStore): boolean {
  return queues.all().some((queue) => queues.urlOf(queue) === url);
}

/** The policy becomes the `Policy` of each of its `Queues`; it is kept, and nothing is refused by it. */
function queuePolicyType({ queues, clock }: SqsContext): ResourceType {
  const set = (urls: unknown, Policy: unknown) => {
    const Attributes = attributeTexts({ Policy });
    for (const QueueUrl of (urls ?? []) as string[]) setQueueAttributes({ QueueUrl, Attributes }, queues, clock);
  };
  const clear = (urls: unknown) =>
    set(
      ((urls ?? []) as string[]).filter((url) => isThere(url, queues)),
      "",
    );
  return {
    createOnlyProperties: [],
    async create({ stackName, logicalId, properties: { Queues, PolicyDocument } }) {
      set(Queues, PolicyDocument);
      const id = `${stackName}-${logicalId}`;
      return { physicalId: id, attributes: { Id: id } };
    },
    async update({ physicalId, properties: { Queues, PolicyDocument }, previousProperties }) {
      clear(previousProperties["Queues"]);
      set(Queues, PolicyDocument);
      return { physicalId, attributes: { Id: physicalId } };
    },
    delete: async ({ properties }) => clear(properties["Queues"]),
  };
}
