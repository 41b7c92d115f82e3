import { DisableRuleCommand, EnableRuleCommand, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { describe, expect, it, vi } from "vitest";
import { lambdaArn, startBus } from "../../support/event-bus.ts";

const upload = {
  source: "aws.s3",
  "detail-type": "Object Created",
  resources: ["arn:aws:s3:::images"],
  detail: { bucket: { name: "images" } },
};

describe("the default event bus", () => {
  it("delivers an event of a service, in its envelope, to the targets of the rules that match", async () => {
    const { bus, deliveries, putRule } = await startBus();
    await putRule("uploads", { source: ["aws.s3"], "detail-type": ["Object Created"] });
    await putRule("deletions", { "detail-type": ["Object Deleted"] });
    bus.publish(upload);
    expect(deliveries).toEqual([]); // not before whoever published is done
    await vi.waitFor(() => expect(deliveries).toHaveLength(1));
    const [{ body = "" } = {}] = deliveries;
    expect(JSON.parse(body)).toEqual(deliveries[0]?.input);
    expect(deliveries).toEqual([
      {
        body,
        ruleArn: "arn:aws:events:us-east-1:123456789012:rule/uploads",
        targetId: "1",
        arn: lambdaArn,
        roleArn: undefined,
        input: {
          version: "0",
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          account: "123456789012",
          region: "us-east-1",
          time: "2026-01-01T00:00:00Z",
          ...upload,
        },
      },
    ]);
  });

  it("delivers what customers put, each entry on its own", async () => {
    const { client, deliveries, putRule } = await startBus();
    await putRule("ours", { source: ["ota"], detail: { size: [{ numeric: [">", 1] }] } });
    const entry = {
      Source: "ota",
      DetailType: "Released",
      Detail: '{"size":2}',
      Time: new Date("2026-02-03T04:05:06.789Z"),
    };
    const answer = await client.send(
      new PutEventsCommand({
        Entries: [
          entry,
          { ...entry, Detail: "2" },
          { ...entry, Source: "aws.s3" },
          { Source: "ota", Detail: "{}" },
          { ...entry, Resources: ["arn:x"] },
        ],
      }),
    );
    expect(answer.FailedEntryCount).toBe(3);
    expect(answer.Entries).toEqual([
      { EventId: expect.any(String) },
      { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." },
      { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." },
      {
        ErrorCode: "InvalidArgument",
        ErrorMessage: "Parameter DetailType is not valid. Reason: DetailType is a required argument.",
      },
      { EventId: expect.any(String) },
    ]);
    await vi.waitFor(() => expect(deliveries).toHaveLength(2));
    expect(deliveries[0]?.input).toMatchObject({
      id: answer.Entries?.[0]?.EventId,
      time: "2026-02-03T04:05:06Z",
      resources: [],
    });
    expect(deliveries[1]?.input).toMatchObject({ resources: ["arn:x"] });
  });

  it("delivers nothing of a disabled rule", async () => {
    const { bus, client, deliveries, putRule } = await startBus();
    await putRule("uploads", { source: ["aws.s3"] });
    await client.send(new DisableRuleCommand({ Name: "uploads" }));
    bus.publish(upload);
    await client.send(new EnableRuleCommand({ Name: "uploads" }));
    bus.publish({ ...upload, resources: ["arn:second"] });
    await vi.waitFor(() => expect(deliveries).toHaveLength(1));
    expect(deliveries[0]?.input).toMatchObject({ resources: ["arn:second"] });
  });

  it("delivers nothing once it has been stopped", async () => {
    const { bus, deliveries, putRule } = await startBus();
    await putRule("uploads", { source: ["aws.s3"] });
    bus.publish(upload);
    await bus.stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(deliveries).toEqual([]);
  });
});
