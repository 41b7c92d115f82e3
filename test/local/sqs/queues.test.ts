import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { queueArn, startSqs } from "../../support/sqs.ts";

describe("a queue", () => {
  it("has a URL that leads to local AWS, and is found by its name", async () => {
    const { client, endpoint, createQueue } = await startSqs();
    const url = await createQueue("jobs");
    expect(url).toBe(`${endpoint}/123456789012/jobs`);
    expect((await client.send(new GetQueueUrlCommand({ QueueName: "jobs" }))).QueueUrl).toBe(url);
    const foreign = client.send(new GetQueueUrlCommand({ QueueName: "jobs", QueueOwnerAWSAccountId: "999999999999" }));
    await expect(foreign).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  });

  it("is found by the URL that AWS would give it", async () => {
    const { client, createQueue } = await startSqs();
    const ours = await createQueue("jobs");
    const awsUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs";
    await client.send(new SendMessageCommand({ QueueUrl: awsUrl, MessageBody: "x" }));
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl: ours }));
    expect(Messages).toMatchObject([{ Body: "x" }]);
  });

  it("has AWS's attributes unless it is told otherwise", async () => {
    const { client, createQueue } = await startSqs();
    const QueueUrl = await createQueue("jobs", { VisibilityTimeout: "5" });
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
    expect(Attributes).toEqual({
      QueueArn: queueArn("jobs"),
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesNotVisible: "0",
      ApproximateNumberOfMessagesDelayed: "0",
      CreatedTimestamp: "1767225600",
      LastModifiedTimestamp: "1767225600",
      DelaySeconds: "0",
      MaximumMessageSize: "1048576",
      MessageRetentionPeriod: "345600",
      ReceiveMessageWaitTimeSeconds: "0",
      SqsManagedSseEnabled: "true",
      VisibilityTimeout: "5",
    });
  });

  it("takes other attributes later, and loses a policy that is set to nothing", async () => {
    const { client, clock, createQueue } = await startSqs();
    const QueueUrl = await createQueue("jobs", { Policy: '{"Statement":[]}' });
    await clock.advance(60_000);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dead"), maxReceiveCount: "3" });
    await client.send(
      new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: "", RedrivePolicy, DelaySeconds: "007" } }),
    );
    const names = ["Policy", "RedrivePolicy", "DelaySeconds", "LastModifiedTimestamp"] as const;
    const answer = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
    expect(answer.Attributes).toEqual({
      RedrivePolicy: `{"deadLetterTargetArn":"${queueArn("dead")}","maxReceiveCount":3}`,
      DelaySeconds: "7",
      LastModifiedTimestamp: "1767225660",
    });
  });

  it("has no attributes but AWS's", async () => {
    const { client, createQueue } = await startSqs();
    const QueueUrl = await createQueue("jobs");
    const ask = (name: string) =>
      client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name as "All"] }));
    expect((await ask("RedrivePolicy")).Attributes).toBeUndefined();
    await expect(ask("Colour")).rejects.toMatchObject({
      name: "InvalidAttributeName",
      message: "Unknown Attribute Colour.",
    });
  });

  it("may be made twice alike, and not otherwise", async () => {
    const { client, createQueue } = await startSqs();
    const url = await createQueue("jobs", { DelaySeconds: "1" });
    expect(await createQueue("jobs")).toBe(url);
    const other = client.send(new CreateQueueCommand({ QueueName: "jobs", Attributes: { DelaySeconds: "2" } }));
    await expect(other).rejects.toMatchObject({
      name: "QueueNameExists",
      message: "A queue already exists with the same name and a different value for attribute DelaySeconds",
    });
  });

  it.each<[string, Record<string, string>, string, string]>([
    ["a.b", {}, "InvalidParameterValue", "Can only include alphanumeric characters"],
    ["x".repeat(81), {}, "InvalidParameterValue", "1 to 80 in length"],
    [
      "a",
      { VisibilityTimeout: "43201" },
      "InvalidAttributeValue",
      "Invalid value for the parameter VisibilityTimeout.",
    ],
    ["a", { DelaySeconds: "-1" }, "InvalidAttributeValue", "DelaySeconds"],
    ["a", { Policy: "no JSON" }, "InvalidAttributeValue", "Policy"],
    ["a", { Policy: '{"Statement":"x"}' }, "InvalidAttributeValue", "Policy"],
    ["a", { RedrivePolicy: '{"maxReceiveCount":3}' }, "InvalidAttributeValue", "RedrivePolicy"],
    ["a", { Colour: "red" }, "InvalidAttributeName", "Unknown Attribute Colour."],
    ["a", { constructor: "red" }, "InvalidAttributeName", "Unknown Attribute constructor."],
    ["a.fifo", {}, "NotImplemented", "does not play FIFO queues: a.fifo"],
    ["a", { FifoQueue: "true" }, "NotImplemented", "does not play FIFO queues: FifoQueue"],
  ])("%s with %j is refused", async (QueueName, Attributes, name, message) => {
    const { client } = await startSqs();
    const created = client.send(new CreateQueueCommand({ QueueName, Attributes }));
    await expect(created).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });

  it("that is deleted is there no more", async () => {
    const { client, createQueue } = await startSqs();
    const QueueUrl = await createQueue("jobs");
    await client.send(new DeleteQueueCommand({ QueueUrl }));
    await expect(client.send(new DeleteQueueCommand({ QueueUrl }))).rejects.toMatchObject({
      name: "QueueDoesNotExist",
      message: "The specified queue does not exist.",
    });
  });

  it("is empty once it is purged", async () => {
    const { client, createQueue, receive } = await startSqs();
    const QueueUrl = await createQueue("jobs");
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(await receive(QueueUrl)).toEqual([]);
  });

  it("has tags", async () => {
    const { client, createQueue } = await startSqs();
    const QueueUrl = await createQueue("jobs");
    await client.send(new TagQueueCommand({ QueueUrl, Tags: { a: "1", b: "2" } }));
    await client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ["a", "c"] }));
    expect((await client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ b: "2" });
  });

  it("has no tags that are AWS's own", async () => {
    const { client, createQueue } = await startSqs();
    const QueueUrl = await createQueue("jobs");
    const reserved = { name: "InvalidParameterValue", message: expect.stringContaining("aws:mine") };
    const Tags = { "aws:mine": "1" };
    await expect(client.send(new TagQueueCommand({ QueueUrl, Tags }))).rejects.toMatchObject(reserved);
    const created = client.send(new CreateQueueCommand({ QueueName: "other", tags: Tags }));
    await expect(created).rejects.toMatchObject(reserved);
  });
});

describe("queues", () => {
  it("are listed by name, a page at a time", async () => {
    const { client, createQueue } = await startSqs();
    for (const name of ["b", "a-2", "a-1"]) await createQueue(name);
    const page = await client.send(new ListQueuesCommand({ QueueNamePrefix: "a-", MaxResults: 1 }));
    const rest = await client.send(
      new ListQueuesCommand({ QueueNamePrefix: "a-", MaxResults: 1, NextToken: page.NextToken }),
    );
    const names = [page, rest].map(({ QueueUrls = [] }) => QueueUrls.map((url) => url.split("/").at(-1)));
    expect(names).toEqual([["a-1"], ["a-2"]]);
    expect(rest.NextToken).toBeUndefined();
  });
});
