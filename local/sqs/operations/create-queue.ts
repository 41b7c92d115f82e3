import type { CreateQueueRequest, CreateQueueResult } from "@aws-sdk/client-sqs";
import { type Account, arnOf } from "../../account.ts";
import type { Clock } from "../../clock.ts";
import { AwsError } from "../../http/aws-error.ts";
import { invalidParameter } from "../errors.ts";
import type { Queue } from "../queue.ts";
import type { QueueStore } from "../queue-store.ts";
import { defaultAttributes, fifoNotPlayed, readAttributes } from "../settable-attributes.ts";
import { withTags } from "./tags.ts";

/**
 * A queue of that name with those attributes that is there already is what was asked for.
 * @throws AwsError InvalidParameterValue, InvalidAttributeName, InvalidAttributeValue; QueueNameExists when the attributes differ;
 * NotImplemented for FIFO queues
 */
export function createQueue(
  { QueueName = "", Attributes = {}, tags = {} }: CreateQueueRequest,
  { queues, account, clock }: { queues: QueueStore; account: Account; clock: Clock },
): CreateQueueResult {
  if (QueueName.endsWith(".fifo")) throw fifoNotPlayed(QueueName);
  if (!/^[\w-]{1,80}$/.test(QueueName))
    throw invalidParameter("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
  const attributes = readAttributes(Attributes);
  const known = queues.find(QueueName);
  if (known) return { QueueUrl: queues.urlOf(sameQueue(known, attributes)) };
  const now = clock.now();
  const queue: Queue = {
    name: QueueName,
    arn: arnOf(account, "sqs", QueueName),
    created: now,
    modified: now,
    attributes: new Map([...defaultAttributes, ...[...attributes].filter(([, value]) => value !== "")]),
    tags: withTags(new Map(), tags),
    messages: [],
    waiting: new Set(),
  };
  queues.add(queue);
  return { QueueUrl: queues.urlOf(queue) };
}

function sameQueue(queue: Queue, attributes: ReadonlyMap<string, string>): Queue {
  const has = new Map<string, string>(queue.attributes);
  const other = [...attributes].find(([name, value]) => (has.get(name) ?? "") !== value);
  if (!other) return queue;
  throw new AwsError(
    "QueueNameExists",
    `A queue already exists with the same name and a different value for attribute ${other[0]}`,
  );
}
