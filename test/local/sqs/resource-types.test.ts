import { GetQueueAttributesCommand, ListQueueTagsCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { queueArn, startSqs } from "../../support/sqs.ts";

async function create(
  resourceTypes: Awaited<ReturnType<typeof startSqs>>["sqs"]["resourceTypes"],
  type: string,
  properties: Record<string, unknown>,
) {
  const resource = await resourceTypes[type]?.create({ stackName: "ota", logicalId: "Dead", properties });
  if (!resource) throw new Error(`no ${type}`);
  return resource;
}

describe("AWS::SQS::Queue", () => {
  it("becomes a queue with what the template says of it", async () => {
    const { sqs, client, endpoint } = await startSqs();
    const { physicalId, attributes } = await create(sqs.resourceTypes, "AWS::SQS::Queue", {
      QueueName: "dead",
      MessageRetentionPeriod: 1209600,
      SqsManagedSseEnabled: true,
      RedrivePolicy: { deadLetterTargetArn: queueArn("deader"), maxReceiveCount: "5" },
      Tags: [{ Key: "team", Value: "ota" }],
    });
    expect(physicalId).toBe(`${endpoint}/123456789012/dead`);
    expect(attributes).toEqual({ Arn: queueArn("dead"), QueueName: "dead", QueueUrl: physicalId });
    const described = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: physicalId, AttributeNames: ["All"] }),
    );
    expect(described.Attributes).toMatchObject({
      MessageRetentionPeriod: "1209600",
      SqsManagedSseEnabled: "true",
      RedrivePolicy: expect.stringContaining('"maxReceiveCount":5'),
    });
    expect((await client.send(new ListQueueTagsCommand({ QueueUrl: physicalId }))).Tags).toEqual({ team: "ota" });
    await expect(create(sqs.resourceTypes, "AWS::SQS::Queue", { QueueName: "dead" })).rejects.toThrow("already exists");
  });

  it("refuses what it does not know, by name", async () => {
    const { sqs } = await startSqs();
    const made = create(sqs.resourceTypes, "AWS::SQS::Queue", { QueueName: "dead", Colour: "red" });
    await expect(made).rejects.toThrow("Unknown Attribute Colour.");
  });
});

describe("AWS::SQS::QueuePolicy", () => {
  it("is kept with its queues", async () => {
    const { sqs, client, createQueue } = await startSqs();
    const Queues = [await createQueue("a"), await createQueue("b")];
    const PolicyDocument = { Version: "2012-10-17", Statement: [] };
    await create(sqs.resourceTypes, "AWS::SQS::QueuePolicy", { Queues, PolicyDocument });
    for (const QueueUrl of Queues) {
      const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] }));
      expect(JSON.parse(Attributes?.Policy ?? "")).toEqual(PolicyDocument);
    }
  });
});
