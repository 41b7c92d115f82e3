import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { describe, expect, it, vi } from "vitest";
import { queueArn, startSqs } from "../../support/sqs.ts";

async function send(client: SQSClient, QueueUrl: string, ...bodies: string[]) {
  for (const MessageBody of bodies) await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}

describe("a message", () => {
  it("is received with all that is said about it", async () => {
    const { client, clock, createQueue, receive } = await startSqs();
    const QueueUrl = await createQueue("jobs");
    const MessageAttributes = {
      Colour: { DataType: "String", StringValue: "red" },
      Size: { DataType: "Number.int", StringValue: "3" },
      Bytes: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) },
    };
    const sent = await client.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: "hello ü",
        MessageAttributes,
        MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: "Root=1-2-3" } },
      }),
    );
    await clock.advance(2_000);
    const [message] = await receive(QueueUrl);
    expect(message).toEqual({
      MessageId: sent.MessageId,
      ReceiptHandle: expect.any(String),
      Body: "hello ü",
      MD5OfBody: sent.MD5OfMessageBody,
      MessageAttributes,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      Attributes: {
        SenderId: "123456789012",
        AWSTraceHeader: "Root=1-2-3",
        SentTimestamp: "1767225600000",
        ApproximateReceiveCount: "1",
        ApproximateFirstReceiveTimestamp: "1767225602000",
      },
    });
  });

  it("has the digest of attributes that AWS's documentation describes", async () => {
    const { client, createQueue } = await startSqs();
    const QueueUrl = await createQueue("jobs");
    const MessageAttributes = { a: { DataType: "String", StringValue: "b" } };
    const sent = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x", MessageAttributes }));
    // md5 of 00000001 61 00000006 "String" 01 00000001 62
    expect(sent.MD5OfMessageAttributes).toBe("bef8bf215374a0a228d67533b1a488be");
  });

  it("says only what is asked for", async () => {
    const { client, createQueue, receive } = await startSqs();
    const QueueUrl = await createQueue("jobs");
    const attribute = { DataType: "String", StringValue: "x" };
    const MessageAttributes = { "ota.id": attribute, "ota.by": attribute, other: attribute };
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x", MessageAttributes }));
    const [message] = await receive(QueueUrl, {
      MessageAttributeNames: ["ota.*"],
      MessageSystemAttributeNames: ["SenderId"],
    });
    expect(Object.keys(message?.MessageAttributes ?? {})).toEqual(["ota.id", "ota.by"]);
    expect(Object.keys(message?.Attributes ?? {})).toEqual(["SenderId"]);
  });

  it("is nobody else's until its visibility timeout is over, and then has another receipt", async () => {
    const { client, clock, createQueue, receive } = await startSqs();
    const QueueUrl = await createQueue("jobs", { VisibilityTimeout: "10" });
    await send(client, QueueUrl, "x");
    const [first] = await receive(QueueUrl);
    await clock.advance(9_999);
    expect(await receive(QueueUrl)).toEqual([]);
    await clock.advance(1);
    const [second] = await receive(QueueUrl);
    expect(second?.Attributes?.ApproximateReceiveCount).toBe("2");
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    await clock.advance(10_000);
    const [third] = await receive(QueueUrl);
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: third?.ReceiptHandle }));
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: third?.ReceiptHandle }));
    await clock.advance(10_000);
    expect(await receive(QueueUrl)).toEqual([]);
  });

  it("may be given more time, or none", async () => {
    const { client, clock, createQueue, receive } = await startSqs();
    const QueueUrl = await createQueue("jobs", { VisibilityTimeout: "10" });
    await send(client, QueueUrl, "x");
    const [message] = await receive(QueueUrl);
    const change = (VisibilityTimeout: number) =>
      client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout }),
      );
    await change(100);
    await clock.advance(99_999);
    expect(await receive(QueueUrl)).toEqual([]);
    await change(0);
    await expect(change(5)).rejects.toMatchObject({
      name: "InvalidParameterValue",
      message: expect.stringContaining("not available for visibility timeout change"),
    });
    expect(await receive(QueueUrl)).toHaveLength(1);
  });

  it("is hidden for longer, or shown, in a batch: each entry for itself", async () => {
    const { client, clock, createQueue, receive } = await startSqs();
    const QueueUrl = await createQueue("jobs");
    await send(client, QueueUrl, "a", "b");
    const [a, b] = await receive(QueueUrl);
    const changed = await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: [
          { Id: "longer", ReceiptHandle: a?.ReceiptHandle, VisibilityTimeout: 100 },
          { Id: "now", ReceiptHandle: b?.ReceiptHandle, VisibilityTimeout: 0 },
          { Id: "lost", ReceiptHandle: "none", VisibilityTimeout: 0 },
        ],
      }),
    );
    expect(changed).toMatchObject({
      Successful: [{ Id: "longer" }, { Id: "now" }],
      Failed: [{ Id: "lost", SenderFault: true }],
    });
    expect((await receive(QueueUrl)).map(({ Body }) => Body)).toEqual(["b"]);
    await clock.advance(100_000);
    expect((await receive(QueueUrl)).map(({ Body }) => Body)).toEqual(["a", "b"]);
  });

  it("is delayed, counted and kept as its queue says", async () => {
    const { client, clock, createQueue, receive } = await startSqs();
    const QueueUrl = await createQueue("jobs", { DelaySeconds: "5", MessageRetentionPeriod: "60" });
    const counts = async () => {
      const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
      return ["", "Delayed", "NotVisible"].map((kind) =>
        Number((Attributes as Record<string, string>)[`ApproximateNumberOfMessages${kind}`]),
      );
    };
    await send(client, QueueUrl, "a");
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "b", DelaySeconds: 0 }));
    expect(await counts()).toEqual([1, 1, 0]);
    expect((await receive(QueueUrl)).map(({ Body }) => Body)).toEqual(["b"]);
    expect(await counts()).toEqual([0, 1, 1]);
    await clock.advance(5_000);
    expect(await counts()).toEqual([1, 0, 1]);
    await clock.advance(55_001);
    expect(await counts()).toEqual([0, 0, 0]);
  });

  it("that nobody can make anything of goes to the dead-letter queue", async () => {
    const { client, createQueue, receive } = await startSqs();
    const dead = await createQueue("dead");
    const QueueUrl = await createQueue("jobs", {
      VisibilityTimeout: "0",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("dead"), maxReceiveCount: 2 }),
    });
    await send(client, QueueUrl, "x");
    expect(
      [await receive(QueueUrl), await receive(QueueUrl), await receive(QueueUrl)].map(({ length }) => length),
    ).toEqual([1, 1, 0]);
    const [message] = await receive(dead);
    expect(message).toMatchObject({ Body: "x", Attributes: { DeadLetterQueueSourceArn: queueArn("jobs") } });
  });

  const attribute = (name: string, DataType: string, StringValue: string) => ({
    MessageBody: "x",
    MessageAttributes: { [name]: { DataType, StringValue } },
  });

  it.each([
    ["no body", { MessageBody: "" }, "MissingParameter", "the parameter MessageBody"],
    ["what XML has no room for", { MessageBody: "\u0000" }, "InvalidMessageContents", "Invalid binary character"],
    ["too much", { MessageBody: "x".repeat(1025) }, "InvalidParameterValue", "must be shorter than 1024 bytes"],
    ["too long a delay", { MessageBody: "x", DelaySeconds: 901 }, "InvalidParameterValue", "Value 901"],
    ["what is FIFO's", { MessageBody: "x", MessageDeduplicationId: "1" }, "InvalidParameterValue", "this queue type"],
    ["an attribute of no type", attribute("a", "Text", "x"), "InvalidParameterValue", "attribute 'a' is invalid"],
    ["a number that is none", attribute("a", "Number", "x"), "InvalidParameterValue", "to a number"],
    ["bytes that are a text", attribute("a", "Binary", "x"), "InvalidParameterValue", "a non-empty value"],
    ["an attribute of a strange name", attribute("a b", "String", "x"), "InvalidParameterValue", "'a b' is invalid"],
  ])("with %s is refused", async (_, message, name, words) => {
    const { client, createQueue } = await startSqs();
    const QueueUrl = await createQueue("jobs", { MaximumMessageSize: "1024" });
    const sent = client.send(new SendMessageCommand({ QueueUrl, ...message }));
    await expect(sent).rejects.toMatchObject({ name, message: expect.stringContaining(words) });
  });
});

describe("waiting for messages", () => {
  it("ends when one is sent", async () => {
    const { client, createQueue, receive, sqs, clock } = await startSqs();
    const QueueUrl = await createQueue("jobs");
    const startTimer = vi.spyOn(clock, "startTimer");
    const receiving = receive(QueueUrl, { WaitTimeSeconds: 20 });
    await vi.waitFor(() => expect(startTimer).toHaveBeenCalled());
    sqs.queues.send(queueArn("jobs"), "from a service", { A: { DataType: "String", StringValue: "1" } });
    expect(await receiving).toMatchObject([{ Body: "from a service", MessageAttributes: { A: { StringValue: "1" } } }]);
    client.destroy();
  });

  it("ends when one becomes visible, or with the time", async () => {
    const { client, clock, createQueue, receive } = await startSqs();
    const QueueUrl = await createQueue("jobs", { ReceiveMessageWaitTimeSeconds: "20" });
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "late", DelaySeconds: 15 }));
    const startTimer = vi.spyOn(clock, "startTimer");
    const receiving = receive(QueueUrl);
    await vi.waitFor(() => expect(startTimer).toHaveBeenCalledTimes(1));
    await clock.advance(15_000);
    expect(await receiving).toMatchObject([{ Body: "late" }]);
    const waiting = receive(QueueUrl);
    await vi.waitFor(() => expect(startTimer).toHaveBeenCalledTimes(2));
    await clock.advance(20_000);
    expect(await waiting).toEqual([]);
  });

  it("ends when the queue is deleted, or local AWS stops", async () => {
    const { client, clock, createQueue, receive, sqs } = await startSqs();
    const [deleted, other] = [await createQueue("a"), await createQueue("b")];
    const startTimer = vi.spyOn(clock, "startTimer");
    const receiving = [deleted, other].map((url) => receive(url, { WaitTimeSeconds: 20 }));
    await vi.waitFor(() => expect(startTimer).toHaveBeenCalledTimes(2));
    const results = Promise.allSettled(receiving);
    await client.send(new DeleteQueueCommand({ QueueUrl: deleted }));
    await sqs.stop();
    expect(await results).toMatchObject([
      { status: "rejected", reason: { name: "QueueDoesNotExist" } },
      { status: "fulfilled", value: [] },
    ]);
  });

  it.each([
    [{ MaxNumberOfMessages: 11 }, "InvalidParameterValue", "Must be between 1 and 10"],
    [{ WaitTimeSeconds: 21 }, "InvalidParameterValue", "Must be >= 0 and <= 20"],
    [{ VisibilityTimeout: -1 }, "InvalidParameterValue", "Must be >= 0 and <= 43200"],
    [{ MessageSystemAttributeNames: ["Colour" as "All"] }, "InvalidAttributeName", "Unknown Attribute Colour."],
  ])("with %j is refused", async (asked, name, message) => {
    const { createQueue, receive } = await startSqs();
    const QueueUrl = await createQueue("jobs");
    await expect(receive(QueueUrl, asked)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });
});

describe("a service", () => {
  it("cannot send to a queue that is not there", async () => {
    const { sqs } = await startSqs();
    expect(() => sqs.queues.send(queueArn("nothing"), "x")).toThrow("The specified queue does not exist.");
    expect(() => sqs.queues.send("arn:aws:sqs:eu-west-1:123456789012:jobs", "x")).toThrow("does not exist");
  });
});
