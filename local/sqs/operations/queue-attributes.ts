import type {
  GetQueueAttributesRequest,
  GetQueueAttributesResult,
  SetQueueAttributesRequest,
} from "@aws-sdk/client-sqs";
import type { Clock } from "../../clock.ts";
import { AwsError } from "../../http/aws-error.ts";
import { keptMessages } from "../messages.ts";
import { isInFlight, type Queue } from "../queue.ts";
import type { QueueStore } from "../queue-store.ts";
import { readAttributes, settableAttributes } from "../settable-attributes.ts";

/** @throws AwsError QueueDoesNotExist, InvalidAttributeName */
export function getQueueAttributes(
  { QueueUrl, AttributeNames = [] }: GetQueueAttributesRequest,
  queues: QueueStore,
  clock: Clock,
): GetQueueAttributesResult {
  const all = allAttributes(queues.byUrl(QueueUrl), clock.now());
  const names: readonly string[] = AttributeNames;
  const unknown = names.find(
    (name) => name !== "All" && !Object.hasOwn(all, name) && !settableAttributes.includes(name),
  );
  if (unknown !== undefined) throw new AwsError("InvalidAttributeName", `Unknown Attribute ${unknown}.`);
  const asked = Object.entries(all).filter(([name]) => names.includes("All") || names.includes(name));
  return asked.length > 0 ? { Attributes: Object.fromEntries(asked) } : {};
}

/** AWS's counts are approximate, these are exact. */
function allAttributes(queue: Queue, now: number): Record<string, string> {
  const messages = keptMessages(queue, now);
  const hidden = messages.filter(({ visibleFrom }) => visibleFrom > now);
  const inFlight = hidden.filter((message) => isInFlight(message, now)).length;
  return {
    ...Object.fromEntries(queue.attributes),
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: `${messages.length - hidden.length}`,
    ApproximateNumberOfMessagesNotVisible: `${inFlight}`,
    ApproximateNumberOfMessagesDelayed: `${hidden.length - inFlight}`,
    CreatedTimestamp: seconds(queue.created),
    LastModifiedTimestamp: seconds(queue.modified),
  };
}

function seconds(milliseconds: number): string {
  return `${Math.floor(milliseconds / 1000)}`;
}

/** @throws AwsError QueueDoesNotExist, InvalidAttributeName, InvalidAttributeValue: then none of them was set */
export function setQueueAttributes(
  { QueueUrl, Attributes = {} }: SetQueueAttributesRequest,
  queues: QueueStore,
  clock: Clock,
): void {
  const queue = queues.byUrl(QueueUrl);
  for (const [name, value] of readAttributes(Attributes)) {
    if (value === "") queue.attributes.delete(name);
    else queue.attributes.set(name, value);
  }
  queue.modified = clock.now();
}
