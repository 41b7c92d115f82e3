import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import { startSns } from "../../support/sns.ts";
import { queueArn } from "../../support/sqs.ts";

const attributes = {
  Outcome: { DataType: "String", StringValue: "failed" },
  Bytes: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2, 3]) },
};

describe("a queue that is subscribed", () => {
  it("gets each message in SNS's JSON", async () => {
    const { client, createTopic, sent } = await startSns();
    const TopicArn = await createTopic("notices");
    const Endpoint = queueArn("inbox");
    await client.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
    const { MessageId } = await client.send(
      new PublishCommand({
        TopicArn,
        Subject: "A release",
        Message: "It ended <well>.",
        MessageAttributes: attributes,
      }),
    );
    expect(sent.map(([arn, , extra]) => [arn, extra])).toEqual([[Endpoint, {}]]);
    expect(JSON.parse(sent[0]?.[1] ?? "")).toEqual({
      Type: "Notification",
      MessageId,
      TopicArn,
      Subject: "A release",
      Message: "It ended <well>.",
      Timestamp: "2026-01-01T00:00:00.000Z",
      MessageAttributes: {
        Outcome: { Type: "String", Value: "failed" },
        Bytes: { Type: "Binary", Value: "AQID" },
      },
    });
  });

  it("gets the message alone when it wants it raw", async () => {
    const { client, createTopic, sent } = await startSns();
    const TopicArn = await createTopic("notices");
    const { SubscriptionArn } = await client.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: "sqs",
        Endpoint: queueArn("inbox"),
        Attributes: { RawMessageDelivery: "true" },
      }),
    );
    await client.send(new PublishCommand({ TopicArn, Message: "hello", MessageAttributes: attributes }));
    expect(sent).toEqual([[queueArn("inbox"), "hello", attributes, TopicArn]]);
    await client.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: "RawMessageDelivery",
        AttributeValue: "false",
      }),
    );
    await client.send(new PublishCommand({ TopicArn, Message: "hello" }));
    expect(sent[1]?.[1]).toContain('"Message":"hello"');
  });

  it("gets what is meant for queues", async () => {
    const { client, createTopic, sent, sns } = await startSns();
    const TopicArn = await createTopic("notices");
    const subscription = { TopicArn, Protocol: "sqs", Endpoint: queueArn("inbox") };
    await client.send(new SubscribeCommand({ ...subscription, Attributes: { RawMessageDelivery: "true" } }));
    const Message = JSON.stringify({ default: "for all", sqs: "for queues" });
    await client.send(new PublishCommand({ TopicArn, MessageStructure: "json", Message }));
    expect(sent.map(([, body]) => body)).toEqual(["for queues"]);
    expect(sns.published().map(({ message }) => message)).toEqual(["for all"]);
  });

  it("that is gone keeps nothing from the others", async () => {
    const { client, createTopic, sent } = await startSns((arn) => {
      if (arn === queueArn("gone")) throw new Error("no such queue");
    });
    const TopicArn = await createTopic("notices");
    for (const name of ["gone", "inbox"]) {
      await client.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queueArn(name) }));
    }
    await client.send(new PublishCommand({ TopicArn, Message: "hello" }));
    expect(sent.map(([arn]) => arn)).toEqual([queueArn("gone"), queueArn("inbox")]);
  });

  it("is subscribed once, until it no longer wants to be", async () => {
    const { client, createTopic, sent } = await startSns();
    const TopicArn = await createTopic("notices");
    const subscription = { TopicArn, Protocol: "sqs", Endpoint: queueArn("inbox") };
    const { SubscriptionArn } = await client.send(new SubscribeCommand(subscription));
    expect((await client.send(new SubscribeCommand(subscription))).SubscriptionArn).toBe(SubscriptionArn);
    await client.send(new UnsubscribeCommand({ SubscriptionArn }));
    await client.send(new PublishCommand({ TopicArn, Message: "hello" }));
    expect(sent).toEqual([]);
    const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({ SubscriptionsConfirmed: "0", SubscriptionsDeleted: "1" });
    await expect(client.send(new UnsubscribeCommand({ SubscriptionArn }))).rejects.toMatchObject({
      name: "NotFoundException",
    });
  });
});

describe("an address that is subscribed", () => {
  it("stays pending: no mail is sent", async () => {
    const { client, createTopic } = await startSns();
    const TopicArn = await createTopic("notices");
    const subscription = { TopicArn, Protocol: "email", Endpoint: "ops@example.com" };
    expect((await client.send(new SubscribeCommand(subscription))).SubscriptionArn).toBe("pending confirmation");
    const listed = { ...subscription, Owner: "123456789012", SubscriptionArn: "PendingConfirmation" };
    const byTopic = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    const all = await client.send(new ListSubscriptionsCommand({}));
    expect([byTopic.Subscriptions, all.Subscriptions]).toEqual([[listed], [listed]]);
    const { SubscriptionArn } = await client.send(
      new SubscribeCommand({ ...subscription, ReturnSubscriptionArn: true }),
    );
    const { Attributes } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({ PendingConfirmation: "true", Endpoint: "ops@example.com" });
  });
});

describe("a subscription", () => {
  it.each<[string, string, Record<string, string>, string]>([
    ["pigeon", "loft", {}, "does not support this protocol string: pigeon"],
    ["sqs", "https://sqs.us-east-1.amazonaws.com/123456789012/q", {}, "Invalid parameter: Endpoint"],
    ["email", "nobody", {}, "Invalid parameter: Endpoint"],
    ["sqs", queueArn("q"), { Colour: "red" }, "Invalid parameter: AttributeName"],
  ])("by %s of %s with %j is refused", async (Protocol, Endpoint, Attributes, message) => {
    const { client, createTopic } = await startSns();
    const TopicArn = await createTopic("notices");
    const subscribed = client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }));
    await expect(subscribed).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining(message),
    });
  });

  it.each<[string, string, Record<string, string>, string]>([
    ["lambda", "arn:aws:lambda:us-east-1:123456789012:function:f", {}, "subscriptions by lambda"],
    ["sqs", queueArn("q"), { FilterPolicy: "{}" }, "FilterPolicy"],
  ])("by %s of %s with %j is not played", async (Protocol, Endpoint, Attributes, what) => {
    const { client, createTopic } = await startSns();
    const TopicArn = await createTopic("notices");
    const subscribed = client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }));
    await expect(subscribed).rejects.toMatchObject({
      name: "NotImplemented",
      message: `Local AWS does not play ${what}`,
      $metadata: { httpStatusCode: 501 },
    });
  });
});
