import { PublishCommand } from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import { startSns } from "../../support/sns.ts";

describe("what is published", () => {
  it("is told to whoever watches, until they do no more", async () => {
    const { client, clock, createTopic, sns } = await startSns();
    const TopicArn = await createTopic("notices");
    const heard: unknown[] = [];
    const stop = sns.watch((notice) => heard.push(notice));
    const { MessageId } = await client.send(new PublishCommand({ TopicArn, Subject: "News", Message: "one" }));
    stop();
    await clock.advance(1_000);
    sns.topics.publish(TopicArn, "two");
    const start = Date.UTC(2026, 0, 1);
    const one = { topicArn: TopicArn, subject: "News", message: "one", messageId: MessageId, time: start };
    expect(heard).toEqual([one]);
    expect(sns.published()).toEqual([
      one,
      { topicArn: TopicArn, message: "two", messageId: expect.any(String), time: start + 1_000 },
    ]);
  });

  it("is kept by topic, the newest thousand", async () => {
    const { createTopic, sns } = await startSns();
    const [a, b] = [await createTopic("a"), await createTopic("b")];
    sns.topics.publish(b, "first");
    sns.topics.publish(a, "second");
    for (let count = 0; count < 999; count++) sns.topics.publish(b, `${count}`);
    expect(sns.published()).toHaveLength(1_000);
    expect(sns.published(a).map(({ message }) => message)).toEqual(["second"]);
    expect(sns.published(b)[0]?.message).toBe("0");
  });

  const TopicArn = "arn:aws:sns:us-east-1:123456789012:notices";
  const message = { TopicArn, Message: "x" };
  const json = { ...message, MessageStructure: "json" };
  const attribute = (DataType: string, StringValue?: string) => ({
    ...message,
    MessageAttributes: { a: { DataType, StringValue } },
  });

  it.each([
    ["no topic", { Message: "x" }, "InvalidParameterException", "TopicArn or TargetArn"],
    ["a topic that is none", { ...message, TopicArn: "notices" }, "InvalidParameterException", "TopicArn"],
    ["a topic nobody made", { ...message, TopicArn: `${TopicArn}-not` }, "NotFoundException", "Topic does not exist"],
    ["a telephone", { PhoneNumber: "+15550100", Message: "x" }, "NotImplemented", "PhoneNumber"],
    ["no message", { TopicArn, Message: "" }, "InvalidParameterException", "Empty message"],
    ["too long a message", { TopicArn, Message: "x".repeat(262_145) }, "InvalidParameterException", "too long"],
    ["a subject of two lines", { ...message, Subject: "a\nb" }, "InvalidParameterException", "Subject"],
    ["a structure without default", { ...json, Message: "{}" }, "InvalidParameterException", "No default entry"],
    ["a structure that is none", { ...json, Message: "{" }, "InvalidParameterException", "failed to parse"],
    ["an attribute of no type", attribute("Text", "x"), "InvalidParameterValueException", "attribute 'a'"],
    ["an attribute without a value", attribute("String"), "InvalidParameterValueException", "non-empty"],
  ])("with %s is refused", async (_, request, name, words) => {
    const { client, createTopic, sns } = await startSns();
    expect(await createTopic("notices")).toBe(TopicArn);
    await expect(client.send(new PublishCommand(request))).rejects.toMatchObject({
      name,
      message: expect.stringContaining(words),
    });
    expect(sns.published()).toEqual([]);
  });
});
