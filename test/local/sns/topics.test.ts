import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  SetTopicAttributesCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import { startSns } from "../../support/sns.ts";

describe("a topic", () => {
  it("has attributes, its own and those that are set", async () => {
    const { client, createTopic } = await startSns();
    const TopicArn = await createTopic("notices");
    expect(TopicArn).toBe("arn:aws:sns:us-east-1:123456789012:notices");
    const set = { TopicArn, AttributeName: "DisplayName", AttributeValue: "Releases & more" };
    await client.send(new SetTopicAttributesCommand(set));
    expect((await client.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes).toEqual({
      TopicArn,
      Owner: "123456789012",
      DisplayName: "Releases & more",
      SubscriptionsConfirmed: "0",
      SubscriptionsPending: "0",
      SubscriptionsDeleted: "0",
    });
  });

  it("may be made twice alike, and not otherwise", async () => {
    const { client, createTopic } = await startSns();
    const TopicArn = await createTopic("notices");
    expect(await createTopic("notices")).toBe(TopicArn);
    const other = { Name: "notices", Attributes: { DisplayName: "x" } };
    await expect(client.send(new CreateTopicCommand(other))).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid parameter: Attributes Reason: Topic already exists with different attributes",
    });
    const tagged = { Name: "notices", Tags: [{ Key: "a", Value: "b" }] };
    await expect(client.send(new CreateTopicCommand(tagged))).rejects.toThrow("different tags");
  });

  it.each<[string, Record<string, string>, string]>([
    ["a b", {}, "Invalid parameter: Topic Name"],
    ["a", { Colour: "red" }, "Invalid parameter: AttributeName"],
    ["a", { Policy: "{}" }, "Invalid parameter: Policy Reason: {}"],
    ["a", { Policy: "no JSON" }, "Invalid parameter: Policy"],
  ])("%s with %j is refused", async (Name, Attributes, message) => {
    const { client } = await startSns();
    await expect(client.send(new CreateTopicCommand({ Name, Attributes }))).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining(message),
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ["a", { FifoTopic: "true" }, "FifoTopic"],
    ["a.fifo", {}, "FIFO topics: a.fifo"],
  ])("%s with %j is not played", async (Name, Attributes, what) => {
    const { client } = await startSns();
    await expect(client.send(new CreateTopicCommand({ Name, Attributes }))).rejects.toMatchObject({
      name: "NotImplemented",
      message: `Local AWS does not play ${what}`,
    });
  });

  it("that is deleted is there no more, and may be deleted again", async () => {
    const { client, createTopic } = await startSns();
    const TopicArn = await createTopic("notices");
    await client.send(new DeleteTopicCommand({ TopicArn }));
    await client.send(new DeleteTopicCommand({ TopicArn }));
    await expect(client.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toMatchObject({
      name: "NotFoundException",
      message: "Topic does not exist",
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("has tags", async () => {
    const { client, createTopic } = await startSns();
    const ResourceArn = await createTopic("notices");
    const Tags = ["a", "b"].map((Key) => ({ Key, Value: "1" }));
    await client.send(new TagResourceCommand({ ResourceArn, Tags }));
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["a", "c"] }));
    expect((await client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual([
      { Key: "b", Value: "1" },
    ]);
    const nothing = client.send(new ListTagsForResourceCommand({ ResourceArn: `${ResourceArn}-not` }));
    await expect(nothing).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("topics", () => {
  it("are listed a hundred at a time", async () => {
    const { client, createTopic } = await startSns();
    const names = Array.from({ length: 101 }, (_, index) => `t${String(index).padStart(3, "0")}`);
    for (const name of names) await createTopic(name);
    const first = await client.send(new ListTopicsCommand({}));
    const rest = await client.send(new ListTopicsCommand({ NextToken: first.NextToken }));
    const listed = [...(first.Topics ?? []), ...(rest.Topics ?? [])].map(({ TopicArn }) => TopicArn?.split(":").at(-1));
    expect(listed).toEqual(names);
    expect([first.Topics?.length, rest.NextToken]).toEqual([100, undefined]);
  });
});
