import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TestEventPatternCommand,
} from "@aws-sdk/client-eventbridge";
import { describe, expect, it, vi } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { VirtualClock } from "../../../local/clock.ts";
import { createEventBridge, type Delivery } from "../../../local/eventbridge/eventbridge.ts";
import { serve } from "../../support/local-service.ts";

const lambdaArn = "arn:aws:lambda:us-east-1:123456789012:function:start-update";
const upload = {
  source: "aws.s3",
  "detail-type": "Object Created",
  resources: ["arn:aws:s3:::images"],
  detail: { bucket: { name: "images" } },
};

async function startBus(deliver: (delivery: Delivery) => unknown = () => {}) {
  const deliveries: Delivery[] = [];
  const failures: unknown[] = [];
  const bus = createEventBridge({
    account: defaultAccount,
    clock: new VirtualClock(),
    deliver(delivery) {
      deliveries.push(delivery);
      return deliver(delivery);
    },
    onDeliveryFailed: (_, error) => failures.push(error),
  });
  const client = new EventBridgeClient(await serve(bus.service));
  const putRule = async (name: string, pattern: object) => {
    await client.send(new PutRuleCommand({ Name: name, EventPattern: JSON.stringify(pattern) }));
    await client.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: "1", Arn: lambdaArn }] }));
  };
  return { bus, client, deliveries, failures, putRule };
}

describe("the default event bus", () => {
  it("delivers an event of a service, in its envelope, to the targets of the rules that match", async () => {
    const { bus, deliveries, putRule } = await startBus();
    await putRule("uploads", { source: ["aws.s3"], "detail-type": ["Object Created"] });
    await putRule("deletions", { "detail-type": ["Object Deleted"] });
    bus.publish(upload);
    expect(deliveries).toEqual([]); // not before whoever published is done
    await vi.waitFor(() => expect(deliveries).toHaveLength(1));
    expect(deliveries).toEqual([
      {
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

  it.each([
    [
      "throws",
      () => {
        throw new Error("no such function");
      },
    ],
    ["rejects", () => Promise.reject(new Error("no such function"))],
  ])("tells of a delivery that fails, and goes on: the target %s", async (_, deliver) => {
    const { bus, deliveries, failures, putRule } = await startBus(deliver);
    await putRule("a", { source: ["aws.s3"] });
    await putRule("b", { source: ["aws.s3"] });
    bus.publish(upload);
    await vi.waitFor(() => expect(failures).toHaveLength(2));
    expect(failures[0]).toEqual(new Error("no such function"));
    expect(deliveries).toHaveLength(2);
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

describe("rules", () => {
  const pattern = '{"source":["aws.s3"]}';

  it("are described as they were put, and listed by name", async () => {
    const { client } = await startBus();
    await client.send(
      new PutRuleCommand({ Name: "b", EventPattern: pattern, Description: "uploads", State: "DISABLED" }),
    );
    const { RuleArn } = await client.send(new PutRuleCommand({ Name: "a-1", EventPattern: pattern }));
    await client.send(new PutRuleCommand({ Name: "a-2", EventPattern: pattern }));
    expect(RuleArn).toBe("arn:aws:events:us-east-1:123456789012:rule/a-1");
    expect(await client.send(new DescribeRuleCommand({ Name: "b", EventBusName: "default" }))).toMatchObject({
      Name: "b",
      Description: "uploads",
      State: "DISABLED",
      EventPattern: pattern,
      EventBusName: "default",
    });
    const page = await client.send(new ListRulesCommand({ NamePrefix: "a-", Limit: 1 }));
    const rest = await client.send(new ListRulesCommand({ NamePrefix: "a-", NextToken: page.NextToken }));
    expect([page.Rules, rest.Rules].map((rules) => rules?.map(({ Name }) => Name))).toEqual([["a-1"], ["a-2"]]);
  });

  it("keep their targets when they are put again", async () => {
    const { client, putRule } = await startBus();
    await putRule("uploads", { source: ["aws.s3"] });
    await putRule("uploads", { source: ["aws.signer"] });
    await client.send(
      new PutTargetsCommand({
        Rule: "uploads",
        Targets: [
          { Id: "1", Arn: lambdaArn, Input: "{}" },
          { Id: "2", Arn: lambdaArn, RetryPolicy: { MaximumRetryAttempts: 3 } },
        ],
      }),
    );
    const { Targets } = await client.send(new ListTargetsByRuleCommand({ Rule: "uploads" }));
    expect(Targets).toEqual([
      { Id: "1", Arn: lambdaArn, Input: "{}" },
      { Id: "2", Arn: lambdaArn, RetryPolicy: { MaximumRetryAttempts: 3 } },
    ]);
  });

  it("are deleted once they have no targets, and may be deleted twice", async () => {
    const { client, putRule } = await startBus();
    await putRule("uploads", { source: ["aws.s3"] });
    const refused = client.send(new DeleteRuleCommand({ Name: "uploads" }));
    await expect(refused).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("it has targets"),
    });
    await client.send(new RemoveTargetsCommand({ Rule: "uploads", Ids: ["1", "unknown"] }));
    await client.send(new DeleteRuleCommand({ Name: "uploads" }));
    await client.send(new DeleteRuleCommand({ Name: "uploads" }));
    expect((await client.send(new ListRulesCommand({}))).Rules).toEqual([]);
  });

  it.each([
    [
      "a pattern that is none",
      new PutRuleCommand({ Name: "r", EventPattern: '{"source":[]}' }),
      "InvalidEventPatternException",
      "Event pattern is not valid. Reason: Empty arrays are not allowed",
    ],
    [
      "no pattern",
      new PutRuleCommand({ Name: "r" }),
      "ValidationException",
      "EventPattern or ScheduleExpression must be specified",
    ],
    [
      "a schedule",
      new PutRuleCommand({ Name: "r", ScheduleExpression: "rate(15 minutes)" }),
      "ValidationException",
      "does not play ScheduleExpression",
    ],
    [
      "another bus",
      new PutRuleCommand({ Name: "r", EventPattern: pattern, EventBusName: "mine" }),
      "ResourceNotFoundException",
      "Event bus mine does not exist.",
    ],
  ])("are not put with %s", async (_, command, name, message) => {
    const { client } = await startBus();
    await expect(client.send(command)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });

  it.each([
    [
      "more than five",
      Array.from({ length: 6 }, (_, index) => ({ Id: `${index}`, Arn: lambdaArn })),
      "LimitExceededException",
      "maximum number",
    ],
    [
      "what is not played",
      [{ Id: "1", Arn: lambdaArn, KinesisParameters: { PartitionKeyPath: "$" } }],
      "ValidationException",
      "does not play targets with KinesisParameters",
    ],
    [
      "two inputs",
      [{ Id: "1", Arn: lambdaArn, Input: "{}", InputPath: "$" }],
      "ValidationException",
      "Only one of Input",
    ],
  ])("get no targets with %s", async (_, targets, name, message) => {
    const { client } = await startBus();
    await client.send(new PutRuleCommand({ Name: "r", EventPattern: pattern }));
    const put = client.send(new PutTargetsCommand({ Rule: "r", Targets: targets }));
    await expect(put).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
    expect((await client.send(new ListTargetsByRuleCommand({ Rule: "r" }))).Targets).toEqual([]);
  });

  it("that are not there are named", async () => {
    const { client } = await startBus();
    await expect(client.send(new DescribeRuleCommand({ Name: "nothing" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Rule nothing does not exist on EventBus default.",
    });
  });
});

describe("TestEventPattern", () => {
  const event = {
    id: "1",
    account: "1",
    source: "aws.s3",
    time: "2026-01-01T00:00:00Z",
    region: "r",
    resources: [],
    "detail-type": "x",
  };

  it.each([
    ['{"source":["aws.s3"]}', true],
    ['{"source":["aws.iot"]}', false],
  ])("says of %s whether it matches: %s", async (EventPattern, result) => {
    const { client } = await startBus();
    const answer = await client.send(new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(event) }));
    expect(answer.Result).toBe(result);
  });

  it.each([["{"], ['{"id":"1"}']])("refuses the event %s", async (Event) => {
    const { client } = await startBus();
    const test = client.send(new TestEventPatternCommand({ EventPattern: '{"source":["aws.s3"]}', Event }));
    await expect(test).rejects.toMatchObject({ name: "ValidationException" });
  });
});
