import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TestEventPatternCommand,
} from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { lambdaArn, startBus } from "../../support/event-bus.ts";

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
      "NotImplemented",
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
