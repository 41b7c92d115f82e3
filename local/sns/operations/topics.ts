import type {
  CreateTopicInput,
  CreateTopicResponse,
  DeleteTopicInput,
  GetTopicAttributesInput,
  GetTopicAttributesResponse,
  ListTopicsInput,
  ListTopicsResponse,
  SetTopicAttributesInput,
} from "@aws-sdk/client-sns";
import { type Account, arnOf } from "../../account.ts";
import { pageOf } from "../../http/pages.ts";
import { invalidParameter, notPlayed } from "../errors.ts";
import { checkTopicAttribute } from "../settable-attributes.ts";
import type { Topic } from "../topic.ts";
import type { TopicStore } from "../topic-store.ts";

const pageSize = 100;

/**
 * A topic of that name, with those attributes and tags, that is there already is what was asked for.
 * @throws AwsError InvalidParameterException, also for FIFO topics, which are not played
 */
export function createTopic(
  { Name = "", Attributes = {}, Tags = [] }: CreateTopicInput,
  topics: TopicStore,
  account: Account,
): CreateTopicResponse {
  if (Name.endsWith(".fifo")) throw notPlayed(`FIFO topics: ${Name}`);
  if (!/^[\w-]{1,256}$/.test(Name)) throw invalidParameter("Topic Name");
  for (const [name, value] of Object.entries(Attributes)) checkTopicAttribute(name, value);
  const arn = arnOf(account, "sns", Name);
  const tags = Tags.map(({ Key = "", Value = "" }) => [Key, Value] as const);
  const known = topics.find(arn);
  if (known) {
    if (!contains(known.attributes, Object.entries(Attributes)))
      throw invalidParameter("Attributes Reason: Topic already exists with different attributes");
    if (!contains(known.tags, tags)) throw invalidParameter("Tags Reason: Topic already exists with different tags");
    return { TopicArn: arn };
  }
  topics.add({
    name: Name,
    arn,
    attributes: new Map(Object.entries(Attributes)),
    tags: new Map(tags),
    subscriptions: new Map(),
    unsubscribed: 0,
  });
  return { TopicArn: arn };
}

function contains(map: ReadonlyMap<string, string>, entries: readonly (readonly [string, string])[]): boolean {
  return entries.every(([name, value]) => map.get(name) === value);
}

/** With its subscriptions. A topic that is not there is deleted all the same. */
export function deleteTopic({ TopicArn = "" }: DeleteTopicInput, topics: TopicStore): void {
  topics.delete(TopicArn);
}

export function listTopics({ NextToken }: ListTopicsInput, topics: TopicStore): ListTopicsResponse {
  const page = { limit: pageSize, nextToken: NextToken, invalidToken: "InvalidParameterException" };
  const { items, nextToken } = pageOf(topics.all(), page, ({ arn }) => arn);
  return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken: nextToken };
}

/** The policy only when one was set: here everybody of the account may do everything. @throws AwsError NotFoundException */
export function getTopicAttributes(
  { TopicArn }: GetTopicAttributesInput,
  topics: TopicStore,
  account: Account,
): GetTopicAttributesResponse {
  const topic = topics.get(TopicArn);
  const pending = [...topic.subscriptions.values()].filter(({ isPending }) => isPending).length;
  return {
    Attributes: {
      DisplayName: "",
      ...Object.fromEntries(topic.attributes),
      TopicArn: topic.arn,
      Owner: account.id,
      SubscriptionsConfirmed: `${topic.subscriptions.size - pending}`,
      SubscriptionsPending: `${pending}`,
      SubscriptionsDeleted: `${topic.unsubscribed}`,
    },
  };
}

/** @throws AwsError NotFoundException, InvalidParameterException */
export function setTopicAttributes(
  { TopicArn, AttributeName = "", AttributeValue = "" }: SetTopicAttributesInput,
  topics: TopicStore,
): void {
  const { attributes }: Topic = topics.get(TopicArn);
  checkTopicAttribute(AttributeName, AttributeValue);
  attributes.set(AttributeName, AttributeValue);
}
