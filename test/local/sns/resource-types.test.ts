import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import { startSns } from "../../support/sns.ts";
import { queueArn } from "../../support/sqs.ts";

async function start() {
  const { sns, client } = await startSns();
  const create = async (type: string, properties: Record<string, unknown>) => {
    const made = sns.resourceTypes[type]?.create({ stackName: "ota", logicalId: "It", properties });
    return (await made) ?? { physicalId: "", attributes: {} };
  };
  return { client, create };
}

describe("AWS::SNS::Topic", () => {
  it("becomes a topic with what the template says of it", async () => {
    const { client, create } = await start();
    const { physicalId, attributes } = await create("AWS::SNS::Topic", {
      TopicName: "notices",
      DisplayName: "Firmware releases",
      Tags: [{ Key: "team", Value: "ota" }],
      Subscription: [{ Protocol: "sqs", Endpoint: queueArn("inbox") }],
    });
    const arn = "arn:aws:sns:us-east-1:123456789012:notices";
    expect([physicalId, attributes]).toEqual([arn, { TopicArn: arn, TopicName: "notices" }]);
    const described = await client.send(new GetTopicAttributesCommand({ TopicArn: arn }));
    expect(described.Attributes).toMatchObject({ DisplayName: "Firmware releases", SubscriptionsConfirmed: "1" });
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
    expect(Tags).toEqual([{ Key: "team", Value: "ota" }]);
    await expect(create("AWS::SNS::Topic", { TopicName: "notices" })).rejects.toThrow("notices exists");
  });
});

describe("AWS::SNS::TopicPolicy", () => {
  it("is kept with its topics", async () => {
    const { client, create } = await start();
    const { physicalId: TopicArn } = await create("AWS::SNS::Topic", { TopicName: "notices" });
    const PolicyDocument = { Version: "2012-10-17", Statement: [] };
    await create("AWS::SNS::TopicPolicy", { Topics: [TopicArn], PolicyDocument });
    const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(JSON.parse(Attributes?.["Policy"] ?? "")).toEqual(PolicyDocument);
  });
});

describe("AWS::SNS::Subscription", () => {
  it("subscribes, raw if it is said so", async () => {
    const { client, create } = await start();
    const { physicalId: TopicArn } = await create("AWS::SNS::Topic", { TopicName: "notices" });
    const { physicalId, attributes } = await create("AWS::SNS::Subscription", {
      TopicArn,
      Protocol: "sqs",
      Endpoint: queueArn("inbox"),
      RawMessageDelivery: true,
    });
    expect(attributes).toEqual({ Arn: physicalId });
    const described = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: physicalId }));
    expect(described.Attributes).toMatchObject({ RawMessageDelivery: "true", TopicArn });
    const { Subscriptions } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(Subscriptions).toHaveLength(1);
  });
});
